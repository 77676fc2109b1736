/** The form of one song by calculation alone: sections with letters and functions, beats, bars, tempo and key along the timeline. */
import type { EmbeddedClip, SongEmbedding } from '../embed/embed-song.js';
import type { Model } from '../model/model.js';
import type { Segment, TimeSpan } from '../types.js';
import { followKey } from './follow-key.js';
import { type FrameGrid, layGrid } from './frame-grid.js';
import { hearMetre } from './hear-metre.js';
import { labelFunctions } from './label-functions.js';
import { labelRepetitions } from './label-repetitions.js';
import { measureNovelty } from './novelty.js';
import { type Boundary, pickBoundaries } from './pick-boundaries.js';
import { spansBetween } from './place-sections.js';
import { type ReadSections, readSections } from './read-sections.js';
import { compareCells } from './self-similarity.js';
import { snapBoundaries } from './snap-boundaries.js';
import { hearCells, type SongCells } from './song-cells.js';
import type { BeatTrack, SongStructure } from './song-structure.js';

/** The part of a song's embedding that its structure follows from. */
export interface HeardSong extends Pick<SongEmbedding, 'frames' | 'loudness' | 'onsetStrength' | 'tempo' | 'key'> {
  readonly info: { readonly durationSeconds: number };
  /** Tell where somebody sings; without them nothing of that is known. */
  readonly clips?: readonly Pick<EmbeddedClip, 'startSeconds' | 'embedding'>[] | undefined;
}

/** What is found out, beside what was known when the song was heard. */
export type SongForm = Pick<SongStructure, 'segments' | 'tempoCurve' | 'keys'> & BeatTrack;

const PICKING = { shortestSeconds: 6, threshold: 0.12, contextSeconds: 15 };

/** Takes a tenth of a second of CPU time for a song of a minute, in one piece. */
export async function readForm(heard: HeardSong, model: Pick<Model, 'card' | 'markSections'>): Promise<SongForm> {
  const { tempoCurve, track } = hearMetre(heard, model.card);
  const cells = hearCells(heard, track);
  const read = await readSections(heard, cells, track.confidence, model);
  const segments = read ? labelSections(cells, read) : followRules(heard, cells, track);
  return { segments, ...track, tempoCurve, keys: followKey(heard.frames) };
}

function labelSections(cells: SongCells, read: ReadSections): Segment[] {
  const spans = spansBetween(read.boundaries, cells);
  const letters = labelRepetitions(cells, spans, read.purposesOf(spans));
  return assemble(spans, letters, read.boundaries, read.functionsOf(spans));
}

/** For models without a learned head. */
function followRules(heard: HeardSong, cells: SongCells, track: BeatTrack): Segment[] {
  const grid = layGrid(heard);
  const selfSimilarity = compareCells(grid);
  const peaks = pickBoundaries(measureNovelty(selfSimilarity), selfSimilarity.secondsPerCell, PICKING);
  const boundaries = snapBoundaries(peaks, track);
  const spans = spansBetween(boundaries, cells);
  const letters = labelRepetitions(cells, spans, null);
  const lettered = spans.map((span, i) => ({ ...span, label: letters[i] as string, lufs: meanLoudness(grid, span) }));
  return assemble(
    spans,
    letters,
    boundaries,
    labelFunctions(lettered).map((name) => ({ name })),
  );
}

function assemble(
  spans: readonly TimeSpan[],
  letters: readonly string[],
  boundaries: readonly Boundary[],
  purposes: readonly { readonly name: Segment['function']; readonly probability?: number }[],
): Segment[] {
  return spans.map((span, i) => {
    const purpose = purposes[i] as (typeof purposes)[0];
    const around = [boundaries[i - 1]?.strength, boundaries[i]?.strength, purpose.probability];
    const known = around.filter((value) => value !== undefined);
    const confidence = known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
    return { ...span, label: letters[i] as string, function: purpose.name, confidence };
  });
}

function meanLoudness(grid: FrameGrid, { startSeconds, endSeconds }: TimeSpan): number {
  const first = Math.min(grid.count - 1, Math.floor(startSeconds / grid.secondsPerCell));
  const part = grid.loudness.subarray(first, Math.max(first + 1, Math.round(endSeconds / grid.secondsPerCell)));
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}
