/** Which files are songs: extensions choose what a folder walk looks at, magic bytes decide what a file is. */
import { extname } from 'node:path';

/** Lower-case extensions that a folder walk takes up. */
export const AUDIO_EXTENSIONS: readonly string[] = [
  ...[
    '.wav',
    '.wave',
    '.bwf',
    '.rf64',
    '.mp3',
    '.mp2',
    '.flac',
    '.ogg',
    '.oga',
    '.opus',
    '.m4a',
    '.m4b',
    '.mp4',
    '.aac',
    '.aif',
    '.aiff',
    '.aifc',
  ],
  ...['.wma', '.wv', '.ape', '.mpc', '.tta', '.caf', '.au', '.snd', '.mka', '.webm', '.dsf', '.w64'],
];

/** Whether a path ends like that of a song. */
export const isSongName = (path: string): boolean => AUDIO_EXTENSIONS.includes(extname(path).toLowerCase());

/** What the bytes of a file are; `foreign` formats are left to ffmpeg. */
export type AudioFormat = 'wav' | 'aiff' | 'mp3' | 'flac' | 'vorbis' | 'opus' | 'ogg-flac' | 'aac' | 'mp4' | 'foreign';

export interface SniffedFormat {
  readonly format: AudioFormat;
  /** The name for people, and for ffmpeg's `-f` where it is foreign. */
  readonly name: string;
}

const ascii = (head: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...head.subarray(start, start + length));

/** Formats that only ffmpeg decodes: the first bytes, and ffmpeg's name of the demuxer. */
const FOREIGN_MAGIC: readonly (readonly [magic: string, demuxer: string])[] = [
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf'],
  ['\x1a\x45\xdf\xa3', 'matroska'],
  ['wvpk', 'wv'],
  ['MAC ', 'ape'],
  ['MPCK', 'mpc8'],
  ['MP+', 'mpc'],
  ['TTA1', 'tta'],
  ['caff', 'caf'],
  ['.snd', 'au'],
  ['DSD ', 'dsf'],
  ['#!AMR', 'amr'],
  ['riff\x2e\x91\xcf\x11', 'w64'],
  ['FRM8', 'iff'],
  ['tBaK', 'tak'],
  ['Creative Voice File', 'voc'],
];

function sniffOgg(head: Uint8Array): SniffedFormat {
  const firstPacket = 27 + (head[26] ?? 0);
  if (ascii(head, firstPacket, 7) === '\x01vorbis') return { format: 'vorbis', name: 'Ogg Vorbis' };
  if (ascii(head, firstPacket, 8) === 'OpusHead') return { format: 'opus', name: 'Ogg Opus' };
  if (ascii(head, firstPacket, 5) === '\x7fFLAC') return { format: 'ogg-flac', name: 'Ogg FLAC' };
  return { format: 'foreign', name: 'ogg' };
}

/**
 * Tells a container by its magic bytes; MPEG audio has none and is searched for by its frames elsewhere.
 *
 * @param head - the first bytes of the file after any ID3v2 tag, at least 300 where the file has them.
 * @returns null when the bytes are of no known container.
 */
export function sniffContainer(head: Uint8Array): SniffedFormat | null {
  const four = ascii(head, 0, 4);
  const form = ascii(head, 8, 4);
  if ((four === 'RIFF' || four === 'RF64' || four === 'BW64') && form === 'WAVE') return { format: 'wav', name: 'WAV' };
  if (four === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return { format: 'aiff', name: 'AIFF' };
  if (four === 'fLaC') return { format: 'flac', name: 'FLAC' };
  if (four === 'OggS') return sniffOgg(head);
  if (ascii(head, 4, 4) === 'ftyp' || ascii(head, 4, 4) === 'moov' || ascii(head, 4, 4) === 'mdat') {
    return { format: 'mp4', name: 'MP4' };
  }
  const foreign = FOREIGN_MAGIC.find(([magic]) => ascii(head, 0, magic.length) === magic);
  return foreign ? { format: 'foreign', name: foreign[1] } : null;
}
