import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { attendClips, compareSentences } from '../../src/retrieve/fuse.js';
import { fuseScore } from './support/fuse-score.js';

/** Written by `training/fusion.py`. */
interface GoldenCase {
  readonly song: number[];
  readonly clips: number[][];
  readonly sentences: number[][];
  readonly whole: number[];
  /** A row of zeros where the sentence names no instrument. */
  readonly sounds: number[][];
  readonly pace: number[][];
  readonly attentionTemperature: number;
  readonly globalWeight: number;
  readonly orderWeight: number;
  readonly attention: number[][];
  readonly score: number;
}
const CASES: GoldenCase[] = JSON.parse(readFileSync('test/fixtures/fusion-golden.json', 'utf8'));
const vectors = (rows: number[][]): Float32Array[] => rows.map((row) => Float32Array.from(row));

test.each(CASES.map((golden, index) => [index, golden] as const))('case %i agrees with training', (_, golden) => {
  const { attentionTemperature, globalWeight, orderWeight } = golden;
  const [clips, sentences] = [vectors(golden.clips), vectors(golden.sentences)];
  const [song, whole] = [Float32Array.from(golden.song), Float32Array.from(golden.whole)];
  const sounds = golden.sounds.map((row) => (row.some(Boolean) ? row : null));
  const input = { song, clips, sentences, whole, sounds, pace: Float64Array.from(golden.pace.flat()) };
  const { score } = fuseScore(input, { attentionTemperature, globalWeight, orderWeight });
  expect(score).toBeCloseTo(golden.score, 4);
  const attention = attendClips(
    compareSentences(sentences, clips),
    sentences.length,
    clips.length,
    attentionTemperature,
  );
  for (const [i, weight] of golden.attention.flat().entries()) expect(attention[i]).toBeCloseTo(weight, 4);
});
