/** All songs of a large library by their song vectors: 310 bytes each at D = 256. */
import type { RecordBatch } from 'apache-arrow';
import type { NearSong } from '../nearest.js';
import { bestOf } from './best-of.js';
import { IdColumn } from './id-column.js';
import type { Direction } from './nearness.js';
import { SongVectors } from './song-vectors.js';

/** Songs that were written again are there twice: so many more than wanted are looked at. */
const SPARE = 32;
/** Places of songs that were found lately: they are read next. */
const MOST_RECENT = 20_000;

export class SketchedSongs {
  private readonly vectors: SongVectors;
  private readonly ids = new IdColumn();
  private rowIds = new BigInt64Array(1024);
  private readonly recent = new Map<string, number>();
  /** The highest row id of the table so far; rows that are written later have higher ones. */
  newestRow = -1n;

  constructor(private readonly embeddingSize: number) {
    this.vectors = new SongVectors(embeddingSize);
  }

  get size(): number {
    return this.vectors.size;
  }

  /** @param batch - with the columns trackId, song and _rowid. */
  add(batch: RecordBatch): void {
    const [ids, songs, rows] = ['trackId', 'song', '_rowid'].map((name) => batch.getChild(name));
    const size = this.embeddingSize;
    const offset = (songs?.data[0]?.offset ?? 0) * size;
    const values = songs?.data[0]?.children[0]?.values as Float32Array;
    for (let row = 0; row < batch.numRows; row++) {
      this.ids.append(ids?.get(row) as string);
      const place = this.vectors.append(values.subarray(offset + row * size, offset + (row + 1) * size));
      this.keepRowId(place, rows?.get(row) as bigint);
    }
  }

  private keepRowId(place: number, rowId: bigint): void {
    if (place >= this.rowIds.length) {
      const larger = new BigInt64Array(this.rowIds.length * 2);
      larger.set(this.rowIds);
      this.rowIds = larger;
    }
    this.rowIds[place] = rowId;
    if (rowId > this.newestRow) this.newestRow = rowId;
  }

  /** Best first; songs that have been removed since may be among them. */
  nearest(to: Direction, limit: number): NearSong[] {
    const scores = this.vectors.score(to);
    const found = new Map<string, number>();
    if (this.recent.size > MOST_RECENT) this.recent.clear();
    for (const place of bestOf(scores, limit + SPARE)) {
      const trackId = this.ids.get(place);
      const known = found.get(trackId);
      if (known === undefined) found.set(trackId, scores[place] as number);
      const isNewer = known === undefined || place > (this.recent.get(trackId) as number); // rows are added in the order of their writing
      if (isNewer) this.recent.set(trackId, place);
    }
    return [...found].slice(0, limit).map(([trackId, score]) => ({ trackId, score }));
  }

  /** The row of a song that was found lately, as it was when the songs were read; null where it is not known. */
  rowOf(trackId: string): bigint | null {
    const place = this.recent.get(trackId);
    return place === undefined ? null : (this.rowIds[place] as bigint);
  }

  /** The vector of a song that was found lately, at eight bits a value; null where it is not known. */
  vectorOf(trackId: string): Float32Array | null {
    const place = this.recent.get(trackId);
    return place === undefined ? null : this.vectors.read(place);
  }
}
