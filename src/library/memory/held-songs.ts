/** Songs in memory: what is known of them, and their vectors in one matrix of eight bits a value. Legend: D = embedding size. */
import type { NearClip, NearSong } from '../nearest.js';
import { type PackedClips, packVector, type StoredClip, unpackClips } from '../packed-clips.js';
import type { StoredTrack } from '../stored-track.js';
import { bestOf } from './best-of.js';
import { RowMatrix } from './row-matrix.js';

interface HeldSong {
  readonly track: StoredTrack;
  /** First row of its clips. */
  readonly firstClip: number;
  readonly startSeconds: Float32Array;
  /** Row of the song vector in its matrix. */
  readonly vector: number;
  /** First row of the clips that stand for all in their matrix, and how many there are. */
  readonly firstLandmark: number;
  readonly landmarkCount: number;
}

/** Songs up to which every clip is scored. */
export const EXACT_SONGS = 2_000;
/** Of what the matrix finds, this many times more than wanted is ranked by the exact products. */
const REFINED = 1.25;
/** Landmarks that are looked at for each clip that is wanted, and the songs behind them whose clips are scored. */
const LANDMARKS_PER_CLIP = 2;
const MOST_SONGS_SCORED = 400;

/** What every song has for each of S vectors; n = songs. */
export interface SongOverview {
  /** n track ids. */
  readonly trackIds: readonly string[];
  /** Dot products with the song vectors: S arrays of shape (n). */
  readonly song: readonly Float32Array[];
  /** The highest dot product with one of the clips that stand for all: S arrays of shape (n). */
  readonly bestClip: readonly Float32Array[];
}

/** Rows, and the song that each belongs to, side by side. */
interface RowList {
  readonly rows: Int32Array;
  readonly owners: readonly HeldSong[];
}

export class HeldSongs {
  private readonly songs = new Map<string, HeldSong>();
  // Song vectors and landmarks lie in matrices of their own: read from end to end, a row costs a tenth of what it does when picked.
  private readonly clipRows: RowMatrix;
  private readonly vectorRows: RowMatrix;
  private readonly landmarkRows: RowMatrix;
  private deadRows = 0;
  private lists: { vectors: RowList; landmarks: RowList } | null = null;

  constructor(private readonly embeddingSize: number) {
    this.clipRows = new RowMatrix(embeddingSize);
    this.vectorRows = new RowMatrix(embeddingSize);
    this.landmarkRows = new RowMatrix(embeddingSize);
  }

  get size(): number {
    return this.songs.size;
  }

  /** Whether more than half of the memory belongs to songs that are gone. */
  get isWorn(): boolean {
    return this.deadRows * 2 > this.clipRows.rowCount;
  }

  /** @param landmarkSeconds - starts of the clips that stand for all. */
  add(track: StoredTrack, clips: PackedClips, landmarkSeconds: readonly number[]): void {
    this.remove(track.trackId);
    const values = new Int8Array(this.embeddingSize);
    const scale = packVector(track.song, values);
    const wanted = new Set(landmarkSeconds.map(Math.fround));
    const landmarks = [...clips.startSeconds.keys()].filter((n) => wanted.has(clips.startSeconds[n] as number));
    const firstLandmark = this.landmarkRows.rowCount;
    for (const n of landmarks) {
      const row = clips.values.subarray(n * this.embeddingSize, (n + 1) * this.embeddingSize);
      this.landmarkRows.append(row, clips.scales.subarray(n, n + 1));
    }
    this.songs.set(track.trackId, {
      track,
      firstClip: this.clipRows.append(clips.values, clips.scales),
      startSeconds: clips.startSeconds,
      vector: this.vectorRows.append(values, Float32Array.of(scale)),
      firstLandmark,
      landmarkCount: landmarks.length,
    });
    this.lists = null;
  }

  remove(trackId: string): void {
    const song = this.songs.get(trackId);
    if (!song) return;
    this.deadRows += song.startSeconds.length;
    this.songs.delete(trackId);
    this.lists = null;
  }

  track(trackId: string): StoredTrack | null {
    return this.songs.get(trackId)?.track ?? null;
  }

  clips(trackId: string): StoredClip[] | null {
    const song = this.songs.get(trackId);
    if (!song) return null;
    const { firstClip, startSeconds } = song;
    return unpackClips({ startSeconds, ...this.clipRows.read(firstClip, startSeconds.length) });
  }

  /** Dot products of S vectors with the N clips of each song, shape (S, N), row-major; songs that are not held are left out. */
  compare(trackIds: readonly string[], vectors: readonly Float32Array[]): Map<string, Float32Array> {
    const songs = trackIds.flatMap((id) => this.songs.get(id) ?? []);
    const spans = songs.map(({ firstClip, startSeconds }) => ({ first: firstClip, count: startSeconds.length }));
    const products = this.clipRows.compare(spans, vectors);
    return new Map(songs.map(({ track }, i) => [track.trackId, products[i] as Float32Array]));
  }

