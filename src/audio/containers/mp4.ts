import type { AudioFile } from '../audio-file.js';
import { AAC_CHANNELS, AAC_RATES_HZ, AAC_SAMPLES_PER_FRAME, type AacConfig } from './adts.js';
import type { HeaderFacts } from './header.js';
import { readAacConfig } from './mp4-aac-config.js';
import { findBox, parseBoxes } from './mp4-boxes.js';
import { readSampleSpans, type SampleSpans } from './mp4-samples.js';

export interface Mp4Header extends HeaderFacts {
  readonly format: 'mp4';
  /** Null for other codecs than AAC. */
  readonly aac: AacConfig | null;
  /** Where each encoded frame stands; null where the tables are missing (fragments) or make no sense. */
  readonly samples: SampleSpans | null;
  /** Samples to drop at the start: what the encoder put before the song. */
  readonly startSamples: number;
}

/** Tables of many hours stay below. */
const MAX_MOOV_BYTES = 64 * 2 ** 20;
const MAX_TOP_BOXES = 10_000;

interface Payload {
  start: number;
  end: number;
}

/** Walks the outermost boxes. @returns the index (`moov`) wherever it stands, and the span of the payload (`mdat`). */
async function readTopBoxes(file: AudioFile): Promise<{ moov: Buffer | null; mdat: Payload | null }> {
  let moov: Buffer | null = null;
  const spans: Payload[] = [];
  let at = 0;
  for (let count = 0; count < MAX_TOP_BOXES && at + 8 <= file.size; count++) {
    const head = await file.read(at, 16);
    const short = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    const headBytes = short === 1 && head.length === 16 ? 16 : 8;
    const size = headBytes === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? file.size - at : short;
    if (size < headBytes) break;
    if (type === 'moov' && size <= MAX_MOOV_BYTES) moov = await file.read(at + headBytes, size - headBytes);
    if (type === 'mdat') spans.push({ start: at + headBytes, end: Math.min(file.size, at + size) });
    at += size;
  }
  const [first] = spans;
  return { moov, mdat: first ? { start: first.start, end: spans.at(-1)?.end ?? first.end } : null };
}

function findAudioTrack(moov: Buffer): Buffer | null {
  const tracks = parseBoxes(moov).filter((box) => box.type === 'trak');
  return tracks.find(({ body }) => findBox(body, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'soun')?.body ?? null;
}

interface TimeScale {
  readonly unitsPerSecond: number;
  readonly duration: number;
}

/** Reads `mdhd` or `mvhd`, which begin alike but for the width of their times. */
export function readTimeScale(body: Buffer | null): TimeScale | null {
  const isWide = body?.[0] === 1;
  if (body === null || body.length < (isWide ? 32 : 20)) return null;
  const unitsPerSecond = body.readUInt32BE(isWide ? 20 : 12);
  const duration = isWide ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  return unitsPerSecond > 0 ? { unitsPerSecond, duration } : null;
}

/** @returns what the first edit that plays anything leaves of the media: its start in media units, its length in movie units. */
function readEdit(track: Buffer): { mediaStart: number; movieDuration: number } | null {
  const list = findBox(track, 'edts', 'elst');
  if (list === null || list.length < 8) return null;
  const isWide = list[0] === 1;
  const entryBytes = isWide ? 20 : 12;
  for (let at = 8; at + entryBytes <= list.length; at += entryBytes) {
    const movieDuration = isWide ? Number(list.readBigUInt64BE(at)) : list.readUInt32BE(at);
    const mediaStart = isWide ? Number(list.readBigInt64BE(at + 8)) : list.readInt32BE(at + 4);
    if (mediaStart >= 0) return { mediaStart, movieDuration };
  }
  return null;
}

/** @returns null when there is no index or no audio track in it. */
export async function readMp4Header(file: AudioFile): Promise<Mp4Header | null> {
  const { moov, mdat } = await readTopBoxes(file);
  const track = moov && findAudioTrack(moov);
  const table = track && findBox(track, 'mdia', 'minf', 'stbl');
  const entry = table && parseBoxes(findBox(table, 'stsd')?.subarray(8) ?? Buffer.alloc(0))[0];
  if (!moov || !track || !table || !entry || entry.body.length < 28) return null;
  const aac = entry.type === 'mp4a' ? readAacConfig(entry.body) : null;
  const rate = aac ? AAC_RATES_HZ[aac.rateIndex] : undefined;
  const sampleRateHz = rate ?? (entry.body.readUInt16BE(24) || null);
  const media = readTimeScale(findBox(track, 'mdia', 'mdhd'));
  const movie = readTimeScale(findBox(moov, 'mvhd'));
  const edit = readEdit(track);
  const samples = readSampleSpans(table, AAC_SAMPLES_PER_FRAME);
  const mediaSeconds = media && media.duration > 0 ? media.duration / media.unitsPerSecond : null;
  const editSeconds = edit && movie && edit.movieDuration > 0 ? edit.movieDuration / movie.unitsPerSecond : null;
  const startSeconds = edit && media ? edit.mediaStart / media.unitsPerSecond : 0;
  return {
    format: 'mp4',
    codec: aac ? (aac.objectType === 2 ? 'aac' : 'he-aac') : entry.type.trim(),
    sampleRateHz,
    channels: (aac && AAC_CHANNELS[aac.channelConfig]) || entry.body.readUInt16BE(16) || null,
    headerSeconds: editSeconds ?? mediaSeconds,
    cutShort: null,
    dataStart: mdat?.start ?? 0,
    dataEnd: mdat?.end ?? file.size,
    aac,
    samples,
    startSamples: Math.round(startSeconds * (sampleRateHz ?? 0)),
  };
}
