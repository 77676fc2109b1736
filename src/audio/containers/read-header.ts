import { CollapError } from '../../errors.js';
import type { AudioFile } from '../audio-file.js';
import { type SniffedFormat, sniffContainer } from '../formats.js';
import { type AdtsHeader, readAdtsHeader } from './adts.js';
import { type AiffHeader, readAiffHeader } from './aiff.js';
import { type FlacHeader, readFlacHeader } from './flac.js';
import type { HeaderFacts } from './header.js';
import { type Mp4Header, readMp4Header } from './mp4.js';
import { type Mp3Header, readMp3Header } from './mpeg-audio.js';
import { type OggHeader, readOggHeader } from './ogg.js';
import { findTagFreeSpan, type TagFreeSpan } from './tag-free-span.js';
import { readWavHeader, type WavHeader } from './wav.js';

/** A format that only ffmpeg decodes: nothing of its header is known here. */
export interface ForeignHeader extends HeaderFacts {
  readonly format: 'foreign';
  /** ffmpeg's name of the demuxer. */
  readonly demuxer: string;
}

export type AudioHeader =
  | WavHeader
  | AiffHeader
  | FlacHeader
  | Mp3Header
  | OggHeader
  | AdtsHeader
  | Mp4Header
  | ForeignHeader;

const SNIFF_BYTES = 512;

/**
 * Tells what a file is by its bytes and reads what its header claims, without decoding.
 *
 * @throws {@link CollapError} `E_NOT_AUDIO` when the bytes are of no audio format, `E_DECODE` when the header is damaged beyond use.
 */
export async function readAudioHeader(file: AudioFile): Promise<AudioHeader> {
  try {
    return await readHeader(file);
  } catch (cause) {
    if (cause instanceof CollapError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause); // a header that breaks its reader is damaged
    throw new CollapError(
      'E_DECODE',
      `The header of ${file.path} is damaged: ${reason}`,
      'Copy the file again from its source.',
      { cause },
    );
  }
}

async function readHeader(file: AudioFile): Promise<AudioHeader> {
  const span = await findTagFreeSpan(file);
  const sniffed = sniffContainer(await file.read(span.start, SNIFF_BYTES));
  if (sniffed === null) {
    const mpeg =
      (await readAdtsHeader(file, span.start, span.end)) ?? (await readMp3Header(file, span.start, span.end));
    if (mpeg) return mpeg;
    throw new CollapError(
      'E_NOT_AUDIO',
      `${file.path} holds no audio that its bytes would show.`,
      'Leave it out, or replace it by the song.',
    );
  }
  const header = await readKnown(file, sniffed, span);
  if (header) return header;
  throw new CollapError(
    'E_DECODE',
    `${file.path} begins like ${sniffed.name}, but the header that says how to decode it is missing or damaged.`,
    'Copy the file again from its source; it may have been cut short.',
  );
}

async function readKnown(file: AudioFile, sniffed: SniffedFormat, span: TagFreeSpan): Promise<AudioHeader | null> {
  switch (sniffed.format) {
    case 'wav':
      return readWavHeader(file, span.start);
    case 'aiff':
      return readAiffHeader(file, span.start);
    case 'flac':
      return readFlacHeader(file, span.start, span.end);
    case 'vorbis':
    case 'opus':
    case 'ogg-flac':
      return readOggHeader(file);
    case 'mp4':
      return readMp4Header(file);
    default:
      return describeForeign(file, sniffed.name, span);
  }
}

/** Skeletons and pictures may come first in an Ogg file with music behind; all else is ffmpeg's. */
async function describeForeign(file: AudioFile, demuxer: string, span: TagFreeSpan): Promise<AudioHeader> {
  const ogg = demuxer === 'ogg' ? await readOggHeader(file) : null;
  return (
    ogg ?? {
      format: 'foreign',
      codec: demuxer,
      sampleRateHz: null,
      channels: null,
      headerSeconds: null,
      cutShort: null,
      dataStart: span.start,
      dataEnd: span.end,
      demuxer,
    }
  );
}
