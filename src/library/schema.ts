/** The tables of a library. D = embedding size. */
import { Binary, Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from 'apache-arrow';

const required = (name: string, type: Field['type']) => new Field(name, type, false);
const optional = (name: string, type: Field['type']) => new Field(name, type, true);

/** A row is a path that was looked at. Key: path. */
export const FILES_SCHEMA = new Schema([
  required('path', new Utf8()),
  optional('trackId', new Utf8()),
  required('sizeBytes', new Float64()),
  required('mtimeMs', new Float64()),
  /** `ready` or `failed`. */
  required('state', new Utf8()),
  /** Of the failure, or of the warning that came with a file that is ready. */
  optional('code', new Utf8()),
  optional('message', new Utf8()),
]);

/** What tags and paths change of a track: written again without its vectors. */
const DESCRIPTIVE_FIELDS = [
  required('trackId', new Utf8()),
  required('path', new Utf8()),
  optional('title', new Utf8()),
  optional('artist', new Utf8()),
  optional('album', new Utf8()),
  /** One a line. */
  optional('genre', new Utf8()),
  optional('year', new Int32()),
];
export const DESCRIPTION_SCHEMA = new Schema(DESCRIPTIVE_FIELDS);

/** A row is a recording. Key: trackId. */
export function tracksSchema(embeddingSize: number): Schema {
  return new Schema([
    ...DESCRIPTIVE_FIELDS,
    required('durationSeconds', new Float64()),
    optional('tempoBpm', new Float32()),
    required('tempoConfidence', new Float32()),
    optional('key', new Utf8()),
    required('keyConfidence', new Float32()),
    optional('loudnessDb', new Float32()),
    required('song', new FixedSizeList(embeddingSize, optional('item', new Float32()))),
    /** Float32, little-endian, shape (K). */
    required('tagLogits', new Binary()),
    /** All clips of the song, see packed-clips.ts. */
    required('clips', new Binary()),
  ]);
}

/** A row is a section of a song. Key: trackId, startSeconds; the first section of a song begins at 0. */
export const SEGMENTS_SCHEMA = new Schema([
  required('trackId', new Utf8()),
  required('startSeconds', new Float64()),
  required('endSeconds', new Float64()),
  /** Repetition: `A`, `B`, … */
  required('label', new Utf8()),
  required('function', new Utf8()),
  /** 0..1 */
  required('confidence', new Float32()),
]);
