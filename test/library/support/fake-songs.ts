/** Songs for the store that no model has heard: vectors drawn from a seed. */
import type { FileRecord } from '../../../src/library/file-record.js';
import type { NewTrack } from '../../../src/library/stored-track.js';
import type { ModelIdentity } from '../../../src/types.js';

export const SIZE = 8;
export const IDENTITY: ModelIdentity = { name: 'fake', version: '1', sha256: 'a'.repeat(64) };
export const MODEL = { identity: IDENTITY, embeddingSize: SIZE };

/** Numbers in -1..1 that are the same in every run. */
export function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

export function vectorOf(seed: number, size = SIZE): Float32Array {
  return new Float32Array(size).map(random(seed));
}

export function fakeTrack(n: number, overrides: Partial<NewTrack> = {}): NewTrack {
  return {
    trackId: `track-${n}`,
    path: `/music/song ${n}.mp3`,
    title: `Song ${n}`,
    artist: 'Nobody',
    album: null,
    genre: [],
    year: null,
    durationSeconds: 60 + n,
    tempoBpm: 100 + n,
    tempoConfidence: 0.5,
    key: 'A minor',
    keyConfidence: 0.5,
    loudnessDb: -14,
    song: vectorOf(n),
    tagLogits: vectorOf(n + 0.5, 3),
    clips: Array.from({ length: 6 }, (_, c) => ({
      startSeconds: 10 * c,
      embedding: vectorOf(1000 + n * 10 + c),
      lufs: -20 + c,
    })),
    sections: [0, 1, 2].map((s) => ({
      startSeconds: 20 * s,
      endSeconds: 20 * (s + 1),
      label: 'ABA'[s] as string,
      function: 'verse',
      confidence: 0.5,
    })),
    ...overrides,
  };
}

export function fileOf(track: NewTrack, path = track.path): FileRecord {
  return { path, trackId: track.trackId, sizeBytes: 1, mtimeMs: 1, state: 'ready', code: null, message: null };
}
