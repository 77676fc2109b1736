/** Where in a song the sentences of a description stand out, by what is heard and by what is told. Legend: S = wanted sentences, N = clips. */
import type { WantedVectors } from '../embed-description.js';
import { betweenTaleAndList, type NamedInstruments } from './instrument-names.js';
import { contrastOf } from './sentence-contrast.js';
import { soundEvidence } from './sound-evidence.js';

/** What one deviation of the evidence of the instruments is worth, in deviations of the contrast, in a tale and in a list (docs/decisions/0037-placed-by-what-is-told.md). */
const SOUND_WEIGHT = { tale: 0.5, list: 3 };
/** The same of a section that the sentence names, where it is sure. */
const SECTION_WEIGHT = 3;
/** So much at most speaks against a clip that is far from where a sentence is due, in deviations: places may be told wrongly. */
const FARTHEST = 10;

/** What is heard of S sentences over the N clips of a song. */
export interface HeardSentences {
  /** In standard deviations above chance, shape (S, N). */
  readonly heights: readonly (readonly number[])[];
  /** The same of the instruments that they name, shape (N) each. */
  readonly sounds: ReadonlyMap<string, readonly number[]>;
  /** How much of each clip lies in a section that the sentence names, 0..1, shape (S, N). */
  readonly named: readonly (readonly number[])[];
}

/**
 * A sentence of a story is answered where it says more than the others do, where the instruments sound that it names, and near where it is due.
 *
 * @param heard - of the S sentences in the song.
 * @returns shape (N) each; null for a sentence that is heard by itself: it tells of the whole song, of no time, or has no other beside it.
 */
export function standOut(
  wanted: WantedVectors,
  { heights, sounds, named }: HeardSentences,
  durationSeconds: number,
): (number[] | null)[] {
  const { sentences, share } = wanted.story;
  const clipCount = heights[0]?.length ?? 0;
  if (sentences.length < 2 || clipCount < 2) return heights.map(() => null);
  const contrasts = contrastOf(heights);
  const evidence = soundEvidence(wanted.named, sounds);
  const places = wanted.placesIn(durationSeconds);
  const pace = share === 1 ? wanted.paceOf(clipCount) : null;
  return contrasts.map((contrast, s) => {
    const turn = sentences.indexOf(s);
    const own = evidence[s];
    if (turn < 0 || places[s]?.kind === 'whole' || !(pace || own)) return null;
    const weight = betweenTaleAndList(wanted.named[s] as NamedInstruments, SOUND_WEIGHT.tale, SOUND_WEIGHT.list);
    const due = pace?.subarray(turn * clipCount, (turn + 1) * clipCount);
    const most = due ? Math.max(...due) : 0;
    return contrast.map((value, n) => {
      const lost = due && most > 0 ? Math.max(-FARTHEST, Math.log((due[n] as number) / most)) : 0;
      return value + weight * (own?.[n] ?? 0) + SECTION_WEIGHT * (named[s]?.[n] ?? 0) + lost;
    });
  });
}
