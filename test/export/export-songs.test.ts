/** From a file on disk to a file of another program, with a model of random weights: everything is joined up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ExportRequest, exportSongs } from '../../src/export/export-songs.js';
import { checkOptions, FORMAT_NAMES } from '../../src/export/formats.js';
import { textOf } from '../../src/export/text-of.js';
import { openWorkspace, type Workspace } from '../../src/library/workspace.js';
import { runCli } from '../cli/support/run-built-cli.js';
import { writeTone } from '../cli/support/write-tone.js';
import { temporaryDir } from './support/sample.js';

const dir = temporaryDir();
const tone = join(dir, 'tone.wav');
let workspace: Workspace;
beforeAll(async () => {
  await writeTone(tone, { seconds: 24, hertz: 220 });
  workspace = openWorkspace({
    libraryDir: join(dir, 'library'),
    modelDir: resolve('test/fixtures/model-tiny'),
    device: 'cpu',
  });
});
afterAll(() => workspace.close());
const run = (request: Partial<ExportRequest>) =>
  exportSongs(workspace, { songs: [tone], format: 'json', out: null, ...request });

test('a song is heard: sections from start to end, beats two a second', async () => {
  const { content, songs, path } = await run({});
  const heard = JSON.parse(content as string);
  expect(heard).toMatchObject({ title: 'tone', path: tone, sampleRateHz: 16_000, segments: [{ startSeconds: 0 }] });
  expect(heard.segments.at(-1).endSeconds).toBeCloseTo(24, 2);
  expect(songs).toEqual([{ path: tone, segments: heard.segments.length }]);
  expect(path).toBeNull();
});

test('a folder takes the song’s name; a file is not replaced unless asked', async () => {
  const folder = join(dir, 'out');
  mkdirSync(folder);
  const { path, bytes, content } = await run({ format: 'midi', out: folder });
  expect(path).toBe(join(folder, 'tone.mid'));
  expect(readFileSync(path as string)).toHaveLength(bytes);
  expect(content).toBeNull();
  await expect(run({ format: 'midi', out: folder })).rejects.toMatchObject({ code: 'E_EXISTS' });
  await run({ format: 'midi', out: folder, overwrite: true });
  expect(readdirSync(folder)).toEqual(['tone.mid']);
});

test('a path that ends like a folder is one, and is made', async () => {
  const folder = `${join(dir, 'copies', 'of today')}/`;
  expect((await run({ format: 'wav-cue', out: folder })).path).toBe(join(folder, 'tone.wav'));
  expect((await run({ format: 'midi', out: folder })).path).toBe(join(folder, 'tone.mid'));
  expect(readdirSync(folder).sort()).toEqual(['tone.mid', 'tone.wav']);
  await expect(run({ format: 'midi', out: `${join(folder, 'tone.mid')}/` })).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
  });
  await expect(run({ format: 'serato', out: `${join(dir, 'none')}/` })).rejects.toMatchObject({
    code: 'E_UNSUPPORTED',
  });
  expect(existsSync(join(dir, 'none'))).toBe(false);
});

test('a playlist is text, unless it names what is not UTF-8', async () => {
  const list = await run({ format: 'm3u8' });
  expect(textOf(list)).toBe(`#EXTM3U\n#EXTINF:24,tone.wav\n${tone}\n`);
  expect(textOf({ format: 'm3u8', content: Buffer.from([0xe9]) })).toBeNull();
  expect(textOf(await run({ format: 'midi' }))).toBeNull();
});

test('several songs make one collection or playlist', async () => {
  const other = join(dir, 'other.wav');
  await writeTone(other, { seconds: 12, hertz: 330 });
  const { content } = await run({ songs: [tone, other], format: 'rekordbox' });
  expect((content as string).match(/<TRACK TrackID=/g)).toHaveLength(2);
  const list = await run({ songs: [other, tone], format: 'm3u8', out: join(dir, 'list.m3u8') });
  expect(list.songs).toEqual([
    { path: other, segments: null },
    { path: tone, segments: null },
  ]);
  expect(
    readFileSync(join(dir, 'list.m3u8'), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('.wav') && !line.startsWith('#')),
  ).toEqual(['other.wav', 'tone.wav']);
});

describe('refusals, after which nothing is there that was not before', () => {
  test.each<[string, Partial<ExportRequest>, string]>([
    ['no song', { songs: [] }, 'E_USAGE'],
    ['two songs for one file of labels', { songs: [tone, tone], format: 'audacity' }, 'E_USAGE'],
    ['a copy without a place', { format: 'wav-cue' }, 'E_USAGE'],
    ['the song itself as its copy', { format: 'wav-cue', out: tone, overwrite: true }, 'E_USAGE'],
    ['labels over the song', { format: 'audacity', out: tone, overwrite: true }, 'E_USAGE'],
    ['an option that the format has no place for', { format: 'jams', options: { marked: 'beats' } }, 'E_USAGE'],
    ['cues of Serato in a WAV', { format: 'serato', out: join(dir, 'c.mp3') }, 'E_UNSUPPORTED'],
    ['a folder that is missing', { out: join(dir, 'none', 'a.json') }, 'E_NOT_FOUND'],
    ['a song that is neither file nor known', { songs: [join(dir, 'none.wav')] }, 'E_NOT_FOUND'],
    ['a file that is no song', { songs: [resolve('package.json')] }, 'E_NOT_AUDIO'],
  ])('%s', async (_, request, code) => {
    const before = readdirSync(dir).filter((name) => name !== 'library');
    const bytes = readFileSync(tone);
    await expect(run(request)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
    expect(readdirSync(dir).filter((name) => name !== 'library')).toEqual(before);
    expect(readFileSync(tone).equals(bytes)).toBe(true);
  });
});

test('labels are not written over a song without an extension, nor by a link over one that has it', async () => {
  const [nameless, link] = [join(dir, 'nameless'), join(dir, 'labels.txt')];
  writeFileSync(nameless, readFileSync(tone));
  symlinkSync(tone, link);
  const bytes = readFileSync(tone);
  for (const [song, out] of [
    [nameless, nameless],
    [tone, link],
  ] as const) {
    const writing = run({ songs: [song], format: 'audacity', out, overwrite: true });
    await expect(writing).rejects.toMatchObject({ code: 'E_USAGE' });
  }
  for (const path of [nameless, tone]) expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('an option that one format takes names that one', () => {
  const refused = () => checkOptions('csv', { timeUnit: 'bars' });
  expect(refused).toThrow(expect.objectContaining({ remedy: 'Leave it out, or take reaper.' }));
});

test('bars cannot be moved by an offset, which is told and not passed over', () => {
  expect(() => checkOptions('reaper', { timeUnit: 'bars', offsetSeconds: 8 })).toThrow(
    expect.objectContaining({ code: 'E_USAGE', message: expect.stringContaining('offset') }),
  );
  for (const options of [
    { timeUnit: 'bars', offsetSeconds: 0 },
    { timeUnit: 'samples', offsetSeconds: 8 },
  ] as const)
    expect(() => checkOptions('reaper', options)).not.toThrow();
});

describe('the command line', () => {
  const library = ['--library', join(dir, 'library')];

  test('names every format in its help', async () => {
    const { stdout } = await runCli(['export', '--help']);
    const [, choices = ''] =
      /--format <name>\s+what to write \(choices: ([^)]*)\)/.exec(stdout.replace(/\s+/g, ' ')) ?? [];
    expect(choices.replaceAll('"', '').split(', ')).toEqual(FORMAT_NAMES);
  });

  test('text goes to stdout as it is, a file is told of, --json gives one document', async () => {
    const text = await runCli(['export', tone, '--format', 'audacity', ...library]);
    expect(text.stdout).toMatch(/^0\.000000\t\d+\.\d{6}\t\w+/);
    expect(text.stdout.endsWith('\n') && !text.stdout.endsWith('\n\n')).toBe(true);
    const list = await runCli(['export', tone, '--format', 'm3u8', '--json', ...library]);
    expect(list.json.text).toMatch(/^#EXTM3U\n/);
    const out = join(dir, 'copy.wav');
    const written = await runCli(['export', tone, '--format', 'wav-cue', '--out', out, '--json', ...library]);
    expect(written.json).toMatchObject({ format: 'wav-cue', path: out, text: null, songs: [{ path: tone }] });
    expect(existsSync(out)).toBe(true);
    const again = await runCli(['export', tone, '--format', 'wav-cue', '--out', out, '--json', ...library]);
    expect([again.code, again.json.error.code]).toEqual([1, 'E_EXISTS']);
    const binary = await runCli(['export', tone, '--format', 'midi', '--json', ...library]);
    expect([binary.code, binary.json.error.code]).toEqual([2, 'E_USAGE']);
  });

  test('what is found becomes a playlist', async () => {
    const music = join(dir, 'music');
    mkdirSync(music);
    writeFileSync(join(music, 'tone.wav'), readFileSync(tone));
    await runCli(['index', music, ...library]);
    const list = join(music, 'found.m3u8');
    const found = await runCli(['find', 'a tone', '--save-playlist', list, '--json', ...library]);
    expect(found.json.playlist).toBe(list);
    expect(readFileSync(list, 'utf8')).toMatch(/^#EXTM3U\n#EXTINF:24,.*\ntone\.wav\n$/);
    const again = await runCli(['find', 'a tone', '--save-playlist', list, '--json', ...library]);
    expect([again.code, again.json.error.code]).toEqual([1, 'E_EXISTS']);
    expect((await runCli(['find', 'a tone', '--save-playlist', list, '--force', '--json', ...library])).code).toBe(0);
    const alike = join(music, 'alike.xspf');
    const similar = await runCli(['similar', tone, '--save-playlist', alike, '--json', ...library]);
    expect(similar.json).toMatchObject({ results: [], playlist: null }); // the only song is the asked one
    expect(existsSync(alike)).toBe(false);
  });
});
