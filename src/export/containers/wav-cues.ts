/**
 * Cue points and regions in the chunks of a WAV file. Sources: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0"
 * (cue, LIST adtl, labl, ltxt); the samples stay where they are.
 */
import type { AudioFile } from '../../audio/audio-file.js';
import { readAudioHeader } from '../../audio/containers/read-header.js';
import { walkChunks } from '../../audio/containers/riff-chunks.js';
import { CollapError } from '../../errors.js';
import { toOneLine } from '../../one-line.js';
import { type KeptPiece, type Piece, sizeOf, tidy } from '../../tagging/file-pieces.js';
import type { Marker } from '../markers.js';
import { wrongContainer } from './wrong-container.js';

const RIFF_HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const MAX_RIFF_BYTES = 0xffff_fffe;
/** Says of an `ltxt` that it gives a length to its cue point. */
const REGION = 'rgn ';

/**
 * The file with a cue point for every marker, its name, and the length of those that have one, in samples of the file.
 * Cue points that were in it are replaced.
 *
 * @throws {@link CollapError} `E_UNSUPPORTED` when the file is no WAV or passes 4 GB, `E_DECODE` when its chunks do not add up.
 */
export async function placeWavCues(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  const header = await readAudioHeader(file);
  const head = await file.read(0, RIFF_HEAD_BYTES);
  if (header.format !== 'wav' || header.sampleRateHz === null || head.toString('latin1', 0, 4) !== 'RIFF') {
    throw wrongContainer(file.path, 'wav-cue', 'a WAV file (RF64 and BW64 have none)');
  }
  const riffEnd = CHUNK_HEAD_BYTES + head.readUInt32LE(4);
  const kept = await keepOtherChunks(file, riffEnd);
  const rate = header.sampleRateHz;
  const made = [cueChunk(markers, rate), labelChunk(markers, rate)];
  const body: Piece[] = [...kept, { bytes: Buffer.alloc(riffEnd % 2) }, ...made.map((bytes) => ({ bytes }))];
  const riffBytes = body.reduce((sum, piece) => sum + sizeOf(piece), 'WAVE'.length);
  if (riffBytes > MAX_RIFF_BYTES) throw wrongContainer(file.path, 'wav-cue', 'a WAV file of less than 4 GB');
  const size = uint32(riffBytes);
  return tidy([
    { start: 0, end: 4 },
    { bytes: size },
    { start: 8, end: 12 },
    ...body,
    { start: riffEnd, end: file.size },
  ]);
}

async function keepOtherChunks(file: AudioFile, riffEnd: number): Promise<KeptPiece[]> {
  const kept: KeptPiece[] = [];
  let end = RIFF_HEAD_BYTES;
  for await (const { id, start, bytes } of walkChunks(file, 0, 'little')) {
    if (start - CHUNK_HEAD_BYTES >= riffEnd) break;
    const list = id === 'LIST' ? (await file.read(start, 4)).toString('latin1') : null;
    end = Math.min(start + bytes + (bytes % 2), riffEnd);
    if (start + bytes > riffEnd || riffEnd > file.size) end = -1;
    if (id !== 'cue ' && list !== 'adtl') kept.push({ start: start - CHUNK_HEAD_BYTES, end });
    if (end < 0) break;
  }
  if (end === riffEnd) return kept;
  throw new CollapError(
    'E_DECODE',
    `The sizes of the chunks of ${file.path} do not add up, so nothing can be put behind them. Nothing was written.`,
    'It may be a recording that was not finished: mend it first with `ffmpeg -i IN.wav -c copy OUT.wav`.',
  );
}

function cueChunk(markers: readonly Marker[], rate: number): Buffer {
  const points = markers.map(({ startSeconds }, i) => {
    const sample = Math.round(startSeconds * rate);
    // id, position in play order, chunk, start of the chunk and of the block (uncompressed: 0), sample
    return Buffer.concat([uint32(i + 1), uint32(sample), Buffer.from('data'), uint32(0), uint32(0), uint32(sample)]);
  });
  return chunk('cue ', uint32(markers.length), ...points);
}

/** All names before all lengths: libsndfile stops reading names at the first length. */
function labelChunk(markers: readonly Marker[], rate: number): Buffer {
  const names = markers.map(({ name }, i) => chunk('labl', uint32(i + 1), Buffer.from(`${toOneLine(name)}\0`)));
  const lengths = markers.flatMap(({ startSeconds, endSeconds }, i) => {
    const samples = Math.round(endSeconds * rate) - Math.round(startSeconds * rate);
    // id, length, purpose, then country, language, dialect and code page, which nobody reads
    return samples > 0 ? [chunk('ltxt', uint32(i + 1), uint32(samples), Buffer.from(REGION), Buffer.alloc(8))] : [];
  });
  return chunk('LIST', Buffer.from('adtl'), ...names, ...lengths);
}

function chunk(id: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'latin1'), uint32(body.length), body, Buffer.alloc(body.length % 2)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
