import {
  compareSentences,
  type FusedScore,
  type FusionParameters,
  fuseSimilarities,
} from '../../../src/retrieve/fuse.js';
import type { StoryEvidence } from '../../../src/retrieve/story/story-order.js';
import { dot } from '../../../src/retrieve/vectors.js';

export interface FusionInput extends StoryEvidence {
  /** Song vector, shape (D). */
  readonly song: Float32Array;
  /** N clip vectors of shape (D), in playing order. */
  readonly clips: readonly Float32Array[];
  /** S unit-norm sentence vectors of shape (D), in reading order. */
  readonly sentences: readonly Float32Array[];
  /** The unit-norm vector of the whole description, shape (D). */
  readonly whole: Float32Array;
}

/** One song and one description by the two steps that `scoreSong` takes: similarities, and their fusion. */
export function fuseScore(
  { song, clips, sentences, whole, ...evidence }: FusionInput,
  fusion: FusionParameters,
): FusedScore {
  const similarity = compareSentences(sentences, clips);
  return fuseSimilarities(similarity, sentences.length, clips.length, dot(song, whole), fusion, evidence);
}
