/** The form of one song: sections with letters and functions, beats, bars, tempo and key along the timeline. */
import type { SongEmbedding } from '../embed/embed-song.js';
import type { ModelCard } from '../model/card.js';
import type { Segment, TimeSpan } from '../types.js';
import { findDownbeats } from './find-downbeats.js';
import { followKey } from './follow-key.js';
import { followTempo } from './follow-tempo.js';
import { type FrameGrid, layGrid } from './frame-grid.js';
import { labelFunctions } from './label-functions.js';
import { labelRepetitions } from './label-repetitions.js';
import { measureNovelty } from './novelty.js';
import { type Boundary, pickBoundaries } from './pick-boundaries.js';
import { compareCells } from './self-similarity.js';
import { snapBoundaries } from './snap-boundaries.js';
import type { BeatTrack, SongStructure, TempoSpan } from './song-structure.js';
import { trackBeats } from './track-beats.js';

export type { BeatTrack, KeySpan, SongStructure, TempoSpan } from './song-structure.js';

/** The part of a song's embedding that its structure follows from. */
export interface HeardSong extends Pick<SongEmbedding, 'frames' | 'loudness' | 'onsetStrength' | 'tempo' | 'key'> {
  readonly info: { readonly durationSeconds: number };
}

const PICKING = { shortestSeconds: 6, threshold: 0.12, contextSeconds: 15 };

/**
 * Analyses one song of any length, from 10 seconds to hours.
 *
 * @param heard - from `embedSong`.
 * @param model - its card tells where on the timeline an onset value lies.
 */
export async function analyseSong(heard: HeardSong, model: { readonly card: ModelCard }): Promise<SongStructure> {
  const { frames, loudness, tempo, key } = heard;
  const { durationSeconds } = heard.info;
  const tempoCurve =
    tempo.bpm === null ? [] : followTempo(heard.onsetStrength, model.card.audio.onsetRateHz, tempo.bpm);
  const track = findBeats(heard, tempoCurve, model.card);
  const grid = layGrid(heard);
  const selfSimilarity = compareCells(grid);
  const boundaries = snapBoundaries(
    pickBoundaries(measureNovelty(selfSimilarity), grid.secondsPerCell, PICKING),
    track,
  );
  const segments = nameSections(grid, boundaries, durationSeconds);
  return {
    durationSeconds,
    segments,
    ...track,
    tempo,
    tempoCurve,
    key,
    keys: followKey(frames),
    loudness,
    selfSimilarity,
  };
}

function findBeats(heard: HeardSong, tempo: readonly TempoSpan[], { audio }: ModelCard): BeatTrack {
  const nothing = { beats: [], downbeats: [], beatsPerBar: null, confidence: 0 };
  if (tempo.length === 0) return nothing;
  const { positions, confidence } = trackBeats(heard.onsetStrength, audio.onsetRateHz, tempo);
  const beats = positions.map((at) => at / audio.onsetRateHz + audio.onsetOffsetSeconds);
  const strengths = positions.map((at) => heard.onsetStrength[at] as number);
  const bars = findDownbeats(beats, strengths, heard.frames);
  if (!bars) return { ...nothing, beats, confidence };
  return {
    beats,
    downbeats: bars.indices.map((index) => beats[index] as number),
    beatsPerBar: bars.beatsPerBar,
    confidence,
  };
}

function nameSections(grid: FrameGrid, boundaries: readonly Boundary[], durationSeconds: number): Segment[] {
  const edges = [0, ...boundaries.map(({ seconds }) => seconds), durationSeconds];
  const spans = edges.slice(1).map((endSeconds, i) => ({ startSeconds: edges[i] as number, endSeconds }));
  const letters = labelRepetitions(grid, spans);
  const lettered = spans.map((span, i) => ({ ...span, label: letters[i] as string, lufs: meanLoudness(grid, span) }));
  const functions = labelFunctions(lettered);
  return spans.map((span, i) => {
    const around = [boundaries[i - 1]?.strength, boundaries[i]?.strength].filter((value) => value !== undefined);
    const confidence = around.length > 0 ? around.reduce((sum, value) => sum + value, 0) / around.length : 0;
    return { ...span, label: letters[i] as string, function: functions[i] as Segment['function'], confidence };
  });
}

function meanLoudness(grid: FrameGrid, { startSeconds, endSeconds }: TimeSpan): number {
  const first = Math.min(grid.count - 1, Math.floor(startSeconds / grid.secondsPerCell));
  const part = grid.loudness.subarray(first, Math.max(first + 1, Math.round(endSeconds / grid.secondsPerCell)));
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}
