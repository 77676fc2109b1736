/** One list of promises, held against every client over every transport. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import { createIndexJobs } from '../../src/library/index-jobs.js';
import { type HttpServer, startHttpServer } from '../../src/server/http.js';
import { TOOLS } from '../../src/tools/create-mcp-server.js';
import { estimateTokens } from '../../src/tools/result-budget.js';
import { fakeIndexer, fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';
import {
  CLIENTS,
  connectClient,
  type ProgressTold,
  type Target,
  type TestClient,
  type ToolAnswer,
} from '../support/mcp-clients.js';

const TRANSPORTS = ['stdio', 'http'] as const;
const CASES = CLIENTS.flatMap((client) => TRANSPORTS.map((transport) => ({ client, transport })));
const TOKEN = 'a-token-of-24-characters';
const SONG_3 = resolve('test/fixtures/audio/tone-700.opus');

let libraryDir: string;
let server: HttpServer;
const logged: string[] = [];
beforeAll(async () => {
  if (!existsSync('dist/server/stdio.js')) throw new Error('dist is missing: npm run build');
  libraryDir = await mkdtemp(join(tmpdir(), 'collap-mcp-'));
  const log = (line: string) => void logged.push(line);
  const workspace = fakeWorkspace({ libraryDir, roots: [resolve('test')] });
  const jobs = createIndexJobs(workspace, fakeIndexer(CollapError, log));
  server = await startHttpServer(workspace, { port: 0, token: TOKEN, jobs, useCases: fakeUseCases(CollapError, log) });
});
afterAll(async () => {
  await server.close();
  await rm(libraryDir, { recursive: true, force: true });
});

const structured = (answer: ToolAnswer): Record<string, unknown> => {
  if (answer.isError) throw new Error(answer.content[0]?.text);
  expect(JSON.parse(answer.content[0]?.text ?? '')).toEqual(answer.structuredContent);
  return answer.structuredContent as Record<string, unknown>;
};
const errorOf = (answer: ToolAnswer): Record<string, string> => {
  expect(answer.isError).toBe(true);
  return JSON.parse(answer.content[0]?.text ?? '').error;
};

describe.each(CASES)('$client over $transport', ({ client: kind, transport }) => {
  let client: TestClient;
  let toldBefore = 0;
  const told = (): string => (transport === 'http' ? logged.join('\n') : client.stderr());
  const toldOf = (line: string): boolean => told().slice(toldBefore).includes(line);
  const untilTold = async (line: string): Promise<void> => {
    for (let waited = 0; waited < 5_000; waited += 20) {
      if (toldOf(line)) return;
      await sleep(20);
    }
    throw new Error(`the server never told: ${line}`);
  };

  beforeAll(async () => {
    const target: Target =
      transport === 'http'
        ? { url: server.url, token: TOKEN }
        : { args: [resolve('test/support/fake-mcp.mjs'), await mkdtemp(join(libraryDir, 'stdio-')), resolve('test')] };
    client = await connectClient(kind, target);
  });
  beforeEach(() => {
    toldBefore = told().length;
  });
  afterEach(() => expect(client.errors).toEqual([]));
  afterAll(() => client.close());

  test('lists the tools with schemas, units and all annotations', async () => {
    const tools = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'align_structure',
      'classify_song',
      'describe_song',
      'embed_song',
      'export_annotations',
      'find_similar',
      'find_songs',
      'get_library_status',
      'index_songs',
      'write_tags',
    ]);
    for (const tool of tools) {
      expect(Object.keys(tool.annotations ?? {}).sort()).toEqual([
        'destructiveHint',
        'idempotentHint',
        'openWorldHint',
        'readOnlyHint',
        'title',
      ]);
      expect(tool.description).toMatch(/do not use/i);
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      for (const [name, field] of Object.entries(
        tool.inputSchema.properties as Record<string, { description?: string }>,
      )) {
        expect([tool.name, name, field.description]).toEqual([tool.name, name, expect.stringMatching(/.{20}/)]);
      }
    }
    expect(estimateTokens(tools)).toBeLessThan(1_250 * tools.length);
  });

  test('negotiates the protocol that the client speaks', () => {
    if (kind === 'v2 client, 2026-07-28') expect(client.protocolVersion()).toBe('2026-07-28');
    else if (kind === 'v2 client, 2025 handshake') expect(client.protocolVersion()).toBe('2025-11-25');
    else expect(client.protocolVersion()).toBeUndefined();
  });

  test('find_songs answers with evidence, and goes on behind the cursor', async () => {
    await client.listTools(); // clients check results against the output schema from here on
    const first = structured(
      await client.callTool('find_songs', { description: 'A piano. Then strings.', limit: 2, tempo: '100..' }),
    );
    const results = first.results as { rank: number; evidence: unknown[] }[];
    expect(results[0]).toMatchObject({
      rank: 1,
      trackId: 'track-0',
      score: 0.3333,
      certainty: 'high',
      durationSeconds: 180,
      tempoBpm: 120,
      key: 'A minor',
    });
    expect(results[0]?.evidence[1]).toEqual({
      sentence: 'Then strings.',
      role: 'wanted',
      startSeconds: 10.1,
      endSeconds: 21,
      score: 1.1235,
    });
    const second = structured(
      await client.callTool('find_songs', {
        description: 'A piano. Then strings.',
        limit: 2,
        cursor: first.nextCursor,
      }),
    );
    expect((second.results as { rank: number }[]).map(({ rank }) => rank)).toEqual([3, 4]);
  });

  test('find_similar takes a song by title, and answers with the stretches that are alike', async () => {
    await client.listTools();
    const args = { song: 'Song 3', fromSeconds: 10, toSeconds: 20, but: 'more strings', limit: 2, tempo: '100..' };
    const found = structured(await client.callTool('find_similar', args));
    const results = found.results as { rank: number; evidence: unknown[] }[];
    expect(results.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(results[0]?.evidence).toEqual([
      {
        sentence: 'track-3 but more strings',
        role: 'wanted',
        startSeconds: 10.1,
        endSeconds: 21,
        score: 0.1235,
        askedStartSeconds: 10,
        askedEndSeconds: 20,
        label: 'A',
        function: 'verse',
      },
    ]);
    const long = structured(
      await client.callTool('find_similar', { song: 'track-3', but: 'strings '.repeat(240), limit: 50 }),
    );
    expect(estimateTokens(long)).toBeLessThan(10_000);
    expect(long).toMatchObject({ nextCursor: expect.any(String), note: expect.stringContaining('nextCursor') });
    const sections = structured(await client.callTool('find_similar', { song: 'track-3', by: 'structure' }));
    expect(estimateTokens(sections)).toBeLessThan(10_000);
    expect(sections).toMatchObject({
      results: [{ rank: 1 }],
      nextCursor: '1',
      note: expect.stringContaining('is cut'),
    });
    expect((sections.results as { evidence: unknown[] }[])[0]?.evidence.length).toBeGreaterThan(50);
  });

  test('a long answer stays below 10,000 tokens, and the cursor leads to the rest', async () => {
    const description = Array.from(
      { length: 40 },
      (_, index) => `In part ${index} a slow melody is played on the clarinet.`,
    ).join(' ');
    const found = structured(await client.callTool('find_songs', { description, limit: 50 }));
    const count = (found.results as unknown[]).length;
    expect(estimateTokens(found)).toBeLessThan(10_000);
    expect(count).toBeLessThan(50);
    expect(found).toMatchObject({ nextCursor: String(count), note: expect.stringContaining('nextCursor') });
  });

  test('embed_song and classify_song name songs by title, by id and by path', async () => {
    await client.listTools();
    const embedded = structured(await client.callTool('embed_song', { song: 'Song 3' }));
    expect(embedded).toMatchObject({
      trackId: 'track-3',
      durationSeconds: 183.04,
      model: { name: 'fake' },
      nextClip: null,
    });
    expect(embedded.song).toHaveLength(256);
    expect(embedded.clips).toEqual(Array.from({ length: 18 }, (_, clip) => ({ startSeconds: clip * 10 })));
    const clips = structured(await client.callTool('embed_song', { song: 'Song 3', clipVectors: true, firstClip: 2 }));
    expect((clips.clips as { startSeconds: number }[])[0]?.startSeconds).toBe(20);
    expect(clips.nextClip).toBeGreaterThan(3);
    expect(estimateTokens(clips)).toBeLessThan(10_000);
    const classified = structured(await client.callTool('classify_song', { song: 'track-3', top: 2 }));
    expect(classified.groups).toEqual({
      genre: [
        { label: 'polka', probability: 0.2857 },
        { label: 'ambient', probability: 0.2381 },
      ],
    });
    expect(classified.sections).toHaveLength(1);
    const brief = structured(await client.callTool('classify_song', { song: 'track-3', top: 2, sections: false }));
    expect(brief).toEqual({ ...classified, sections: [] });
    const own = structured(
      await client.callTool('classify_song', {
        song: SONG_3,
        labels: ['calm', 'wild'],
        labelGroups: { era: ['old', 'new'] },
      }),
    );
    expect(Object.keys(own.groups as object)).toEqual(['labels', 'era']);
  });

  test('align_structure gives sections, located sentences, a second song, and the address of the matrix', async () => {
    await client.listTools();
    const args = { song: 'Song 3', description: 'A piano. Then strings.', with: 'track-4' };
    const answer = await client.callTool('align_structure', args);
    const aligned = structured(answer);
    expect(aligned).toMatchObject({
      segments: [{ endSeconds: 90.1, confidence: 0.12 }, { function: 'outro' }],
      alignment: [{ startSeconds: 10.1, endSeconds: 21, score: 0.33 }, { sentence: 'Then strings.' }],
      orderScore: 0.123,
      correspondence: {
        path: resolve('test/fixtures/audio/tone-800.m4a'),
        sections: [{ otherSegment: null }, { label: 'B' }],
      },
    });
    const plain = structured(await client.callTool('align_structure', { song: 'Song 3', description: ' ' }));
    expect(plain).toMatchObject({ alignment: [], orderScore: null });
    const link = answer.content[1];
    expect(link).toMatchObject({ type: 'resource_link', uri: aligned.selfSimilarityUri });
    const matrix = JSON.parse(await client.readResource(link?.uri as string));
    expect(matrix).toEqual({
      durationSeconds: 180.04,
      secondsPerCell: 90,
      cells: 2,
      rows: [
        [1, 0.12],
        [0.12, 1],
      ],
    });
  });

  test('describe_song gives prose, its sentences with times, and what is not sure', async () => {
    await client.listTools();
    const told = structured(await client.callTool('describe_song', { song: 'Song 3', words: 40 }));
    expect(told).toMatchObject({
      text: `40 words on ${SONG_3}.`,
      short: 'Two. Sentences.',
      sentences: [{ startSeconds: 1.2, endSeconds: null, about: 'part' }],
      unsure: ['genre'],
    });
    expect(errorOf(await client.callTool('describe_song', { song: 'Song 3', words: 3 })).code).toBe('E_USAGE');
  });

  test('the matrix of a song that is not there, or may not be read, is refused with the reason', async () => {
    const address = (song: string) => `collap://self-similarity/${Buffer.from(song).toString('base64url')}`;
    await expect(client.readResource(address('No such title'))).rejects.toThrow('E_NOT_FOUND');
    await expect(client.readResource(address('/etc/passwd'))).rejects.toThrow('E_OUTSIDE_ROOTS');
  });

  test('index_songs waits for a small job, and hands out a handle for a long one', async () => {
    await client.listTools();
    const done = structured(await client.callTool('index_songs', { paths: [resolve('test/tools')], waitSeconds: 20 }));
    expect(done).toMatchObject({
      indexed: 10,
      omitted: 0,
      job: { state: 'done', done: 10, total: 10 },
      failed: [{ code: 'E_NOT_AUDIO' }],
    });
    const started = structured(
      await client.callTool('index_songs', { paths: [resolve('test/tools')], waitSeconds: 0 }),
    );
    const { handle, state } = started.job as { handle: string; state: string };
    expect(['queued', 'running']).toContain(state);
    const status = structured(await client.callTool('get_library_status', { job: handle, waitSeconds: 20 }));
    expect(status).toMatchObject({
      tracks: 60,
      files: 61,
      failed: 1,
      device: 'cpu',
      job: { handle, state: 'done' },
      failures: [{ code: 'E_NOT_AUDIO' }],
      copies: [{ trackId: 'track-0', paths: ['/music/0.mp3', '/music/copy.mp3'] }],
      folders: ['/music', expect.stringMatching(/rooms\.test\.ts$/)],
      roots: [resolve('test')],
    });
  });

  test('a job can be cancelled by its handle', async () => {
    const paths = [resolve('test/support')];
    const started = structured(await client.callTool('index_songs', { paths, waitSeconds: 0.2 }));
    const { handle } = started.job as { handle: string };
    const cancelled = structured(await client.callTool('index_songs', { cancelJob: handle }));
    expect(cancelled.job).toMatchObject({ handle, state: 'cancelled' });
    expect(toldOf('index done')).toBe(false);
  });

  test('export_annotations gives text as text and all else in base64', async () => {
    const labels = structured(await client.callTool('export_annotations', { songs: ['track-3'], format: 'audacity' }));
    expect(labels).toMatchObject({
      path: null,
      text: 'audacity\n',
      base64: null,
      songCount: 1,
      songs: [{ segments: 3 }],
    });
    const midi = structured(await client.callTool('export_annotations', { songs: ['Song 3'], format: 'midi' }));
    expect(midi).toMatchObject({ text: null, base64: 'TVRoZA==', songs: [{ path: SONG_3 }] });
  });

  test('write_tags shows changes without being allowed to write, and goes on past songs that are not there', async () => {
    const shown = structured(await client.callTool('write_tags', { songs: ['track-3', 'No such title'] }));
    expect(shown).toMatchObject({
      written: false,
      files: [{ path: SONG_3, status: 'proposed', changes: [{ field: 'key', after: ['Am'] }] }],
      failed: [{ path: 'No such title', code: 'E_NOT_FOUND' }],
      omitted: 0,
    });
  });

  test('progress is told while a tool works, and never after its answer', async () => {
    const progressOf = async (name: string, args: Record<string, unknown>): Promise<ProgressTold[]> => {
      const before = client.progressTold.length;
      await client.callTool(name, args, { onprogress: () => {} });
      return client.progressTold.slice(before);
    };
    const heard = await progressOf('embed_song', { song: resolve('test/rooms.test.ts') });
    expect(heard.length).toBeGreaterThanOrEqual(3);
    expect(heard.at(-1)).toMatchObject({ progress: 5, total: 5, message: 'clip 5' });
    const indexed = await progressOf('index_songs', { paths: [resolve('test/tools')] });
    const done = indexed.map(({ progress }) => progress);
    expect(done.at(-1)).toBe(10);
    expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
  });

  test('cancelling a call stops the work', async () => {
    const giveUp = new AbortController();
    const call = client.callTool('find_songs', { description: 'SLOW' }, { signal: giveUp.signal });
    const refused = expect(call).rejects.toThrow();
    await untilTold('find started');
    giveUp.abort();
    await refused;
    await untilTold('find aborted');
    expect(await client.listTools()).toHaveLength(TOOLS.length);
  });

  test('cancelling a call that waits for a job stops the job', async () => {
    const giveUp = new AbortController();
    const call = client.callTool(
      'index_songs',
      { paths: [resolve('test/fixtures')], waitSeconds: 30 },
      { signal: giveUp.signal },
    );
    const refused = expect(call).rejects.toThrow();
    await untilTold('index started');
    giveUp.abort();
    await refused;
    await untilTold('index aborted');
  });

  test.each([
    ['find_songs', { description: ' ' }, 'E_EMPTY_DESCRIPTION'],
    ['find_songs', { description: 'piano', tempo: 'fast' }, 'E_FILTER'],
    ['find_songs', { description: 'piano', mood: 'sad' }, 'E_USAGE'],
    ['find_songs', { description: 'piano', limit: 51 }, 'E_USAGE'],
    ['find_songs', { description: 'BROKEN' }, 'E_INTERNAL'],
    ['find_similar', { song: 'No such title' }, 'E_NOT_FOUND'],
    ['find_similar', { song: '/etc/passwd' }, 'E_OUTSIDE_ROOTS'],
    ['find_similar', { song: 'track-3', year: 'old' }, 'E_FILTER'],
    ['find_similar', { song: 'track-3', fromSeconds: -1 }, 'E_USAGE'],
    ['embed_song', { song: 'No such title' }, 'E_NOT_FOUND'],
    ['embed_song', { song: '/etc/passwd' }, 'E_OUTSIDE_ROOTS'],
    ['classify_song', { song: `${resolve('test')}/missing.wav` }, 'E_NOT_FOUND'],
    ['classify_song', { song: 'track-3', labels: ['a', 'b'], labelGroups: { labels: ['c', 'd'] } }, 'E_USAGE'],
    ['classify_song', { song: 'track-3', labelGroups: JSON.parse('{"__proto__":["a","b"]}') }, 'E_USAGE'],
    ['write_tags', { songs: ['track-3'], customFields: { Title: '{genre}' } }, 'E_USAGE'],
    ['index_songs', { paths: ['Music'] }, 'E_USAGE'],
    ['index_songs', {}, 'E_USAGE'],
    ['write_tags', { songs: ['track-3'], write: true }, 'E_PERMISSION'],
    ['write_tags', { songs: ['track-3'], undo: true }, 'E_PERMISSION'],
    ['write_tags', { songs: ['/etc/passwd'] }, 'E_OUTSIDE_ROOTS'],
    ['write_tags', { songs: ['track-3'], tempoRange: 'fast' }, 'E_FILTER'],
    ['export_annotations', { songs: ['track-3'], format: 'csv', path: '/tmp/a.csv' }, 'E_PERMISSION'],
    ['export_annotations', { songs: ['/etc/passwd'], format: 'csv' }, 'E_OUTSIDE_ROOTS'],
    ['export_annotations', { songs: ['track-3'], format: 'doc' }, 'E_USAGE'],
    ['export_annotations', { songs: [], format: 'csv' }, 'E_USAGE'],
    ['get_library_status', { job: 'index-000000000000' }, 'E_JOB'],
  ])('%s %j fails with %s, a message and a remedy', async (name, args, code) => {
    await client.listTools();
    const answer = await client.callTool(name, args);
    expect(errorOf(answer)).toEqual({
      code,
      message: expect.stringMatching(/\w/),
      remedy: expect.stringMatching(/\w.*\.$|\w$/),
    });
    expect(answer.structuredContent).toBeUndefined();
  });

  if (transport === 'stdio') {
    test('what others print does not reach the protocol', async () => {
      structured(await client.callTool('find_songs', { description: 'NOISE' }));
      await untilTold('noise by console.log');
      await untilTold('noise by write');
    });
  }
});
