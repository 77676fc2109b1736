/** The demo's own work on made-up songs and random weights: that the parts meet, not that the answers are good. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DemoRun } from '../../../src/cli/demo/answer.js';
import { pageHtml } from '../../../src/cli/demo/page-html.js';
import { runDemo } from '../../../src/cli/demo/run-demo.js';
import { type DemoSong, pickQuestions, readSongbook } from '../../../src/cli/demo/songbook.js';
import { demoText } from '../../../src/cli/output/demo-text.js';
import { createPalette } from '../../../src/cli/output/palette.js';
import { openWorkspace, type Workspace } from '../../../src/library/workspace.js';
import { writeTone } from '../support/write-tone.js';

const SECONDS = 25;
const TIMEOUT_MS = 180_000;
const songOf = (n: number): DemoSong => ({
  file: `song-${n}.wav`,
  title: `Song ${n}`,
  durationSeconds: SECONDS,
  tempoBpm: 120,
  key: 'A minor',
  genre: 'test tone',
  sections: [
    { startSeconds: 0, endSeconds: 10, label: 'intro' },
    { startSeconds: 10, endSeconds: SECONDS, label: 'verse' },
  ],
  description: `A calm tone number ${n} begins. Later the drums come in. Nobody sings.`,
});

let folder: string;
let workspace: Workspace;
let run: DemoRun;
const options = () => ({ signal: new AbortController().signal, onProgress: () => {}, demoDir: folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collap-run-demo-'));
  const songs = [0, 1, 2, 3].map(songOf);
  for (const [n, { file }] of songs.entries())
    await writeTone(join(folder, file), { seconds: SECONDS, hertz: 150 + 90 * n });
  await writeFile(join(folder, 'songs.json'), JSON.stringify(songs));
  const modelDir = resolve('test/fixtures/model-tiny');
  workspace = openWorkspace({ libraryDir: join(folder, 'library'), modelDir, device: 'cpu', roots: null });
  run = await runDemo(workspace, options());
}, TIMEOUT_MS);

afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test('three questions, each with songs and a picture of the first', () => {
  expect(run).toMatchObject({ songs: 4, musicSeconds: 4 * SECONDS, device: 'cpu' });
  expect(run.indexSeconds).toBeGreaterThan(0);
  expect(run.answers.map(({ asked }) => asked.title)).toEqual(['Song 0', 'Song 2', 'Song 3']);
  for (const { results, picture } of run.answers) {
    expect(picture?.song).toBe(results[0]);
    expect(picture?.truth?.file).toBe(results[0]?.path.split('/').at(-1));
  }
});

test('a picture has a row of attention for every sentence, over all clips', () => {
  const picture = run.answers[0]?.picture;
  expect(picture?.sentences.length).toBeGreaterThanOrEqual(3);
  expect(picture?.roles).toContain('avoided');
  for (const row of picture?.attention ?? []) {
    expect(row).toHaveLength(picture?.clipStarts.length ?? -1);
    expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  }
  expect(Math.max(...(picture?.waveform.peaks ?? []))).toBeCloseTo(1);
});

test('the evidence in the answers carries the sentences of the picture', () => {
  for (const { picture } of run.answers) {
    const told = picture?.song.evidence.map(({ sentence, role }) => `${role} ${sentence}`);
    const drawn = picture?.sentences.map((sentence, s) => `${picture.roles[s]} ${sentence}`);
    expect(told).toEqual(drawn);
  }
});

test('page and text name the questions and where the page is', () => {
  const html = pageHtml(run);
  const text = demoText(run, '/tmp/page.html')({ columns: 80, palette: createPalette(false) });
  for (const words of ['Song 0', 'Song 2', 'Song 3']) {
    expect(html).toContain(words);
    expect(text).toContain(words);
  }
  expect(text.trimEnd().endsWith('file:///tmp/page.html')).toBe(true);
});

test(
  'a second run finds the songs in the library',
  async () => {
    expect((await runDemo(workspace, options())).indexSeconds).toBeNull();
  },
  TIMEOUT_MS,
);

test('a songbook that is missing or broken is an error with a remedy', async () => {
  await expect(readSongbook(join(folder, 'absent'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await writeFile(join(folder, 'songs.json'), '[{"file":"x"}]');
  await expect(readSongbook(folder)).rejects.toMatchObject({
    code: 'E_MANIFEST',
    message: expect.stringContaining('title'),
  });
});

test('questions lie far apart in the list', () => {
  expect(pickQuestions(Array.from({ length: 12 }, (_, n) => songOf(n))).map(({ title }) => title)).toEqual([
    'Song 0',
    'Song 6',
    'Song 11',
  ]);
  expect(pickQuestions([songOf(0)])).toHaveLength(1);
});
