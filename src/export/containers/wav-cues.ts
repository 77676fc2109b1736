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
const CUE_POINT_BYTES = 24;
/** Says of an `ltxt` that it gives a length to its cue point. */
const REGION = 'rgn ';
/** A chunk of our own: ids and samples of our cue points, so that the next export knows them from those of other programs. */
const OWN_CHUNK = 'clpc';
/** Cue points of real files take less; more would only be read into memory. */
const MOST_CUE_BYTES = 2 ** 24;

/**
 * The file with a cue point for every marker, its name, and the length of those that have one, in samples of the file.
 * Cue points of other programs stay; those of an earlier export are replaced.
 *
 * @throws {@link CollapError} `E_UNSUPPORTED` when the file is no WAV, is compressed or passes 4 GB, `E_DECODE` when its chunks do not add up,
 *   `E_LIMIT` for more cue points in the file than anybody makes.
 */
export async function placeWavCues(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  const header = await readAudioHeader(file);
  const head = await file.read(0, RIFF_HEAD_BYTES);
  if (header.format !== 'wav' || header.sampleRateHz === null || head.toString('latin1', 0, 4) !== 'RIFF') {
    throw wrongContainer(file.path, 'wav-cue', 'a WAV file (RF64 and BW64 have none)');
  }
  // In blocks of compressed samples the format counts bytes of blocks, and every program in its own way
  if (!/^(pcm|alaw|mulaw)/.test(header.codec)) throw wrongContainer(file.path, 'wav-cue', 'an uncompressed WAV file');
  const riffEnd = CHUNK_HEAD_BYTES + head.readUInt32LE(4);
  const { kept, points, texts } = await readChunks(file, riffEnd);
  const rate = header.sampleRateHz;
  const ids = freeIds(points, markers.length);
  const own = markers.map(({ startSeconds }, i) => uint32(ids[i] as number, Math.round(startSeconds * rate)));
  const made = [cueChunk(points, own), labelChunk(texts, ids, markers, rate), chunk(OWN_CHUNK, ...own)];
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

interface OtherChunks {
  /** All that is no cue point, no text of one, and not of an earlier export. */
  readonly kept: readonly KeptPiece[];
  /** Cue points of other programs. */
  readonly points: readonly Buffer[];
  /** Whole chunks that say something of these, such as their names. */
  readonly texts: readonly Buffer[];
}

async function readChunks(file: AudioFile, riffEnd: number): Promise<OtherChunks> {
  const kept: KeptPiece[] = [];
  const bodies: Record<'cue ' | 'adtl' | typeof OWN_CHUNK, Buffer[]> = { 'cue ': [], adtl: [], [OWN_CHUNK]: [] };
  let end = RIFF_HEAD_BYTES;
  for await (const { id, start, bytes } of walkChunks(file, 0, 'little')) {
    if (start - CHUNK_HEAD_BYTES >= riffEnd) break;
    const name = id === 'LIST' ? (await file.read(start, 4)).toString('latin1') : id;
    end = Math.min(start + bytes + (bytes % 2), riffEnd);
    if (start + bytes > riffEnd || riffEnd > file.size) end = -1;
    if (end < 0) break;
    if (name !== 'cue ' && name !== 'adtl' && name !== OWN_CHUNK) kept.push({ start: start - CHUNK_HEAD_BYTES, end });
    else if (bytes > MOST_CUE_BYTES) throw tooManyCues(file.path);
    else bodies[name].push(await file.read(start, bytes));
  }
  if (end === riffEnd) return { kept, ...withoutOwn(bodies['cue '], bodies.adtl, bodies[OWN_CHUNK]) };
  throw new CollapError(
    'E_DECODE',
    `The sizes of the chunks of ${file.path} do not add up, so nothing can be put behind them. Nothing was written.`,
    'It may be a recording that was not finished: mend it first with `ffmpeg -i IN.wav -c copy OUT.wav`.',
  );
}

function tooManyCues(path: string): CollapError {
  return new CollapError(
    'E_LIMIT',
    `${path} holds more cue points than are read. Nothing was written.`,
    'Take a format that stands beside the song, such as audacity, csv or cue-sheet.',
  );
}

/** A point is ours when both its id and its sample are. The bodies of `cue ` chunks, of lists `adtl`, and of our own. */
function withoutOwn(
  cues: readonly Buffer[],
  lists: readonly Buffer[],
  own: readonly Buffer[],
): Pick<OtherChunks, 'points' | 'texts'> {
  const pairs = new Set(own.flatMap((body) => slices(body, 0, 8)).map((pair) => pair.toString('hex')));
  const isOwn = (point: Buffer): boolean =>
    pairs.has(Buffer.concat([point.subarray(0, 4), point.subarray(20, 24)]).toString('hex'));
  const points = cues.flatMap((body) => slices(body, 4, CUE_POINT_BYTES)); // behind their number
  const ownIds = new Set(points.filter(isOwn).map(idOf));
  const others = points.filter((point) => !isOwn(point));
  const texts = lists.flatMap(readTexts).filter((text) => !ownIds.has(text.readUInt32LE(CHUNK_HEAD_BYTES)));
  return { points: others, texts };
}

const idOf = (point: Buffer): number => point.readUInt32LE(0);

function slices(body: Buffer, start: number, size: number): Buffer[] {
  const count = Math.max(0, Math.floor((body.length - start) / size));
  return Array.from({ length: count }, (_, i) => body.subarray(start + i * size, start + (i + 1) * size));
}

/** @param body - of a list `adtl`. @returns its chunks, whose bodies begin with the id of a cue point. */
function readTexts(body: Buffer): Buffer[] {
  const texts: Buffer[] = [];
  for (let at = 4; at + CHUNK_HEAD_BYTES + 4 <= body.length; ) {
    const size = body.readUInt32LE(at + 4);
    const text = body.subarray(at + CHUNK_HEAD_BYTES, at + CHUNK_HEAD_BYTES + size);
    if (text.length >= 4) texts.push(chunk(body.toString('latin1', at, at + 4), text));
    at += CHUNK_HEAD_BYTES + size + (size % 2);
  }
  return texts;
}

/** From 1 on, as libsndfile wants them; those of other programs stay, so that loops (`smpl`) go on naming the right ones. */
function freeIds(others: readonly Buffer[], count: number): number[] {
  const taken = new Set(others.map(idOf));
  const ids: number[] = [];
  for (let id = 1; ids.length < count; id++) if (!taken.has(id)) ids.push(id);
  return ids;
}

/** @param own - id and sample of each of our points. */
function cueChunk(others: readonly Buffer[], own: readonly Buffer[]): Buffer {
  const points = own.map((pair) => {
    const sample = pair.readUInt32LE(4);
    // id, position in play order, chunk, start of the chunk and of the block (uncompressed: 0), sample
    return Buffer.concat([uint32(idOf(pair), sample), Buffer.from('data'), uint32(0, 0, sample)]);
  });
  return chunk('cue ', uint32(others.length + points.length), ...others, ...points);
}

/** All names before all lengths: libsndfile stops reading names at the first length. */
function labelChunk(
  others: readonly Buffer[],
  ids: readonly number[],
  markers: readonly Marker[],
  rate: number,
): Buffer {
  const idAt = (i: number): number => ids[i] as number;
  const names = markers.map(({ name }, i) => chunk('labl', uint32(idAt(i)), Buffer.from(`${toOneLine(name)}\0`)));
  const lengths = markers.flatMap(({ startSeconds, endSeconds }, i) => {
    const samples = Math.round(endSeconds * rate) - Math.round(startSeconds * rate);
    // id, length, purpose, then country, language, dialect and code page, which nobody reads
    return samples > 0 ? [chunk('ltxt', uint32(idAt(i), samples), Buffer.from(REGION), Buffer.alloc(8))] : [];
  });
  const isLength = (text: Buffer): boolean => text.toString('latin1', 0, 4) === 'ltxt';
  const [otherNames, otherLengths] = [others.filter((text) => !isLength(text)), others.filter(isLength)];
  return chunk('LIST', Buffer.from('adtl'), ...otherNames, ...names, ...otherLengths, ...lengths);
}

function chunk(id: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'latin1'), uint32(body.length), body, Buffer.alloc(body.length % 2)]);
}

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
}
