import { findBox } from './mp4-boxes.js';

/** Where each encoded frame of a track stands in the file. */
export interface SampleSpans {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
}

/** Frames of four hours at 96 kHz: a bound on what a hostile table can make us allocate. */
const MAX_SAMPLES = 1_400_000;

/** Reads the sizes (`stsz`). @returns null when the table makes no sense. */
function readSizes(table: Buffer): Uint32Array | null {
  const body = findBox(table, 'stsz');
  if (body === null || body.length < 12) return null;
  const fixed = body.readUInt32BE(4);
  const count = body.readUInt32BE(8);
  if (count === 0 || count > MAX_SAMPLES || (fixed === 0 && body.length < 12 + 4 * count)) return null;
  return Uint32Array.from({ length: count }, (_, i) => fixed || body.readUInt32BE(12 + 4 * i));
}

/** Reads where the chunks begin (`stco`, or `co64` with 64 bits). */
function readChunkOffsets(table: Buffer): number[] | null {
  const short = findBox(table, 'stco');
  const long = short ? null : findBox(table, 'co64');
  const body = short ?? long;
  if (body === null || body.length < 8) return null;
  const width = long ? 8 : 4;
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / width));
  return Array.from({ length: count }, (_, i) =>
    long ? Number(body.readBigUInt64BE(8 + 8 * i)) : body.readUInt32BE(8 + 4 * i),
  );
}

/** Reads how many frames each chunk holds (`stsc`): runs of chunks of one kind, numbered from 1. */
function readChunkRuns(table: Buffer): { firstChunk: number; samplesPerChunk: number }[] | null {
  const body = findBox(table, 'stsc');
  if (body === null || body.length < 20) return null;
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / 12));
  return Array.from({ length: count }, (_, i) => ({
    firstChunk: body.readUInt32BE(8 + 12 * i),
    samplesPerChunk: body.readUInt32BE(12 + 12 * i),
  }));
}

/**
 * Reads the sample tables of a track.
 *
 * @param table - body of `stbl`.
 * @param samplesPerFrame - `stts` must say the same for all frames but the last; AAC has 1024.
 * @returns null when a table is missing or makes no sense.
 */
export function readSampleSpans(table: Buffer, samplesPerFrame: number): SampleSpans | null {
  const sizes = readSizes(table);
  const chunkOffsets = readChunkOffsets(table);
  const runs = readChunkRuns(table);
  const times = findBox(table, 'stts');
  if (!sizes || !chunkOffsets || !runs || !times || times.length < 16) return null;
  if (times.readUInt32BE(12) % samplesPerFrame !== 0 && sizes.length > 1) return null;
  const offsets = new Float64Array(sizes.length);
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < chunkOffsets.length && sample < sizes.length; chunk++) {
    while (run + 1 < runs.length && (runs[run + 1]?.firstChunk ?? 0) <= chunk + 1) run++;
    let offset = chunkOffsets[chunk] as number;
    for (let i = 0; i < (runs[run]?.samplesPerChunk ?? 0) && sample < sizes.length; i++) {
      offsets[sample] = offset;
      offset += sizes[sample] as number;
      sample++;
    }
  }
  return sample === sizes.length ? { count: sample, offsets, sizes } : null;
}
