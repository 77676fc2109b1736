/**
 * The clip vectors of one song in one column: eight bits a value, with a scale for each clip.
 * At D = 256 a 4-minute song takes 6.3 kB instead of 24.6 kB in float32 (docs/decisions/0002-vector-store.md has the loss).
 * Layout, little-endian: version u16, N u16 · starts f32 × N · scales f32 × N · values i8 × (N, D) · from version 2 on levels u8 × N.
 * Legend: N = clips, D = embedding size.
 */
import { SILENCE_LUFS } from '../embed/loudness.js';
import { CollapError } from '../errors.js';

export interface StoredClip {
  readonly startSeconds: number;
  /** Shape (D). */
  readonly embedding: Float32Array;
  /** Mean loudness, -70 and up; songs that were indexed before levels were kept have none. */
  readonly lufs?: number;
}

/** Clip vectors as they lie in the table: `embedding[d] = values[n·D + d] · scales[n]`. */
export interface PackedClips {
  readonly startSeconds: Float32Array;
  readonly scales: Float32Array;
  /** Shape (N, D), row-major. */
  readonly values: Int8Array;
  /** Mean loudness of each clip, shape (N); null where it is not known. */
  readonly lufs: Float32Array | null;
}

/** A song's clips and what vectors gave with them. */
export interface ComparedClips {
  /** Dot products of S vectors with the N clips, shape (S, N), row-major. */
  readonly products: Float32Array;
  /** Mean loudness of each clip, shape (N); null where it is not known. */
  readonly lufs: Float32Array | null;
  /** The clips themselves, in playing order; reads nothing again. Empty where the song was removed meanwhile. */
  clips(): StoredClip[];
}

const VERSION = 2;
const WITHOUT_LEVELS = 1;
const HEADER_BYTES = 4;
const LARGEST = 127;
/** Levels from -70 LUFS up in steps of 0.3 LU: a byte reaches 6.5 LUFS. */
const LEVEL_STEP = 0.3;

export function packClips(clips: readonly StoredClip[]): Uint8Array {
  const size = clips[0]?.embedding.length ?? 0;
  const count = clips.length;
  const levels = lufsOf(clips);
  const bytes = new Uint8Array(HEADER_BYTES + count * (8 + size + (levels ? 1 : 0)));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, levels ? VERSION : WITHOUT_LEVELS, true);
  view.setUint16(2, count, true);
  const values = new Int8Array(bytes.buffer, HEADER_BYTES + 8 * count);
  for (const [n, { startSeconds, embedding }] of clips.entries()) {
    view.setFloat32(HEADER_BYTES + 4 * n, startSeconds, true);
    const scale = packVector(embedding, values.subarray(n * size, (n + 1) * size));
    view.setFloat32(HEADER_BYTES + 4 * (count + n), scale, true);
  }
  if (levels) bytes.set(levels.map(packLevel), HEADER_BYTES + count * (8 + size));
  return bytes;
}

/** @returns mean loudness of each clip, shape (N); null where it is not known of all, or there are none. */
export function lufsOf(clips: readonly StoredClip[]): Float32Array | null {
  const levels = clips.flatMap(({ lufs }) => (lufs === undefined ? [] : [lufs]));
  return levels.length > 0 && levels.length === clips.length ? Float32Array.from(levels) : null;
}

/** Writes a vector of shape (D) at eight bits a value. @returns the scale of the values. */
export function packVector(vector: Float32Array, target: Int8Array): number {
  const scale = largestOf(vector) / LARGEST;
  for (let d = 0; d < target.length; d++) target[d] = scale > 0 ? Math.round((vector[d] as number) / scale) : 0;
  return scale;
}

const packLevel = (lufs: number): number => Math.max(0, Math.min(255, Math.round((lufs - SILENCE_LUFS) / LEVEL_STEP)));
const unpackLevel = (step: number): number => SILENCE_LUFS + LEVEL_STEP * step;

/** The largest absolute value. */
function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (let d = 0; d < vector.length; d++) largest = Math.max(largest, Math.abs(vector[d] as number));
  return largest;
}

/** @throws {@link CollapError} `E_LIBRARY` when the bytes were written by a newer collap. */
export function openPackedClips(packed: Uint8Array): PackedClips {
  const bytes = packed.slice(); // aligned, and independent of the query that it came with
  const view = new DataView(bytes.buffer);
  const version = view.getUint16(0, true);
  if (version !== VERSION && version !== WITHOUT_LEVELS) {
    throw new CollapError(
      'E_LIBRARY',
      'The library was written by another version of collap.',
      'Use that version, or index the music again.',
    );
  }
  const count = view.getUint16(2, true);
  const end = version === VERSION ? bytes.length - count : bytes.length;
  return {
    startSeconds: new Float32Array(bytes.buffer, HEADER_BYTES, count),
    scales: new Float32Array(bytes.buffer, HEADER_BYTES + 4 * count, count),
    values: new Int8Array(bytes.buffer, HEADER_BYTES + 8 * count, end - HEADER_BYTES - 8 * count),
    lufs: version === VERSION ? Float32Array.from(bytes.subarray(end), unpackLevel) : null,
  };
}

/** All clips of a song share one buffer of shape (N, D). Plain loops: hundreds of songs are unpacked for each question. */
export function unpackClips({ startSeconds, scales, values, lufs }: PackedClips): StoredClip[] {
  const size = values.length / Math.max(1, scales.length);
  const embeddings = new Float32Array(values.length);
  return Array.from(startSeconds, (start, n) => {
    const scale = scales[n] as number;
    const end = (n + 1) * size;
    for (let i = n * size; i < end; i++) embeddings[i] = (values[i] as number) * scale;
    const clip = { startSeconds: start, embedding: embeddings.subarray(n * size, end) };
    return lufs ? { ...clip, lufs: lufs[n] as number } : clip;
  });
}