  /** @param allowed - only these; null: all. Products are right to about a thousandth. */
  overview(vectors: readonly Float32Array[], allowed: ReadonlySet<string> | null): SongOverview {
    const all = this.rowLists().vectors.owners;
    const songs = allowed ? all.filter(({ track }) => allowed.has(track.trackId)) : all;
    const [ofVectors, ofLandmarks] = [this.vectorRows.scan(vectors), this.landmarkRows.scan(vectors)];
    return {
      trackIds: songs.map(({ track }) => track.trackId),
      song: ofVectors.map((products) => vectorOfEach(products, songs)),
      bestClip: ofLandmarks.map((products) => bestOfEach(products, songs)),
    };
  }

  /** Best first, by dot product. @param allowed - only these; null: all. */
  nearestSongs(vector: Float32Array, limit: number, allowed: ReadonlySet<string> | null): NearSong[] {
    const { rows, owners } = within(this.rowLists().vectors, allowed);
    const near = bestOf(this.vectorRows.score(rows, vector), Math.ceil(limit * REFINED)).map((place) => {
      const { trackId, song } = (owners[place] as HeldSong).track;
      return { trackId, score: dot(song, vector) };
    });
    return near.sort(byScore).slice(0, limit);
  }

  /** Best first, by dot product. Landmarks lead to the songs, unless these are few. */
  nearestClips(vector: Float32Array, limit: number, allowed: ReadonlySet<string> | null): NearClip[] {
    const { rows, owners } = clipsOf(this.clipCandidates(vector, limit, allowed));
    const near = bestOf(this.clipRows.score(rows, vector), Math.ceil(limit * REFINED)).map((place) => {
      const [song, row] = [owners[place] as HeldSong, rows[place] as number];
      const startSeconds = song.startSeconds[row - song.firstClip] as number;
      return { trackId: song.track.trackId, startSeconds, score: this.clipRows.dot(row, vector) };
    });
    return near.sort(byScore).slice(0, limit);
  }

  private clipCandidates(vector: Float32Array, limit: number, allowed: ReadonlySet<string> | null): Iterable<HeldSong> {
    if (allowed === null && this.songs.size <= EXACT_SONGS) return this.songs.values();
    if (allowed !== null && allowed.size <= EXACT_SONGS) return [...allowed].flatMap((id) => this.songs.get(id) ?? []);
    const { rows, owners } = within(this.rowLists().landmarks, allowed);
    const places = bestOf(this.landmarkRows.score(rows, vector), limit * LANDMARKS_PER_CLIP);
    return [...new Set(places.map((place) => owners[place] as HeldSong))].slice(0, MOST_SONGS_SCORED);
  }

  private rowLists(): { vectors: RowList; landmarks: RowList } {
    if (this.lists === null) {
      const songs = [...this.songs.values()];
      const owners = songs.flatMap((song) => Array<HeldSong>(song.landmarkCount).fill(song));
      const rows = songs.flatMap((song) =>
        Array.from({ length: song.landmarkCount }, (_, n) => song.firstLandmark + n),
      );
      this.lists = {
        vectors: { rows: Int32Array.from(songs, ({ vector }) => vector), owners: songs },
        landmarks: { rows: Int32Array.from(rows), owners },
      };
    }
    return this.lists;
  }
}

/** The product of each song's vector. Plain loops, as below. */
function vectorOfEach(products: Float32Array, songs: readonly HeldSong[]): Float32Array {
  const own = new Float32Array(songs.length);
  for (let i = 0; i < songs.length; i++) own[i] = products[(songs[i] as HeldSong).vector] as number;
  return own;
}

/** The highest product of each song's landmarks. Plain loops: it is done for each sentence of each question. */
function bestOfEach(products: Float32Array, songs: readonly HeldSong[]): Float32Array {
  const best = new Float32Array(songs.length);
  for (let i = 0; i < songs.length; i++) {
    const { firstLandmark, landmarkCount } = songs[i] as HeldSong;
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = firstLandmark; row < firstLandmark + landmarkCount; row++)
      if ((products[row] as number) > highest) highest = products[row] as number;
    best[i] = highest;
  }
  return best;
}

function within(list: RowList, allowed: ReadonlySet<string> | null): RowList {
  if (allowed === null) return list;
  const places = [...list.owners.keys()].filter((i) => allowed.has((list.owners[i] as HeldSong).track.trackId));
  return {
    rows: Int32Array.from(places, (i) => list.rows[i] as number),
    owners: places.map((i) => list.owners[i] as HeldSong),
  };
}

/** All clips of songs. Plain loops: it is done for each sentence of each question. */
function clipsOf(songs: Iterable<HeldSong>): RowList {
  const all = [...songs];
  const rows = new Int32Array(all.reduce((sum, { startSeconds }) => sum + startSeconds.length, 0));
  const owners = new Array<HeldSong>(rows.length);
  let at = 0;
  for (const song of all) {
    for (let n = 0; n < song.startSeconds.length; n++, at++) {
      rows[at] = song.firstClip + n;
      owners[at] = song;
    }
  }
  return { rows, owners };
}

function byScore(a: NearSong, b: NearSong): number {
  return b.score - a.score;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < b.length; d++) sum += (a[d] as number) * (b[d] as number);
  return sum;
}
