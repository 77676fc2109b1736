/** Chapters as a track of text beside the sound, as Apple's programs write them; only read. Source: Apple, "QuickTime File Format: chapter lists". */
import type { AudioFile } from '../../audio/audio-file.js';
import { readTimeScale } from '../../audio/containers/mp4.js';
import { findBox, parseBoxes } from '../../audio/containers/mp4-boxes.js';
import { readSampleSpans } from '../../audio/containers/mp4-samples.js';
import { type Chapter, closeChapters } from '../chapter.js';

/** Titles are short, and lists too: a bound on what a hostile table can make us read. */
const MAX_TITLE_BYTES = 2 ** 16;
const MAX_CHAPTERS = 10_000;
/** Head of `stts`: version, flags, count; then how many samples last how long. */
const TIMES_HEAD_BYTES = 8;

/** @param moov - body of the box. @returns the body of the track of titles that another track refers to; null where there is none. */
export function findChapterTrack(moov: Buffer): Buffer | null {
  const tracks = parseBoxes(moov).flatMap(({ type, body }) => (type === 'trak' ? [body] : []));
  const wanted: ReadonlySet<number | null> = new Set(
    tracks.flatMap((track) => readReferences(findBox(track, 'tref', 'chap'))),
  );
  const isText = (track: Buffer) => findBox(track, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'text';
  return tracks.find((track) => wanted.has(readTrackId(track)) && isText(track)) ?? null;
}

function readReferences(list: Buffer | null): number[] {
  return Array.from({ length: Math.floor((list?.length ?? 0) / 4) }, (_, i) => (list as Buffer).readUInt32BE(4 * i));
}

function readTrackId(track: Buffer): number | null {
  const head = findBox(track, 'tkhd');
  const at = head?.[0] === 1 ? 20 : 12;
  return head && head.length >= at + 4 ? head.readUInt32BE(at) : null;
}

/** In playing order; what a damaged table still says. */
export async function readChapterTrack(file: AudioFile, track: Buffer): Promise<Chapter[]> {
  const table = findBox(track, 'mdia', 'minf', 'stbl') ?? Buffer.alloc(0);
  const scale = readTimeScale(findBox(track, 'mdia', 'mdhd'));
  const samples = readSampleSpans(table, 1);
  if (!scale || !samples) return [];
  const starts = readStarts(findBox(table, 'stts') ?? Buffer.alloc(0), Math.min(samples.count, MAX_CHAPTERS));
  const titled: Pick<Chapter, 'startSeconds' | 'name'>[] = [];
  for (const [i, start] of starts.entries()) {
    const sample = await file.read(samples.offsets[i] as number, Math.min(samples.sizes[i] as number, MAX_TITLE_BYTES));
    titled.push({ startSeconds: start / scale.unitsPerSecond, name: readTitle(sample) });
  }
  return closeChapters(titled);
}

/** When each sample begins, in units of the track. */
function readStarts(times: Buffer, count: number): number[] {
  const starts: number[] = [];
  let start = 0;
  for (let at = TIMES_HEAD_BYTES; at + 8 <= times.length; at += 8) {
    for (let left = times.readUInt32BE(at); left > 0 && starts.length < count; left--) {
      starts.push(start);
      start += times.readUInt32BE(at + 4);
    }
  }
  return starts;
}

/** Its length in two bytes, then the text, in UTF-16 where it begins with a byte order mark. */
function readTitle(sample: Buffer): string {
  const text = sample.length < 2 ? sample : sample.subarray(2, 2 + sample.readUInt16BE(0));
  const isWide = text.length >= 2 && text.readUInt16BE(0) === 0xfeff;
  return isWide
    ? Buffer.from(text.subarray(2, text.length & ~1))
        .swap16()
        .toString('utf16le')
    : text.toString('utf8');
}
