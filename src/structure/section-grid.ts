/**
 * The song as the learned head reads it: cells that follow the beat, so that bars are a fixed number of them.
 * Legend: G = cells, C = size of a frame's embedding, F = frames.
 */
import type { TimeSpan } from '../types.js';
import type { BeatTrack } from './song-structure.js';

/** Beats are halved until they are shorter than this: what tempo is taken for, its half or its double, hardly changes the cells then. */
const LONGEST_CELL_SECONDS = 0.6;
/** Where there is no beat. */
const FREE_CELL_SECONDS = 0.5;
/** Beats closer than this are taken as one: a song has no more than about four cells a second. */
const SHORTEST_CELL_SECONDS = 0.2;

export interface CellEdges {
  /** G + 1 rising times in seconds; the first is 0, the last the end of the song. */
  readonly edges: Float64Array;
  /** 0 where a cell begins between beats, 1 on a beat, 2 on a downbeat, shape (G). */
  readonly metre: Uint8Array;
}

/** Cuts a song at its beats and, where they are far apart, between them; before the first and after the last they go on as they were. */
export function layCells(track: Pick<BeatTrack, 'beats' | 'downbeats'>, durationSeconds: number): CellEdges {
  const downbeats = new Set(track.downbeats);
  const marks = [0, ...continueBeats(track.beats, durationSeconds)];
  const starts = [{ seconds: 0, metre: 0 }];
  for (const [m, mark] of marks.entries()) {
    const end = marks[m + 1] ?? durationSeconds;
    const parts = 2 ** Math.max(0, Math.ceil(Math.log2((end - mark) / LONGEST_CELL_SECONDS)));
    for (let part = 0; part < parts; part++) {
      const seconds = mark + ((end - mark) * part) / parts;
      const metre = part > 0 || m === 0 ? 0 : downbeats.has(mark) ? 2 : 1;
      const last = starts.at(-1) as (typeof starts)[0];
      if (seconds - last.seconds < SHORTEST_CELL_SECONDS) last.metre = Math.max(last.metre, metre);
      else if (durationSeconds - seconds >= SHORTEST_CELL_SECONDS) starts.push({ seconds, metre });
    }
  }
  return {
    edges: Float64Array.from([...starts.map(({ seconds }) => seconds), durationSeconds]),
    metre: Uint8Array.from(starts, ({ metre }) => metre),
  };
}

/** Cells whose middle lies in a span, as `[from, to)`; at least one. */
export function cellsWithin(edges: Float64Array, { startSeconds, endSeconds }: TimeSpan): [number, number] {
  const middle = (g: number) => ((edges[g] as number) + (edges[g + 1] as number)) / 2;
  const count = edges.length - 1;
  let from = 0;
  while (from < count - 1 && middle(from) < startSeconds) from++;
  let to = from + 1;
  while (to < count && middle(to) < endSeconds) to++;
  return [from, to];
}

function continueBeats(beats: readonly number[], durationSeconds: number): number[] {
  const [first, last] = [beats[0], beats.at(-1)];
  const step = (from: number, to: number) => (beats[to] as number) - (beats[from] as number);
  const known = beats.length > 1 && first !== undefined && last !== undefined;
  const before = known ? step(0, 1) : FREE_CELL_SECONDS;
  const after = known ? step(beats.length - 2, beats.length - 1) : FREE_CELL_SECONDS;
  const lead: number[] = [];
  for (let at = (first ?? 0) - before; at > 0; at -= before) lead.push(at);
  const tail: number[] = [];
  for (let at = known ? last + after : FREE_CELL_SECONDS; at < durationSeconds; at += after) tail.push(at);
  return [...lead.reverse(), ...(known ? beats : []), ...tail];
}

/**
 * Means over cells of what is sampled evenly, every sample by the share of it that lies in the cell.
 *
 * @param values - shape (F × width), row-major; sample f spans [f, f + 1) / rateHz.
 * @returns shape (G × width); a cell beyond the last sample repeats it.
 */
export function averageOverCells(
  values: Float32Array,
  width: number,
  rateHz: number,
  edges: Float64Array,
): Float32Array {
  const rows = Math.floor(values.length / Math.max(1, width));
  const cells = new Float32Array((edges.length - 1) * width);
  if (rows === 0) return cells;
  for (let g = 0; g + 1 < edges.length; g++) {
    const from = Math.min(rows - 1, (edges[g] as number) * rateHz);
    const to = Math.max(from + 1e-6, Math.min(rows, (edges[g + 1] as number) * rateHz));
    for (let f = Math.floor(from); f < to; f++) {
      const share = (Math.min(to, f + 1) - Math.max(from, f)) / (to - from);
      for (let c = 0; c < width; c++)
        cells[g * width + c] = (cells[g * width + c] as number) + share * (values[f * width + c] as number);
    }
  }
  return cells;
}
