/** What commands write beside their answer: over their own kind, and over nothing else. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runCli } from './support/run-built-cli.js';
import { writeTone } from './support/write-tone.js';

/** Starting the program many times, on a machine that may be busy. */
jest.setTimeout(240_000);
const dir = mkdtempSync(join(tmpdir(), 'collap-pages-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const song = join(dir, 'tone.wav');
const nameless = join(dir, 'tone');
const library = ['--library', join(dir, 'library'), '--json'];
beforeAll(async () => {
  await writeTone(song, { seconds: 24, hertz: 220 });
  writeFileSync(nameless, readFileSync(song));
});
const draw = (page: string, ...more: string[]) => runCli(['align', song, '--html', page, ...more, ...library]);

describe('align --html', () => {
  test.each([
    ['the song itself', song, 'E_USAGE'],
    ['another file under the name of a song', join(dir, 'other.flac'), 'E_USAGE'],
    ['a link to the song', join(dir, 'link.html'), 'E_USAGE'],
    ['a folder', join(dir, 'library'), 'E_USAGE'],
    ['a folder that is missing', join(dir, 'none', 'page.html'), 'E_NOT_FOUND'],
  ])('%s is refused, also with --force', async (_, page, code) => {
    mkdirSync(join(dir, 'library'), { recursive: true });
    rmSync(join(dir, 'link.html'), { force: true });
    symlinkSync(song, join(dir, 'link.html'));
    const [bytes, names] = [readFileSync(song), readdirSync(dir)];
    for (const more of [[], ['--force']]) expect((await draw(page, ...more)).json.error.code).toBe(code);
    expect(readFileSync(song).equals(bytes)).toBe(true);
    expect(readdirSync(dir)).toEqual(names);
  });

  test('a song whose name has no extension is refused, too', async () => {
    const bytes = readFileSync(nameless);
    const { json } = await runCli(['align', nameless, '--html', nameless, '--force', ...library]);
    expect(json.error.code).toBe('E_USAGE');
    expect(readFileSync(nameless).equals(bytes)).toBe(true);
  });

  test('a page is drawn again over itself, and over what somebody else wrote only with --force', async () => {
    const page = join(dir, 'page.html');
    expect((await draw(page)).json).toMatchObject({ page });
    expect((await draw(page)).code).toBe(0);
    const foreign = '<!doctype html>\n<html lang="en"><p>mine';
    writeFileSync(page, foreign);
    expect((await draw(page)).json.error).toMatchObject({
      code: 'E_EXISTS',
      remedy: expect.stringContaining('--force'),
    });
    expect(readFileSync(page, 'utf8')).toBe(foreign);
    expect((await draw(page, '--force')).code).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('<code>collap align</code>');
  });
});

test('demo leaves an index.html alone that is not its own', async () => {
  const out = join(dir, 'site');
  mkdirSync(out);
  writeFileSync(join(out, 'index.html'), 'mine');
  const { json } = await runCli(['demo', '--out', out, '--json']);
  expect(json.error.code).toBe('E_EXISTS');
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('mine');
  expect(readdirSync(out)).toEqual(['index.html']);
});

test('eval --out writes over cases of an earlier run, not over the manifest', async () => {
  const [manifest, out] = [join(dir, 'manifest.jsonl'), join(dir, 'cases.jsonl')];
  const line = `${JSON.stringify({ id: '1', audio: 'tone.wav', holds: { genre: ['jazz'] }, not: {} })}\n`;
  writeFileSync(manifest, line);
  const judge = (file: string) =>
    runCli(['eval', 'labels', '--manifest', manifest, '--audio-root', dir, '--out', file, ...library]);
  expect((await judge(manifest)).json.error.code).toBe('E_EXISTS');
  expect(readFileSync(manifest, 'utf8')).toBe(line);
  expect((await judge(song)).json.error.code).toBe('E_USAGE');
  expect((await judge(out)).code).toBe(0);
  expect((await judge(out)).code).toBe(0);
});
