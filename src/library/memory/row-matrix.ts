/** Many vectors of eight bits a value, scored in WASM with SIMD. Legend: D = vector size, R = rows. */
import { compileWasm, WASM_PAGE_BYTES, type WasmMemory } from '../../web-assembly.js';
import { ROW_MATRIX_WASM } from './row-matrix-wasm.js';

/** See row-matrix.wat; addresses and sizes in bytes. */
interface RowMatrixExports {
  readonly memory: WasmMemory;
  readonly score: (rows: number, size: number, query: number, list: number, count: number, out: number) => void;
  readonly scan: (row: number, size: number, count: number, query: number, out: number) => void;
  readonly compare: (row: number, size: number, scales: number, count: number, query: number, out: number) => void;
}

/** The inner loop takes this many values at a time. */
const STEP = 16;
/** Rows that one call scores. */
const ROWS_PER_CALL = 16_384;
/** Rows that one call compares with vectors; their products fill the room of the scores. */
const ROWS_PER_COMPARISON = ROWS_PER_CALL / 8;
/** Vectors that one call compares with rows. */
const VECTORS_PER_CALL = 8;
/** Largest value of a query: products with 127 over 16,384 values stay within 32 bits. */
const QUERY_LARGEST = 1023;
/** Memory grows by a quarter, so that adding rows one song at a time costs little. */
const GROWTH = 1.25;

const instantiate = compileWasm<RowMatrixExports>(ROW_MATRIX_WASM);

/** Rows that follow each other. */
export interface RowSpan {
  readonly first: number;
  readonly count: number;
}

export class RowMatrix {
  private readonly wasm = instantiate();
  /** View on the whole memory, renewed when that grows. */
  private bytes = new Int8Array(this.wasm.memory.buffer);
  /** Bytes of a row: D, filled up with zeros. */
  private readonly stride: number;
  private readonly list: number;
  private readonly out: number;
  private readonly start: number;
  private scales = new Float32Array(1024);
  /** 0, 1, 2, … */
  private everyRow = new Int32Array(0);
  /** R */
  rowCount = 0;

  /** @param size - D. */
  constructor(private readonly size: number) {
    this.stride = Math.ceil(size / STEP) * STEP;
    this.list = this.stride * VECTORS_PER_CALL * Float64Array.BYTES_PER_ELEMENT;
    this.out = this.list + ROWS_PER_CALL * 4;
    this.start = this.out + ROWS_PER_CALL * 4;
    this.reserve(0);
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.rowCount = 0;
  }

  /** @param values - shape (rows, D); @param scales - shape (rows). @returns the number of the first new row. */
  append(values: Int8Array, scales: Float32Array): number {
    const first = this.rowCount;
    this.reserve(first + scales.length);
    const target = this.bytes;
    if (this.stride === this.size) target.set(values, this.start + first * this.stride);
    else
      for (let n = 0; n < scales.length; n++)
        target.set(values.subarray(n * this.size, (n + 1) * this.size), this.start + (first + n) * this.stride);
    this.scales.set(scales, first);
    this.rowCount += scales.length;
    return first;
  }

