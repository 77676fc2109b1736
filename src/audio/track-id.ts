import { createHash, type Hash } from 'node:crypto';
import { AudioFile } from './audio-file.js';
import { readCheckedHeader } from './check-file.js';
import type { FlacHeader } from './containers/flac.js';
import type { Mp4Header } from './containers/mp4.js';
import type { Mp3Header } from './containers/mpeg-audio.js';
import { countHeaderPackets, identifyOggStream, type OggHeader } from './containers/ogg.js';
import { PacketJoiner, readOggPages } from './containers/ogg-pages.js';
import type { AudioHeader } from './containers/read-header.js';
import { DEFAULT_DECODE_LIMITS } from './decode-limits.js';

const HEX_DIGITS = 32;
/** Bytes of frames that stand side by side and are read at once. */
const MAX_RUN_BYTES = 2 ** 20;

async function hashSpan(hash: Hash, file: AudioFile, start: number, end: number): Promise<void> {
  for await (const chunk of file.stream(start, end)) hash.update(chunk);
}

/** Programs write the Xing table anew when they write tags; it holds no audio. */
async function hashMp3(hash: Hash, file: AudioFile, header: Mp3Header): Promise<void> {
  await hashSpan(hash, file, header.dataStart + header.infoFrameBytes, header.dataEnd);
}

/** The encoder's md5 of the samples stands for them; the length tells a cut file from a whole one. */
async function hashFlac(hash: Hash, file: AudioFile, header: FlacHeader): Promise<void> {
  if (header.md5.some((byte) => byte !== 0))
    hash.update(header.md5).update(`${header.totalSamples} ${header.dataEnd - header.dataStart}`);
  else await hashSpan(hash, file, header.dataStart, header.dataEnd);
}

/** The packets behind the headers: longer tags shift and renumber the pages, and their segments may change, but not their content. */
async function hashOgg(hash: Hash, file: AudioFile, { serial }: OggHeader): Promise<void> {
  const joiner = new PacketJoiner();
  let headersLeft: number | null = null;
  for await (const page of readOggPages(file)) {
    if (page.serial !== serial) continue;
    const packets = joiner.push(page);
    const [first] = packets;
    const id = headersLeft === null && first ? identifyOggStream(first) : null;
    if (id && first) headersLeft = countHeaderPackets(id, first);
    const skipped = Math.min(headersLeft ?? 0, packets.length);
    headersLeft = (headersLeft ?? 0) - skipped;
    for (const packet of packets.slice(skipped)) hash.update(packet);
  }
}

/** The frames by the index; the payload as it stands where the index is of no use. */
async function hashMp4(hash: Hash, file: AudioFile, { samples, dataStart, dataEnd }: Mp4Header): Promise<void> {
  if (!samples) return hashSpan(hash, file, dataStart, dataEnd);
  for (let i = 0; i < samples.count; ) {
    const start = samples.offsets[i] as number;
    let end = start;
    for (; i < samples.count && samples.offsets[i] === end && end - start < MAX_RUN_BYTES; i++)
      end += samples.sizes[i] as number;
    if (start >= file.size) return;
    hash.update(await file.read(start, end - start));
  }
}

async function hashAudio(hash: Hash, file: AudioFile, header: AudioHeader): Promise<void> {
  switch (header.format) {
    case 'mp3':
      return hashMp3(hash, file, header);
    case 'flac':
      return hashFlac(hash, file, header);
    case 'vorbis':
    case 'opus':
    case 'ogg-flac':
      return hashOgg(hash, file, header);
    case 'mp4':
      return hashMp4(hash, file, header);
    default:
      return hashSpan(hash, file, header.dataStart, header.dataEnd);
  }
}

/**
 * Names a recording by its encoded audio without tags: the same after moving or re-tagging the file, another after encoding it anew.
 * Formats that only ffmpeg reads (WMA, WavPack, Matroska, …) are hashed as they stand between the tags glued to their ends.
 *
 * @returns the first 32 hexadecimal digits of a sha256.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_PERMISSION`, `E_EMPTY_FILE`, `E_NOT_AUDIO`, `E_DECODE`, `E_LIMIT`.
 */
export async function hashEncodedAudio(path: string): Promise<string> {
  const file = await AudioFile.open(path);
  try {
    const header = await readCheckedHeader(file, DEFAULT_DECODE_LIMITS);
    const hash = createHash('sha256').update(
      `${header.format} ${header.codec} ${header.sampleRateHz} ${header.channels}\n`,
    );
    await hashAudio(hash, file, header);
    return hash.digest('hex').slice(0, HEX_DIGITS);
  } finally {
    await file.close();
  }
}
