/** Sections as the learned head reads them. Legend: G = cells, S = sections, K = functions. */
import type { StructureCard } from '../model/card.js';
import type { Model, SectionCurves } from '../model/model.js';
import type { SegmentFunction, TimeSpan } from '../types.js';
import type { HeardSong } from './analyse-song.js';
import { followFunctions } from './follow-functions.js';
import type { Boundary } from './pick-boundaries.js';
import { placeSections } from './place-sections.js';
import { describeCells } from './section-features.js';
import type { BeatTrack } from './song-structure.js';

/** A section's cells are not independent: so many of them count as one witness. */
const CELLS_PER_WITNESS = 8;

export interface ReadSections {
  readonly boundaries: readonly Boundary[];
  /** @returns the function of each of S spans in playing order, and how sure each is, 0..1. */
  functionsOf(spans: readonly TimeSpan[]): { readonly name: SegmentFunction; readonly probability: number }[];
}

/** @returns null for models without a learned head. */
export async function readSections(
  heard: HeardSong,
  track: BeatTrack,
  { card, markSections }: Pick<Model, 'card' | 'markSections'>,
): Promise<ReadSections | null> {
  const { structure } = card;
  if (!structure || !markSections) return null;
  const cells = describeCells(heard, track);
  const curves = await markSections(cells);
  return {
    boundaries: placeSections(curves.begins, cells.edges, structure),
    functionsOf: (spans) => nameFunctions(spans, cells.edges, curves, structure),
  };
}

function nameFunctions(
  spans: readonly TimeSpan[],
  edges: Float64Array,
  { functions }: SectionCurves,
  { functions: names, order }: StructureCard,
): { name: SegmentFunction; probability: number }[] {
  const likelihoods = spans.map((span) => sumLogs(functions, names.length, cellsWithin(edges, span)));
  const course = followFunctions(likelihoods, order);
  return course.map((k, s) => {
    const weights = (likelihoods[s] as number[]).map((value) =>
      Math.exp(value - Math.max(...(likelihoods[s] as number[]))),
    );
    const probability = (weights[k] as number) / weights.reduce((sum, value) => sum + value, 0);
    return { name: names[k] as SegmentFunction, probability };
  });
}

/** Cells whose middle lies in a span, as `[from, to)`; at least one. */
function cellsWithin(edges: Float64Array, { startSeconds, endSeconds }: TimeSpan): [number, number] {
  const middle = (g: number) => ((edges[g] as number) + (edges[g + 1] as number)) / 2;
  const count = edges.length - 1;
  let from = 0;
  while (from < count - 1 && middle(from) < startSeconds) from++;
  let to = from + 1;
  while (to < count && middle(to) < endSeconds) to++;
  return [from, to];
}

function sumLogs(functions: Float32Array, width: number, [from, to]: [number, number]): number[] {
  const sums = new Array<number>(width).fill(0);
  for (let g = from; g < to; g++)
    for (let k = 0; k < width; k++)
      sums[k] = (sums[k] as number) + Math.log(Math.max(1e-6, functions[g * width + k] as number)) / CELLS_PER_WITNESS;
  return sums;
}
