/** Where in a song the sentences of a description stand out, by what is heard and by what is told. Legend: S = wanted sentences, N = clips. */
import type { WantedVectors } from '../embed-description.js';
import { betweenTaleAndList, type NamedInstruments } from './instrument-names.js';
import { contrastOf } from './sentence-contrast.js';
import { soundEvidence } from './sound-evidence.js';

/** What one deviation of the evidence of the instruments is worth, in deviations of the contrast, in a tale and in a list (docs/decisions/0037-placed-by-what-is-told.md). */
const SOUND_WEIGHT = { tale: 0.5, list: 3 };
/** So much at most speaks against a clip that is far from where a sentence is due, in deviations: places may be told wrongly. */
const FARTHEST = 10;

/**
 * A sentence of a story is answered where it says more than the others do, where the instruments sound that it names, and near where it is due.
 *
 * @param heights - of the S sentences, in standard deviations above chance, shape (S, N).
 * @param sounds - of the instruments that they name, shape (N) each.
 * @returns shape (N) each; null for a sentence that is heard by itself: it tells of the whole song, of no time, or has no other beside it.
 */
export function standOut(
  wanted: WantedVectors,
  heights: readonly (readonly number[])[],
  sounds: ReadonlyMap<string, readonly number[]>,
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
      return value + weight * (own?.[n] ?? 0) + lost;
    });
  });
}
