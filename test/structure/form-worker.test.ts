import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDecoderPool } from '../../src/audio/decoder-pool.js';
import { embedSong, type SongEmbedding } from '../../src/embed/embed-song.js';
import type { Model } from '../../src/model/model.js';
import { openModel } from '../../src/model/open-model.js';
import { analyseSong } from '../../src/structure/analyse-song.js';

const SONG = 'demo/terrace-lemonade.opus';
const decoders = createDecoderPool();
let model: Model;
let heard: SongEmbedding;

beforeAll(async () => {
  model = await openModel('models/collap-mini', { device: 'cpu', threads: 1 });
  heard = await embedSong(SONG, { decoders, model });
});
afterAll(async () => {
  await decoders.close();
  await model.close();
});

test('a thread of the model measures and reads a song to the last bit as this one does', async () => {
  const { runBeside, ...threadless } = model;
  expect(runBeside).toBeDefined();
  const here = await embedSong(SONG, { decoders, model: threadless });
  expect(heard).toEqual(here);
  const [{ selfSimilarity, ...form }, whole] = [await analyseSong(heard, model), await analyseSong(here, threadless)];
  expect(form.segments.length).toBeGreaterThan(1);
  expect({ ...form, selfSimilarity: expect.anything() }).toEqual({ ...whole, selfSimilarity: expect.anything() });
  expect(selfSimilarity.at(3, 5)).toBe(whole.selfSimilarity.at(3, 5));
});

test('what a thread cannot do is told with its code', async () => {
  const torn = { ...heard, frames: { ...heard.frames, embedding: new Float32Array(0), embeddingSize: 1 } };
  await expect(analyseSong(torn, model)).rejects.toMatchObject({ code: 'E_MODEL' });
});

test('this thread is free while a song is read', async () => {
  const { runBeside: _, ...threadless } = model;
  const activeMilliseconds = async (by: typeof threadless) => {
    await analyseSong(heard, by); // code and graph are loaded
    const before = performance.eventLoopUtilization();
    await analyseSong(heard, by);
    return performance.eventLoopUtilization(before).active;
  };
  expect(await activeMilliseconds(model)).toBeLessThan((await activeMilliseconds(threadless)) / 2);
});
