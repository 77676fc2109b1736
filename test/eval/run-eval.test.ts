import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDecoderPool, type DecoderPool } from '../../src/audio/decoder-pool.js';
import type { EvalOptions } from '../../src/eval/eval-bench.js';
import { type EvalTask, runEval } from '../../src/eval/run-eval.js';
import type { Model } from '../../src/model/model.js';
import { openModel } from '../../src/model/open-model.js';
import { writeLines } from './support/fake-bench.js';

/** Real decoders and real graphs with random weights: the figures mean nothing, their shape does. */
let model: Model;
let decoders: DecoderPool;
let audioRoot: string;

function waveFile(seconds: number, frequencyHz: number): Buffer {
  const [rate, header] = [16_000, Buffer.alloc(44)];
  const samples = Int16Array.from(
    { length: seconds * rate },
    (_, i) => 8000 * Math.sin((2 * Math.PI * frequencyHz * i) / rate),
  );
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [2, 32],
    [16, 34],
  ] as const)
    header.writeUInt16LE(value, at);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(2 * rate, 28);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

beforeAll(async () => {
  model = await openModel('test/fixtures/model-tiny', { device: 'cpu', threads: 1 });
  decoders = createDecoderPool({ processes: 1 });
  audioRoot = await mkdtemp(join(tmpdir(), 'collap-songs-'));
  await writeFile(join(audioRoot, 'low.wav'), waveFile(12, 110));
  await writeFile(join(audioRoot, 'high.wav'), waveFile(25, 1760));
  await writeFile(join(audioRoot, 'text.mp3'), 'this is not audio');
});
afterAll(async () => {
  await Promise.all([model?.close(), decoders?.close()]);
});

async function evaluate(task: EvalTask, rows: readonly unknown[], options: Partial<EvalOptions> = {}) {
  const manifest = await writeLines(rows);
  return runEval(task, { workspace: { decoders, model: async () => model }, manifest, audioRoot, ...options });
}

const LOW = { id: 'low', audio: 'low.wav', text: 'A low hum. No drums.', group: 'a' };
const HIGH = { id: 'high', audio: './high.wav', text: 'A high whistle.', group: 'b' };

describe('runEval', () => {
  test('retrieval: two texts of one file are one candidate; what cannot be heard is listed with its code', async () => {
    const rows = [
      ...[LOW, HIGH, { ...HIGH, id: 'again', audio: 'high.wav', text: 'A thin tone.' }],
      { id: 'gone', audio: 'absent.wav', text: 'nothing' },
      { id: 'text', audio: 'text.mp3', text: 'nothing' },
    ];
    const seen: number[] = [];
    const report = await evaluate('retrieval', rows, { onProgress: ({ done }) => seen.push(done) });
    expect(report).toMatchObject({ task: 'retrieval', model: { name: 'collap-tiny' }, n: 3 });
    expect(report.textToAudio).toMatchObject({ n: 3, 'recall@5': 1 });
    expect(report.audioToText).toMatchObject({ n: 2 });
    expect(Object.keys(report.groups)).toEqual(['a', 'b']);
    expect(report.skipped.map(({ id, code }) => [id, code])).toEqual([
      ['gone', 'E_NOT_FOUND'],
      ['text', 'E_NOT_AUDIO'],
    ]);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('a second run takes the songs from the cache, and gives the same figures', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'collap-cache-'));
    const distractors = await writeLines([{ text: 'drums' }, { text: 'a choir' }]);
    const first = await evaluate('rank', [LOW, HIGH], { cacheDir, distractors });
    const deaf = { ...decoders, decode: () => Promise.reject(new Error('decoded again')) } as unknown as DecoderPool;
    const workspace = { decoders: deaf, model: async () => model };
    expect(await evaluate('rank', [LOW, HIGH], { cacheDir, distractors, workspace })).toEqual(first);
  });

  test('a cache that cannot be used is told as such, and not as songs that cannot be read', async () => {
    const cacheDir = join(audioRoot, 'text.mp3', 'cache'); // a file is no folder
    await expect(evaluate('tempo', [{ ...LOW, tempoBpm: 120 }], { cacheDir })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
      message: expect.stringContaining(`no folder ${cacheDir}`),
    });
  });

  test('choice and classify', async () => {
    const choice = await evaluate('choice', [{ ...LOW, texts: ['a hum', 'a march', 'a waltz'], answer: 0 }]);
    expect(choice).toMatchObject({ n: 1, chance: 1 / 3, skipped: [] });
    const classify = await evaluate(
      'classify',
      [
        { ...LOW, label: 'low' },
        { ...HIGH, label: 'high' },
      ],
      { prompt: '{label} sounds' },
    );
    expect(classify).toMatchObject({ n: 2, accuracy: expect.any(Number), confusion: expect.any(Object) });
  });

  test('structure, tempo and key', async () => {
    const functions = [
      { start: 0, end: 9, label: 'intro' },
      { start: 9, end: 12, label: 'outro' },
    ];
    const cacheDir = await mkdtemp(join(tmpdir(), 'collap-cache-'));
    const rows = [
      { ...LOW, segments: functions, tempoBpm: 120, key: 'Am' },
      { ...HIGH, segments: [{ start: 0, end: 25, label: 'A' }], tempoBpm: 90, key: 'Bb major' },
    ];
    const structure = await evaluate('structure', rows, { cacheDir });
    expect(structure).toMatchObject({ n: 2, HR3F: expect.any(Number), pairwiseF: expect.any(Number) });
    expect(structure.groups.a).toHaveProperty('ACC');
    expect(structure.groups.b).not.toHaveProperty('ACC');
    expect(structure.ci95).toHaveProperty(['HR.5F']);
    expect(await evaluate('structure', rows, { cacheDir })).toEqual(structure);
    expect(await evaluate('tempo', rows, { cacheDir })).toMatchObject({ n: 2, acc1: 0, acc2: 0 });
    expect(await evaluate('key', rows, { cacheDir })).toMatchObject({ n: 2, weightedScore: expect.any(Number) });
    const wrong = evaluate('key', [{ ...LOW, key: 'H major' }]);
    await expect(wrong).rejects.toMatchObject({ code: 'E_MANIFEST', message: expect.stringContaining('no key') });
  });

  test.each([
    ['tempo', { tempoBpm: 1e308 }],
    ['structure', { segments: [{ start: 0, end: 1e12, label: 'A' }] }],
  ] as const)('%s: a number that no song has is a fault of its line', async (task, fields) => {
    await expect(evaluate(task, [{ ...LOW, ...fields }])).rejects.toMatchObject({
      code: 'E_MANIFEST',
      message: expect.stringContaining('line 1'),
    });
  });

  test('when nothing can be heard the task fails', async () => {
    await expect(evaluate('retrieval', [{ ...LOW, audio: 'absent.wav' }])).rejects.toMatchObject({
      code: 'E_NOTHING_FOUND',
      remedy: expect.stringContaining('--audio-root'),
    });
  });

  test('an unknown task, and a cancelled one', async () => {
    await expect(evaluate('melody' as EvalTask, [LOW])).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(evaluate('retrieval', [LOW], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'E_CANCELLED',
    });
  });
});
