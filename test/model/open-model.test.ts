import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clipSamples, loadModelCard } from '../../src/model/card.js';
import type { Model } from '../../src/model/model.js';
import { openModel } from '../../src/model/open-model.js';

const TINY = 'test/fixtures/model-tiny';
const norm = (vector: Float32Array): number => Math.hypot(...vector);

describe('an opened model', () => {
  let model: Model;
  beforeAll(async () => {
    model = await openModel(TINY, { device: 'cpu', threads: 1 });
  });
  afterAll(() => model.close());

  test('gives every clip its embedding, tags, onset strength, chroma and frames', async () => {
    const tone = Float32Array.from(
      { length: clipSamples(model.card) },
      (_, n) => 0.3 * Math.sin((2 * Math.PI * 440 * n) / 16000),
    );
    const [first, second] = await model.embedClips([tone, new Float32Array(tone.length)]);
    expect(first?.embedding).toHaveLength(model.card.embeddingSize);
    expect(first?.tagLogits).toHaveLength(model.card.tags.length);
    expect(first?.onsetStrength).toHaveLength(model.card.clipSeconds * model.card.audio.onsetRateHz);
    expect(first?.chroma).toHaveLength(model.card.clipSeconds * model.card.audio.frameRateHz * 12);
    expect((first?.frameEmbedding.length ?? 0) % (model.card.clipSeconds * model.card.audio.frameRateHz)).toBe(0);
    expect(first?.frameEmbedding.some((value) => value !== 0)).toBe(true);
    const frame = [...(first?.chroma.subarray(120, 132) ?? [])];
    expect(frame.indexOf(Math.max(...frame))).toBe(9); // A
    expect(Math.max(...(second?.chroma ?? []))).toBe(0);
    expect(first?.embedding).not.toEqual(second?.embedding);
  });

  test('embeds texts to unit norm, whatever they are batched with', async () => {
    const [alone] = await model.embedTexts(['slow piano']);
    const [batched, long] = await model.embedTexts([
      'slow piano',
      'a much longer text about drums and strings '.repeat(90),
    ]);
    expect(norm(alone as Float32Array)).toBeCloseTo(1, 5);
    expect(norm(long as Float32Array)).toBeCloseTo(1, 5);
    for (const [d, value] of (alone as Float32Array).entries()) expect(batched?.[d]).toBeCloseTo(value, 5);
    expect(await model.embedTexts(['slow piano'], 'causal')).toHaveLength(1);
  });

  test('refuses a clip of another length', async () => {
    await expect(model.embedClips([new Float32Array(5)])).rejects.toMatchObject({ code: 'E_SHAPE' });
  });

  test('without a song graph, clips stay as they are and the song is their mean', async () => {
    const [ones, threes] = [1, 3].map((value) => new Float32Array(model.card.embeddingSize).fill(value));
    const encoded = await model.encodeSong([ones as Float32Array, threes as Float32Array]);
    expect(encoded.clips).toEqual([ones, threes]);
    expect([...encoded.song]).toEqual(new Array(model.card.embeddingSize).fill(2));
  });

  test('pools clips to their mean', () => {
    const ones = new Float32Array(model.card.embeddingSize).fill(1);
    const threes = new Float32Array(model.card.embeddingSize).fill(3);
    expect([...model.poolSong([ones, threes])]).toEqual(new Array(model.card.embeddingSize).fill(2));
  });
});

describe('what cannot be opened', () => {
  test('an unknown provider is named with the known ones', async () => {
    await expect(openModel(TINY, { device: 'warp' })).rejects.toMatchObject({
      code: 'E_DEVICE',
      remedy: expect.stringContaining('cpu'),
    });
  });

  test('a damaged file is found by its checksum', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'collap-model-')), 'model');
    await cp(TINY, folder, { recursive: true });
    const bytes = await readFile(join(folder, 'audio.onnx'));
    bytes[1000] = (bytes[1000] as number) ^ 1;
    await writeFile(join(folder, 'audio.onnx'), bytes);
    await expect(openModel(folder)).rejects.toMatchObject({
      code: 'E_MODEL',
      message: expect.stringContaining('audio.onnx'),
    });
  });

  test('a folder without a card, and a card that is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'collap-model-'));
    await expect(loadModelCard(folder)).rejects.toMatchObject({ code: 'E_MODEL' });
    await writeFile(join(folder, 'model.json'), '{"name": 3}');
    await expect(loadModelCard(folder)).rejects.toMatchObject({
      code: 'E_MODEL',
      message: expect.stringContaining('name'),
    });
  });
});
