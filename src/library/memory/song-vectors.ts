/** Song vectors at eight bits a value, all ranked at once. Legend: D = embedding size, R = songs. */
import { packVector } from '../packed-clips.js';
import { type Direction, dot, nearnessTo } from './nearness.js';
import { RowMatrix } from './row-matrix.js';

export class SongVectors {
  private readonly rows: RowMatrix;
  private readonly values: Int8Array;
  /** Squared lengths, shape (R) and room for more. */
  private squares = new Float32Array(1024);

  constructor(embeddingSize: number) {
    this.rows = new RowMatrix(embeddingSize);
    this.values = new Int8Array(embeddingSize);
  }

  /** R */
  get size(): number {
    return this.rows.rowCount;
  }

  /** @param vector - shape (D). @returns the number of the song. */
  append(vector: Float32Array): number {
    const scale = packVector(vector, this.values);
    const row = this.rows.append(this.values, Float32Array.of(scale));
    if (row >= this.squares.length) {
      const larger = new Float32Array(this.squares.length * 2);
      larger.set(this.squares);
      this.squares = larger;
    }
    this.squares[row] = dot(vector, vector);
    return row;
  }

  /** The vector of a song as it is kept, shape (D). */
  read(row: number): Float32Array {
    const { values, scales } = this.rows.read(row, 1);
    const vector = new Float32Array(values.length);
    for (let d = 0; d < vector.length; d++) vector[d] = (values[d] as number) * (scales[0] as number);
    return vector;
  }

  /** How near each song lies, right to about a hundredth of the songs' spread; shape (R). */
  score(to: Direction): Float32Array {
    const scores = this.rows.scoreAll(to.direction);
    if (to.centre === null) return scores;
    const [withCentre, nearness] = [this.rows.scoreAll(to.centre), nearnessTo(to)];
    for (let r = 0; r < scores.length; r++)
      scores[r] = nearness(scores[r] as number, withCentre[r] as number, this.squares[r] as number);
    return scores;
  }
}
