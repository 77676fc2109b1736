import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutClips } from '../../src/audio/clips.js';

async function* inBlocks(song: Float32Array, sizes: readonly number[]): AsyncGenerator<Float32Array> {
  let at = 0;
  for (const size of sizes) {
    yield song.subarray(at, at + size);
    at += size;
  }
  yield song.subarray(at);
}

const numbered = (samples: number): Float32Array => Float32Array.from({ length: samples }, (_, n) => n + 1);

test('clips cover the song, begin at multiples of the hop, and the last ends with the song', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
      async (total, clipSamples, hop, sizes) => {
        const hopSamples = Math.min(hop, clipSamples);
        const song = numbered(total);
        const starts: number[] = [];
        for await (const { startSample, samples } of cutClips(inBlocks(song, sizes), { clipSamples, hopSamples })) {
          starts.push(startSample);
          const expected = Float32Array.from({ length: clipSamples }, (_, n) => ((startSample + n) % total) + 1);
          expect(samples).toEqual(expected);
        }
        const lastStart = Math.max(0, total - clipSamples);
        const regular = Array.from({ length: Math.floor(lastStart / hopSamples) + 1 }, (_, n) => n * hopSamples);
        expect(starts).toEqual(lastStart % hopSamples === 0 ? regular : [...regular, lastStart]);
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test('a short song is repeated until the clip is full', async () => {
  const clips = [];
  for await (const clip of cutClips(inBlocks(numbered(3), []), { clipSamples: 8, hopSamples: 4 })) clips.push(clip);
  expect(clips).toEqual([{ startSample: 0, samples: Float32Array.of(1, 2, 3, 1, 2, 3, 1, 2) }]);
});

test('no samples, no clips', async () => {
  const clips = [];
  for await (const clip of cutClips(inBlocks(numbered(0), []), { clipSamples: 8, hopSamples: 4 })) clips.push(clip);
  expect(clips).toEqual([]);
});
