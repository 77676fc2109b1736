/** Songs in memory: what is known of them, and their clips and song vectors at eight bits a value. Legend: D = embedding size. */
import type { NearSong } from '../nearest.js';
import { type ComparedClips, type PackedClips, type StoredClip, unpackClips } from '../packed-clips.js';
import type { StoredTrack } from '../stored-track.js';
import { bestOf } from './best-of.js';
import { type Direction, exactNearness } from './nearness.js';
import { RowMatrix } from './row-matrix.js';
import { SongVectors } from './song-vectors.js';

interface HeldSong {
  readonly track: StoredTrack;
  /** First row of its clips. */
  readonly firstClip: number;
  readonly startSeconds: Float32Array;
  readonly lufs: Float32Array | null;
}

/** Songs up to which a library is filled into memory for its first question. */
export const EXACT_SONGS = 2_000;

/** Of what the matrix finds, this many times more than wanted is ranked by the exact scores. */
const REFINED = 1.25;

export class HeldSongs {
  private readonly songs = new Map<string, HeldSong>();
  private readonly clipRows: RowMatrix;
  // Song vectors lie in a matrix of their own: read from end to end, a row costs a tenth of what it does when picked.
  private readonly vectors: SongVectors;
  /** Whose each song vector is; empty where the song is gone. */
  private readonly owners: (string | null)[] = [];
  private readonly ownerRows = new Map<string, number>();
  private deadRows = 0;

  constructor(embeddingSize: number) {
    this.clipRows = new RowMatrix(embeddingSize);
    this.vectors = new SongVectors(embeddingSize);
  }

  get size(): number {
    return this.songs.size;
  }

  /** Whether more than half of the memory belongs to songs that are gone. */
  get isWorn(): boolean {
    return this.deadRows * 2 > this.clipRows.rowCount;
  }

  add(track: StoredTrack, clips: PackedClips): void {
    const { trackId } = track;
    this.remove(trackId);
    const firstClip = this.clipRows.append(clips.values, clips.scales);
    this.songs.set(trackId, { track, firstClip, startSeconds: clips.startSeconds, lufs: clips.lufs });
    const row = this.vectors.append(track.song);
    this.owners[row] = trackId;
    this.ownerRows.set(trackId, row);
  }

  remove(trackId: string): void {
    const song = this.songs.get(trackId);
    if (!song) return;
    this.deadRows += song.startSeconds.length;
    this.songs.delete(trackId);
    this.owners[this.ownerRows.get(trackId) as number] = null;
    this.ownerRows.delete(trackId);
  }

  /** Of all songs. */
  ids(): string[] {
    return [...this.songs.keys()];
  }

  track(trackId: string): StoredTrack | null {
    return this.songs.get(trackId)?.track ?? null;
  }

  clips(trackId: string): StoredClip[] | null {
    const song = this.songs.get(trackId);
    if (!song) return null;
    const { firstClip, startSeconds, lufs } = song;
    return unpackClips({ startSeconds, lufs, ...this.clipRows.read(firstClip, startSeconds.length) });
  }

  /** Compares S vectors with the N clips of each song; songs that are not held are left out. */
  compare(trackIds: readonly string[], vectors: readonly Float32Array[]): Map<string, ComparedClips> {
    const songs = trackIds.flatMap((id) => this.songs.get(id) ?? []);
    const spans = songs.map(({ firstClip, startSeconds }) => ({ first: firstClip, count: startSeconds.length }));
    const products = this.clipRows.compare(spans, vectors);
    return new Map(
      songs.map(({ track: { trackId }, lufs }, i) => [
        trackId,
        { products: products[i] as Float32Array, lufs, clips: () => this.clips(trackId) ?? [] },
      ]),
    );
  }

  /** Best first. @param allowed - only these; null: all. */
  nearest(to: Direction, limit: number, allowed: ReadonlySet<string> | null): NearSong[] {
    const scores = this.vectors.score(to);
    for (let row = 0; row < scores.length; row++) {
      const owner = this.owners[row] ?? null;
      if (owner === null || (allowed !== null && !allowed.has(owner))) scores[row] = Number.NEGATIVE_INFINITY;
    }
    const near = bestOf(scores, Math.ceil(limit * REFINED))
      .filter((row) => scores[row] !== Number.NEGATIVE_INFINITY)
      .map((row) => {
        const trackId = this.owners[row] as string;
        return { trackId, score: exactNearness((this.track(trackId) as StoredTrack).song, to) };
      });
    return near.sort((a, b) => b.score - a.score).slice(0, limit);
  }
}
