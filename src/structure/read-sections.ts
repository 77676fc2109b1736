/** Sections as the learned head reads them. Legend: G = cells, S = sections, K = functions. */
import type { StructureCard } from '../model/card.js';
import type { Model, SectionCurves } from '../model/model.js';
import type { SegmentFunction, TimeSpan } from '../types.js';
import type { HeardSong } from './analyse-song.js';
import { followFunctions } from './follow-functions.js';
import type { Boundary } from './pick-boundaries.js';
import { placeSections } from './place-sections.js';
import { describeCells } from './section-features.js';
import { cellsWithin } from './section-grid.js';
import { shareSinging, singingLog } from './singing.js';
import type { SongCells } from './song-cells.js';

/** A section's cells are not independent: so many of them count as one witness. */
const CELLS_PER_WITNESS = 8;

export interface ReadSections {
  readonly boundaries: readonly Boundary[];
  /** @returns how likely each of S spans has each function, whatever stands beside it: means over its cells, shape (S × K). */
  purposesOf(spans: readonly TimeSpan[]): number[][];
  /** @returns the function of each of S spans in playing order, and how sure each is, 0..1. */
  functionsOf(spans: readonly TimeSpan[]): { readonly name: SegmentFunction; readonly probability: number }[];
}

/**
 * @param confidence - how clearly the beats stand out, 0..1.
 * @returns null for models without a learned head.
 */
export async function readSections(
  heard: HeardSong,
  cells: SongCells,
  confidence: number,
  { card, markSections }: Pick<Model, 'card' | 'markSections'>,
): Promise<ReadSections | null> {
  const { structure } = card;
  if (!structure || !markSections) return null;
  const curves = await markSections(describeCells(heard, cells, confidence));
  return {
    boundaries: placeSections(curves.begins, cells.edges, structure),
    purposesOf: (spans) =>
      spans.map((span) => meanRow(curves.functions, structure.functions.length, cellsWithin(cells.edges, span))),
    functionsOf: (spans) => nameFunctions(spans, cells.edges, curves, structure, shareSinging(heard, spans, card)),
  };
}

function nameFunctions(
  spans: readonly TimeSpan[],
  edges: Float64Array,
  { functions }: SectionCurves,
  { functions: names, order }: StructureCard,
  singing: readonly number[] | null,
): { name: SegmentFunction; probability: number }[] {
  const likelihoods = spans.map((span, s) => {
    const heard = sumLogs(functions, names.length, cellsWithin(edges, span));
    const share = singing?.[s];
    return share === undefined
      ? heard
      : heard.map((value, k) => value + singingLog(names[k] as SegmentFunction, share));
  });
  const course = followFunctions(likelihoods, order);
  return course.map((k, s) => {
    const weights = (likelihoods[s] as number[]).map((value) =>
      Math.exp(value - Math.max(...(likelihoods[s] as number[]))),
    );
    const probability = (weights[k] as number) / weights.reduce((sum, value) => sum + value, 0);
    return { name: names[k] as SegmentFunction, probability };
  });
}

function meanRow(rows: Float32Array, width: number, [from, to]: [number, number]): number[] {
  const sums = new Array<number>(width).fill(0);
  for (let g = from; g < to; g++)
    for (let k = 0; k < width; k++) sums[k] = (sums[k] as number) + (rows[g * width + k] as number);
  return sums.map((sum) => sum / (to - from));
}

function sumLogs(functions: Float32Array, width: number, [from, to]: [number, number]): number[] {
  const sums = new Array<number>(width).fill(0);
  for (let g = from; g < to; g++)
    for (let k = 0; k < width; k++)
      sums[k] = (sums[k] as number) + Math.log(Math.max(1e-6, functions[g * width + k] as number)) / CELLS_PER_WITNESS;
  return sums;
}
