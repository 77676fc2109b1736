/** Which words stand out for a stretch of music, next to other music. Legend: D = embedding size, W = words. */
import { embedLabelGroups } from '../classify/score-labels.js';
import type { Model } from '../model/model.js';
import { sungMusic } from '../model/sung-music.js';
import { standardise } from '../retrieve/chance-level.js';
import { dot } from '../retrieve/vectors.js';
import { COLOURS, type ColourKind } from './colours.js';

/** A word as it is compared with audio. */
export interface Colour {
  readonly kind: ColourKind;
  readonly word: string;
  /** Unit norm, shape (D). */
  readonly vector: Float32Array;
  /** @returns in standard deviations above unrelated recordings; of sung music less, for what fits all of it. @param sungShare - how far it is sung, 0..1. */
  heightOf(audio: Float32Array, sungShare: number): number;
}

/** Cosine from which two words say the same. */
const SAME_MEANING = 0.88;
/** Share of what sung music has in common that does not make a sung song stand out. */
const SUNG_RAISE = 0.5;

export async function openColours(model: Model): Promise<Colour[]> {
  const prompts = (words: readonly string[]) => words.map((word) => ({ label: word, prompts: [word] }));
  const groups = Object.fromEntries(Object.entries(COLOURS).map(([kind, words]) => [kind, prompts(words)]));
  const embedded = await embedLabelGroups(groups, model);
  const sung = sungMusic(model.card);
  return Object.entries(embedded).flatMap(([kind, labels]) =>
    labels.map(({ label, vector, chance }) => {
      const raise = SUNG_RAISE * sung.raiseOf(vector);
      const heightOf = (audio: Float32Array, sungShare: number) =>
        standardise(dot(vector, audio) - sungShare * raise, chance);
      return { kind: kind as ColourKind, word: label, vector, heightOf };
    }),
  );
}

/** A word and how much it stands out. */
export interface RankedColour {
  readonly colour: Colour;
  readonly height: number;
}

/**
 * @param ranked - in any order.
 * @param count - how many at most.
 * @returns the highest first, none that says what one before it says.
 */
export function pickColours(ranked: readonly RankedColour[], count: number): Colour[] {
  const picked: Colour[] = [];
  for (const { colour } of [...ranked].sort((a, b) => b.height - a.height)) {
    if (picked.length === count) break;
    if (picked.every((other) => dot(other.vector, colour.vector) < SAME_MEANING)) picked.push(colour);
  }
  return picked;
}
