/** An agent's session with nothing faked: the built command, a model, files; index_songs → find_songs → evidence. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TOOLS } from '../../src/tools/create-mcp-server.js';
import { CLIENTS, connectClient, type TestClient, type ToolAnswer } from '../support/mcp-clients.js';

const MODEL = ['models/collap-mini', 'test/fixtures/model-tiny']
  .map((dir) => resolve(dir))
  .find((dir) => existsSync(join(dir, 'model.json'))) as string;
const DEMO = resolve('demo');
const SAMPLE_RATE_HZ = 16_000;

const DESCRIPTION =
  'The piece opens quietly, with a single low tone that is held for a long time and hardly changes its colour. ' +
  'There is no rhythm at first, only a calm and dark drone, as if somebody left an organ key pressed down. ' +
  'After a while a brighter sound enters above it and starts to pulse, slowly and then more firmly. ' +
  'The pulse becomes a steady beat that could be danced to, and the low tone disappears below it. ' +
  'Near the middle the music grows louder and rougher, with a buzzing lead that repeats a short figure again and again. ' +
  'Towards the end everything falls back, the beat stops, and only a high and thin tone remains. ' +
  'It fades out gently, without a final chord. ' +
  'There is no singing at any time, and there are no guitars.';

let dir: string;
let client: TestClient;
beforeAll(async () => {
  if (!existsSync('dist/cli/main.js')) throw new Error('dist is missing: npm run build');
  dir = await mkdtemp(join(tmpdir(), 'collap-session-'));
  await mkdir(join(dir, 'music'));
  for (const [index, hertz] of [110, 220, 440].entries())
    await writeFile(join(dir, 'music', `tone-${index}.wav`), tone(hertz, 25));
});
afterAll(async () => {
  await client?.close();
  await rm(dir, { recursive: true, force: true });
});

/** A WAV file whose tone is held for a third, then pulses, then is an octave higher. */
function tone(hertz: number, seconds: number): Buffer {
  const count = seconds * SAMPLE_RATE_HZ;
  const wav = Buffer.alloc(44 + 2 * count);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 2 * count, 4);
  wav.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [28, 2 * SAMPLE_RATE_HZ],
    [24, SAMPLE_RATE_HZ],
    [40, 2 * count],
  ] as const)
    wav.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    wav.writeUInt16LE(value, at);
  wav.write('data', 36);
  for (let n = 0; n < count; n += 1) {
    const third = Math.floor((3 * n) / count);
    const gate = third === 1 && Math.floor((4 * n) / SAMPLE_RATE_HZ) % 2 ? 0 : 0.4;
    wav.writeInt16LE(
      Math.round(32_767 * gate * Math.sin((2 * Math.PI * hertz * (third === 2 ? 2 : 1) * n) / SAMPLE_RATE_HZ)),
      44 + 2 * n,
    );
  }
  return wav;
}

const structured = (answer: ToolAnswer): Record<string, unknown> => {
  if (answer.isError) throw new Error(answer.content[0]?.text);
  return answer.structuredContent as Record<string, unknown>;
};

test.each(CLIENTS)(
  '%s: from an empty library to evidence',
  async (kind) => {
    const songs = existsSync(DEMO) ? readdirSync(DEMO).filter((name) => /\.(opus|ogg)$/.test(name)).length : 0;
    const folder = songs > 0 ? DEMO : join(dir, 'music');
    const libraryDir = join(dir, kind);
    const args = [
      resolve('dist/cli/main.js'),
      'mcp',
      '--library',
      libraryDir,
      '--model',
      MODEL,
      '--device',
      'cpu',
      '--root',
      folder,
      '--root',
      dir,
    ];
    client = await connectClient(kind, { args });
    await client.listTools();
    expect(DESCRIPTION.split(/\s+/).length).toBeGreaterThanOrEqual(120);

    const empty = await client.callTool('find_songs', { description: DESCRIPTION });
    expect(JSON.parse(empty.content[0]?.text ?? '').error.code).toBe('E_EMPTY_LIBRARY');

    let indexed = structured(await client.callTool('index_songs', { paths: [folder], waitSeconds: 40 }));
    while (['queued', 'running'].includes((indexed.job as { state: string }).state)) {
      const { handle } = indexed.job as { handle: string };
      indexed = {
        ...indexed,
        ...structured(await client.callTool('get_library_status', { job: handle, waitSeconds: 40 })),
      };
    }
    expect(indexed.job).toMatchObject({ state: 'done', error: null });
    const again = structured(await client.callTool('index_songs', { paths: [folder] }));
    expect(again).toMatchObject({ indexed: 0, unchanged: songs || 3, failed: [] });
    expect(structured(await client.callTool('get_library_status', {}))).toMatchObject({
      tracks: songs || 3,
      failed: 0,
      device: 'cpu',
    });

    const found = structured(await client.callTool('find_songs', { description: DESCRIPTION, limit: 3 }));
    const results = found.results as {
      trackId: string;
      durationSeconds: number;
      evidence: { sentence: string; role: string; startSeconds: number | null; endSeconds: number | null }[];
    }[];
    expect(results.length).toBeGreaterThan(0);
    for (const song of results) {
      expect(song.evidence.length).toBeGreaterThanOrEqual(8);
      expect(new Set(song.evidence.map(({ role }) => role))).toEqual(new Set(['wanted', 'avoided']));
      for (const { startSeconds, endSeconds } of song.evidence.filter((span) => span.startSeconds !== null)) {
        expect(startSeconds).toBeGreaterThanOrEqual(0);
        expect(endSeconds).toBeGreaterThan(startSeconds as number);
        expect(endSeconds).toBeLessThanOrEqual(song.durationSeconds + 0.1);
      }
    }

    const { trackId } = results[0] as { trackId: string };
    const { embeddingSize } = JSON.parse(await readFile(join(MODEL, 'model.json'), 'utf8'));
    expect(structured(await client.callTool('embed_song', { song: trackId })).song).toHaveLength(embeddingSize);
    expect(
      Object.keys(structured(await client.callTool('classify_song', { song: trackId })).groups as object).length,
    ).toBeGreaterThan(0);
    expect(client.errors).toEqual([]);
    await client.close();
  },
  240_000,
);

/** Which native libraries `collap mcp` holds once it has listed its tools. */
async function loadedBefore(names: readonly string[]): Promise<string[]> {
  const args = [resolve('dist/cli/main.js'), 'mcp', '--library', join(dir, 'unused'), '--model', MODEL];
  client = await connectClient('1.x client', { args });
  expect(await client.listTools()).toHaveLength(TOOLS.length);
  const maps = await readFile(`/proc/${client.pid()}/maps`, 'utf8');
  await client.close();
  return names.filter((name) => maps.includes(name));
}

const onLinux = process.platform === 'linux' ? test : test.skip;
if (process.platform !== 'linux') console.warn('skipped: what a process has loaded is read from /proc');

onLinux('neither model, decoder nor database is loaded before the tools are listed', async () => {
  expect(await loadedBefore(['onnxruntime', 'node-web-audio', 'lancedb'])).toEqual([]);
});