  /**
   * Dot products of a vector with rows.
   *
   * @param rows - row numbers, shape (n). @param vector - shape (D); it is rounded to about eleven bits.
   * @returns shape (n), in the order of `rows`.
   */
  score(rows: Int32Array, vector: Float32Array): Float32Array {
    const { memory, score } = this.wasm;
    const step = this.writeQuery(vector);
    const scores = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at += ROWS_PER_CALL) {
      const part = rows.subarray(at, at + ROWS_PER_CALL);
      new Int32Array(memory.buffer, this.list, part.length).set(part);
      score(this.start, this.stride, 0, this.list, part.length, this.out);
      const sums = new Int32Array(memory.buffer, this.out, part.length);
      for (let i = 0; i < part.length; i++)
        scores[at + i] = (sums[i] as number) * step * (this.scales[part[i] as number] as number);
    }
    return scores;
  }

  /** Dot products of a vector with all R rows, as {@link score}. @returns shape (R). */
  scoreAll(vector: Float32Array): Float32Array {
    if (this.everyRow.length < this.rowCount) {
      this.everyRow = new Int32Array(this.scales.length);
      for (let row = 0; row < this.everyRow.length; row++) this.everyRow[row] = row;
    }
    return this.score(this.everyRow.subarray(0, this.rowCount), vector);
  }

  /** The exact dot product of a vector, shape (D), with one row. */
  dot(row: number, vector: Float32Array): number {
    const start = this.start + row * this.stride;
    let sum = 0;
    for (let d = 0; d < this.size; d++) sum += (this.bytes[start + d] as number) * (vector[d] as number);
    return Math.fround(sum * (this.scales[row] as number)); // as the products of packed clips are kept
  }

  /**
   * The exact dot products of S vectors with spans of rows, the same to the last bit as in JavaScript on the unpacked rows.
   *
   * @returns for each span of N rows an array of shape (S, N), row-major.
   */
  compare(spans: readonly RowSpan[], vectors: readonly Float32Array[]): Float32Array[] {
    const products = spans.map(({ count }) => new Float32Array(vectors.length * count));
    for (let at = 0; at < vectors.length; at += VECTORS_PER_CALL) {
      const some = vectors.slice(at, at + VECTORS_PER_CALL);
      this.writeVectors(some);
      for (const [i, span] of spans.entries())
        this.compareSpan(span, some.length, products[i] as Float32Array, at * span.count);
    }
    return products;
  }

  private compareSpan({ first, count }: RowSpan, vectorCount: number, target: Float32Array, at: number): void {
    const { buffer } = this.wasm.memory;
    for (let row = 0; row < count; row += ROWS_PER_COMPARISON) {
      const rows = Math.min(ROWS_PER_COMPARISON, count - row);
      new Float32Array(buffer, this.list, rows).set(this.scales.subarray(first + row, first + row + rows));
      this.wasm.compare(this.start + (first + row) * this.stride, this.stride, this.list, rows, 0, this.out);
      const out = new Float32Array(buffer, this.out, rows * VECTORS_PER_CALL);
      for (let s = 0; s < vectorCount; s++)
        for (let n = 0; n < rows; n++) target[at + s * count + row + n] = out[n * VECTORS_PER_CALL + s] as number;
    }
  }

  /**
   * Dot products of S vectors with all R rows; the vectors are rounded to about eleven bits.
   *
   * @returns shape (S, R), row-major.
   */
  scan(vectors: readonly Float32Array[]): Float32Array[] {
    const products = vectors.map(() => new Float32Array(this.rowCount));
    for (let at = 0; at < vectors.length; at += VECTORS_PER_CALL) {
      const some = vectors.slice(at, at + VECTORS_PER_CALL);
      const steps = this.writeQueries(some);
      for (let row = 0; row < this.rowCount; row += ROWS_PER_COMPARISON) {
        const rows = Math.min(ROWS_PER_COMPARISON, this.rowCount - row);
        this.wasm.scan(this.start + row * this.stride, this.stride, rows, 0, this.out);
        const sums = new Int32Array(this.wasm.memory.buffer, this.out, rows * VECTORS_PER_CALL);
        for (let s = 0; s < some.length; s++) {
          const [target, step] = [products[at + s] as Float32Array, steps[s] as number];
          for (let n = 0; n < rows; n++)
            target[row + n] = (sums[n * VECTORS_PER_CALL + s] as number) * step * (this.scales[row + n] as number);
        }
      }
    }
    return products;
  }

  /** The values of rows that follow each other, shape (count, D), and their scales: copies. */
  read(first: number, count: number): { values: Int8Array; scales: Float32Array } {
    const rows = new Int8Array(this.wasm.memory.buffer, this.start + first * this.stride, count * this.stride);
    const values = this.stride === this.size ? rows.slice() : new Int8Array(count * this.size);
    for (let n = 0; n < count && this.stride !== this.size; n++)
      values.set(rows.subarray(n * this.stride, n * this.stride + this.size), n * this.size);
    return { values, scales: this.scales.slice(first, first + count) };
  }

  private writeVectors(vectors: readonly Float32Array[]): void {
    const query = new Float64Array(this.wasm.memory.buffer, 0, this.stride * VECTORS_PER_CALL).fill(0);
    for (const [s, vector] of vectors.entries())
      for (let d = 0; d < this.size; d++) query[d * VECTORS_PER_CALL + s] = vector[d] as number;
  }

  /** @returns what one step of each rounded vector stands for. */
  private writeQueries(vectors: readonly Float32Array[]): number[] {
    const query = new Int16Array(this.wasm.memory.buffer, 0, this.stride * VECTORS_PER_CALL).fill(0);
    return vectors.map((vector, s) => {
      const step = stepOf(vector);
      for (let d = 0; d < vector.length; d++) {
        const place = (d - (d % STEP)) * VECTORS_PER_CALL + s * STEP + (d % STEP);
        query[place] = Math.round((vector[d] as number) / step);
      }
      return step;
    });
  }

  /** @returns what one step of the rounded query stands for. */
  private writeQuery(vector: Float32Array): number {
    const step = stepOf(vector);
    const query = new Int16Array(this.wasm.memory.buffer, 0, this.stride).fill(0);
    for (let d = 0; d < vector.length; d++) query[d] = Math.round((vector[d] as number) / step);
    return step;
  }

  private reserve(rows: number): void {
    const { memory } = this.wasm;
    const needed = this.start + rows * this.stride;
    if (needed > memory.buffer.byteLength) {
      const wanted = Math.max(needed, rows > 0 ? memory.buffer.byteLength * GROWTH : 0);
      memory.grow(Math.ceil((wanted - memory.buffer.byteLength) / WASM_PAGE_BYTES));
      this.bytes = new Int8Array(memory.buffer);
    }
    if (rows > this.scales.length) {
      const larger = new Float32Array(Math.ceil(rows * GROWTH));
      larger.set(this.scales);
      this.scales = larger;
    }
  }
}

function stepOf(vector: Float32Array): number {
  let largest = 0;
  for (let d = 0; d < vector.length; d++) largest = Math.max(largest, Math.abs(vector[d] as number));
  return largest / QUERY_LARGEST || 1;
}
