/** Letters for sections: those that repeat each other share one. Legend: S = sections, K = functions. */
import type { TimeSpan } from '../types.js';
import { portraySection, repetitionLikelihood } from './section-likeness.js';
import type { SongCells } from './song-cells.js';

/** How likely sections must repeat each other to share a letter. */
const SAME_LETTER = 0.4;

/**
 * @param sections - S spans in playing order.
 * @param purposes - how likely each has each function, shape (S × K); null where nothing tells.
 * @returns S letters, in order of appearance from A; after Z comes AA.
 * Source: agglomerative clustering by mean linkage, on section-to-section similarities as in Paulus, Müller & Klapuri 2010, "Audio-based music structure analysis", section 4.
 */
export function labelRepetitions(
  song: SongCells,
  sections: readonly TimeSpan[],
  purposes: readonly (readonly number[])[] | null,
): string[] {
  const clusters = cluster(compareAll(song, sections, purposes), sections.length);
  const letters = new Map<number, string>();
  return clusters.map((id) => {
    const letter = letters.get(id) ?? letterOf(letters.size);
    letters.set(id, letter);
    return letter;
  });
}

export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

/** How likely each section repeats each other, shape (S × S); -1 on the diagonal. */
function compareAll(
  song: SongCells,
  sections: readonly TimeSpan[],
  purposes: readonly (readonly number[])[] | null,
): Float64Array {
  const portraits = sections.map((section, s) => portraySection(song, section, purposes?.[s] ?? null));
  const likely = new Float64Array(sections.length ** 2).fill(-1);
  for (const [i, one] of portraits.entries())
    for (const [j, other] of portraits.slice(0, i).entries()) {
      const likelihood = repetitionLikelihood(song, one, other);
      likely[i * portraits.length + j] = likelihood;
      likely[j * portraits.length + i] = likelihood;
    }
  return likely;
}

/** Joins the two likest clusters until none are like enough; returns a cluster number per section. */
function cluster(like: Float64Array, count: number): number[] {
  const sizes = new Array<number>(count).fill(1);
  const clusterOf = sizes.map((_, index) => index);
  for (;;) {
    const best = like.reduce((top, value, at) => (value > (like[top] as number) ? at : top), 0);
    if (!((like[best] ?? -1) > SAME_LETTER)) return clusterOf;
    const [kept, gone] = [Math.floor(best / count), best % count];
    mergeClusters(like, sizes, kept, gone);
    for (const [index, id] of clusterOf.entries()) if (id === gone) clusterOf[index] = kept;
  }
}

/** Mean linkage: the likeness of a joined cluster is the mean over its members. */
function mergeClusters(like: Float64Array, sizes: number[], kept: number, gone: number): void {
  const count = sizes.length;
  const [a, b] = [sizes[kept] as number, sizes[gone] as number];
  for (let other = 0; other < count; other++) {
    const [own, theirs] = [like[kept * count + other] as number, like[gone * count + other] as number];
    if (own >= 0 && theirs >= 0 && other !== kept) {
      like[kept * count + other] = (a * own + b * theirs) / (a + b);
      like[other * count + kept] = like[kept * count + other] as number;
    }
    like[gone * count + other] = -1;
    like[other * count + gone] = -1;
  }
  sizes[kept] = a + b;
}
