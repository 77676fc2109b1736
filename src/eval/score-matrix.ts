/**
 * Every text against every song, with the score that `find` uses: fusion, chance, avoidance and nudges.
 * Legend: R = vectors of all texts, A = songs, N = clips of a song, D = embedding size.
 */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { embedDescriptions } from '../retrieve/embed-description.js';
import { oddsOfFacts, oddsOfLevels } from '../retrieve/measured-hints.js';
import type { ParsedDescription } from '../retrieve/parse-description.js';
import { comparedVectors, type ScoreScale, scoreCompared } from '../retrieve/score-song.js';
import { nudgeByLength } from '../retrieve/song-length.js';
import { toMetric } from '../retrieve/vectors.js';
import type { EvalSong } from './eval-song.js';
import { createMatrixProduct } from './matrix-product.js';

export interface ScoreMatrix {
  readonly songCount: number;
  /** Shape (texts, A), row-major, on the scale that was asked for. */
  readonly scores: Float64Array;
}

/** @param texts - parsed descriptions; their order is that of the matrix's rows. */
export async function scoreTexts(
  texts: readonly ParsedDescription[],
  songs: readonly EvalSong[],
  model: Model,
  { variant, scale }: { variant?: TextVariant | undefined; scale: ScoreScale },
): Promise<ScoreMatrix> {
  const { card } = model;
  const described = await embedDescriptions(texts, model, variant);
  const compared = described.map(comparedVectors);
  const firsts = runningSums(compared.map((vectors) => vectors.length));
  const table = concatenate(compared.flat());
  const product = await createMatrixProduct();
  try {
    const scores = new Float64Array(texts.length * songs.length);
    for (const [a, song] of songs.entries()) {
      const clips = concatenate(song.clips.map((vector) => toMetric(vector, card.metric)));
      const similarity = await product.multiply(table, clips, card.embeddingSize);
      const whole = toMetric(song.song, card.metric);
      for (const [t, description] of described.entries()) {
        const [first, next] = [firsts[t] as number, firsts[t + 1] as number];
        const own = similarity.subarray(first * song.clips.length, next * song.clips.length);
        const heard = scoreCompared(whole, own, description, card.fusion, scale);
        const { hints, levels, natWorth, songShare } = texts[t] as ParsedDescription;
        const odds = oddsOfFacts(hints, song) + oddsOfLevels(levels, song.clipLufs, card.hopSeconds);
        const nudges = natWorth * odds + nudgeByLength(songShare, song.durationSeconds);
        const deviation = scale === 'plain' ? (description.wanted?.chance.deviation ?? 1) : 1;
        scores[t * songs.length + a] = heard + deviation * nudges;
      }
    }
    return { songCount: songs.length, scores };
  } finally {
    await product.close();
  }
}

/** 0, and the sum up to each of the counts. */
function runningSums(counts: readonly number[]): number[] {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) as number) + count);
  return sums;
}

function concatenate(vectors: readonly Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0;
  const joined = new Float32Array(vectors.length * size);
  for (const [index, vector] of vectors.entries()) joined.set(vector, index * size);
  return joined;
}
