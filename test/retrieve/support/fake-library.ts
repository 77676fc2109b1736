/** Songs told clip by clip in words, in a library that keeps them in memory. */

import { expect } from '@jest/globals';
import type { DecoderPool } from '../../../src/audio/decoder-pool.js';
import type { FileRecord } from '../../../src/library/file-record.js';
import type { StoredTrack } from '../../../src/library/stored-track.js';
import type { TrackFilter } from '../../../src/library/track-filter.js';
import type { SimilarLibrary, SimilarWorkspace } from '../../../src/retrieve/similar/similar-query.js';
import { dot } from '../../../src/retrieve/vectors.js';
import type { Segment, SegmentFunction } from '../../../src/types.js';
import { fakeModel, fakeTextVector } from './fake-model.js';

export interface ToldSong {
  readonly trackId: string;
  /** What is heard in each 10 s clip. */
  readonly clips: readonly string[];
  readonly durationSeconds?: number;
  readonly tempoBpm?: number;
  readonly key?: string;
  /** Mean loudness of each clip. */
  readonly lufs?: readonly number[];
  /** Of a library from before sections were stored. */
  readonly hasNoSections?: boolean;
}

/** @param files - what the library last saw of files. */
export function fakeWorkspace(songs: readonly ToldSong[], model = fakeModel(), files: readonly FileRecord[] = []) {
  const clipsOf = new Map(
    songs.map(({ trackId, clips }) => [
      trackId,
      clips.map((text, index) => ({ startSeconds: index * 10, embedding: fakeTextVector(text) })),
    ]),
  );
  const lufsOf = new Map(songs.map(({ trackId, lufs }) => [trackId, lufs ? Float32Array.from(lufs) : null]));
  const tracks = songs.map((song): StoredTrack => {
    const clips = clipsOf.get(song.trackId) ?? [];
    return {
      trackId: song.trackId,
      path: `/music/${song.trackId}.flac`,
      title: song.trackId.toUpperCase(),
      artist: null,
      album: null,
      genre: [],
      year: null,
      durationSeconds: song.durationSeconds ?? clips.length * 10,
      tempoBpm: song.tempoBpm ?? null,
      tempoConfidence: 1,
      key: song.key ?? null,
      keyConfidence: 1,
      loudnessDb: -14,
      song: model.poolSong(clips.map((clip) => clip.embedding)),
      tagLogits: new Float32Array(0),
    };
  });
  const passing = (filter: TrackFilter = {}) =>
    tracks.filter(({ durationSeconds }) => {
      const [low, high] = filter.durationSeconds ?? [0, Number.POSITIVE_INFINITY];
      return durationSeconds >= low && durationSeconds <= high;
    });
  const nearest = <T extends { score: number }>(hits: T[], limit: number) =>
    hits.sort((a, b) => b.score - a.score).slice(0, limit);
  const sectionsOf = new Map(songs.map((song) => [song.trackId, song.hasNoSections ? [] : sectionsByText(song)]));
  const library: SimilarLibrary = {
    countTracks: async () => tracks.length,
    tracks: async (ids) => tracks.filter((track) => ids.includes(track.trackId)),
    findTrack: async (reference) =>
      tracks.find((track) => [track.trackId, track.path, track.title].includes(reference)) ?? null,
    filesUnder: async () => [...files],
    filterTracks: async (filter) => passing(filter).map((track) => track.trackId),
    clips: async (ids) => new Map(ids.map((id) => [id, clipsOf.get(id) ?? []])),
    roughSongs: async () => null,
    compareClips: async (ids, vectors) =>
      new Map(
        ids.flatMap((id) => {
          const clips = clipsOf.get(id) ?? [];
          const rows = vectors.flatMap((vector) => clips.map(({ embedding }) => dot(vector, embedding)));
          return clips.length > 0
            ? [[id, { products: Float32Array.from(rows), lufs: lufsOf.get(id) ?? null, clips: () => clips }] as const]
            : [];
        }),
      ),
    sections: async (ids) =>
      new Map(ids.flatMap((id) => (sectionsOf.get(id)?.length ? [[id, sectionsOf.get(id) ?? []] as const] : []))),
    countWithoutSections: async () => songs.filter(({ hasNoSections }) => hasNoSections).length,
    nearestSongs: async (vector, limit, filter) =>
      nearest(
        passing(filter).map(({ trackId, song }) => ({ trackId, score: dot(vector, song) })),
        limit,
      ),
  };
  const decoders = { decode: () => expect(undefined).toBe('a song that must be decoded') } as unknown as DecoderPool;
  const workspace: SimilarWorkspace = {
    decoders,
    model: async () => model,
    library: async () => library,
    notices: async () => [],
  };
  return { workspace, library, model, tracks };
}

/** A section wherever the text changes; equal texts share a letter. */
function sectionsByText({ clips: texts }: ToldSong): Segment[] {
  const letters = [...new Set(texts)];
  const starts = [...texts.keys()].filter((n) => n === 0 || texts[n] !== texts[n - 1]);
  return starts.map((n, i) => ({
    startSeconds: 10 * n,
    endSeconds: 10 * (starts[i + 1] ?? texts.length),
    label: 'ABCDEFGH'[letters.indexOf(texts[n] as string)] as string,
    function: 'verse' as const,
    confidence: 0.5,
  }));
}

/** One section after the other, each as long as the others. */
export function sectionsFor(
  functions: readonly SegmentFunction[],
  { seconds, confidence }: { seconds: number; confidence: number },
): Segment[] {
  return functions.map((name, n) => {
    const [startSeconds, endSeconds] = [seconds * n, seconds * (n + 1)];
    return { startSeconds, endSeconds, label: 'A', function: name, confidence };
  });
}
