/** The form of one song by calculation alone: sections with letters and functions, beats, bars, tempo and key along the timeline. */
import type { SongEmbedding } from '../embed/embed-song.js';
import type { Model } from '../model/model.js';
import type { Segment, TimeSpan } from '../types.js';
import { followKey } from './follow-key.js';
import { type FrameGrid, layGrid } from './frame-grid.js';
import { hearMetre } from './hear-metre.js';
import { labelFunctions } from './label-functions.js';
import { labelRepetitions } from './label-repetitions.js';
import { measureNovelty } from './novelty.js';
import { type Boundary, pickBoundaries } from './pick-boundaries.js';
import { type ReadSections, readSections } from './read-sections.js';
import { compareCells } from './self-similarity.js';
import { snapBoundaries } from './snap-boundaries.js';
import type { BeatTrack, SongStructure } from './song-structure.js';

/** The part of a song's embedding that its structure follows from. */
export interface HeardSong extends Pick<SongEmbedding, 'frames' | 'loudness' | 'onsetStrength' | 'tempo' | 'key'> {
  readonly info: { readonly durationSeconds: number };
}

/** What is found out, beside what was known when the song was heard. */
export type SongForm = Pick<SongStructure, 'segments' | 'tempoCurve' | 'keys'> & BeatTrack;

const PICKING = { shortestSeconds: 6, threshold: 0.12, contextSeconds: 15 };

/** Takes a tenth of a second of CPU time for a song of a minute, in one piece. */
export async function readForm(heard: HeardSong, model: Pick<Model, 'card' | 'markSections'>): Promise<SongForm> {
  const { tempoCurve, track } = hearMetre(heard, model.card);
  const grid = layGrid(heard);
  const read = await readSections(heard, track, model);
  const boundaries = read?.boundaries ?? findBoundaries(grid, track);
  const segments = nameSections(grid, boundaries, heard.info.durationSeconds, read);
  return { segments, ...track, tempoCurve, keys: followKey(heard.frames) };
}

/** By rules, for models without a learned head. */
function findBoundaries(grid: FrameGrid, track: BeatTrack): Boundary[] {
  const selfSimilarity = compareCells(grid);
  const peaks = pickBoundaries(measureNovelty(selfSimilarity), selfSimilarity.secondsPerCell, PICKING);
  return snapBoundaries(peaks, track);
}

function nameSections(
  grid: FrameGrid,
  boundaries: readonly Boundary[],
  durationSeconds: number,
  read: ReadSections | null,
): Segment[] {
  const edges = [0, ...boundaries.map(({ seconds }) => seconds), durationSeconds];
  const spans = edges.slice(1).map((endSeconds, i) => ({ startSeconds: edges[i] as number, endSeconds }));
  const letters = labelRepetitions(grid, spans);
  const purposes = read?.functionsOf(spans) ?? ruleFunctions(grid, spans, letters);
  return spans.map((span, i) => {
    const purpose = purposes[i] as (typeof purposes)[0];
    const around = [boundaries[i - 1]?.strength, boundaries[i]?.strength, purpose.probability];
    const known = around.filter((value) => value !== undefined);
    const confidence = known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
    return { ...span, label: letters[i] as string, function: purpose.name, confidence };
  });
}

function ruleFunctions(
  grid: FrameGrid,
  spans: readonly TimeSpan[],
  letters: readonly string[],
): { name: Segment['function']; probability?: number }[] {
  const lettered = spans.map((span, i) => ({ ...span, label: letters[i] as string, lufs: meanLoudness(grid, span) }));
  return labelFunctions(lettered).map((name) => ({ name }));
}

function meanLoudness(grid: FrameGrid, { startSeconds, endSeconds }: TimeSpan): number {
  const first = Math.min(grid.count - 1, Math.floor(startSeconds / grid.secondsPerCell));
  const part = grid.loudness.subarray(first, Math.max(first + 1, Math.round(endSeconds / grid.secondsPerCell)));
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}
