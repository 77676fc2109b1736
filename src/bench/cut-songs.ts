/** As many different songs as are wanted, cut from a few: pieces of ten seconds in a drawn order, as WAV. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDecoderPool } from '../audio/decoder-pool.js';
import { createRandom, type Random } from '../random.js';

const SAMPLE_RATE_HZ = 44_100;
const PIECE_SECONDS = 10;
const HEADER_BYTES = 44;
const LARGEST = 32_767;

/**
 * @param paths - songs to cut from. @param seconds - of each song, a multiple of ten.
 * @returns paths of the songs, which differ in every run of ten seconds.
 * @throws {@link CollapError} what the decoder throws.
 */
export async function cutSongs(
  paths: readonly string[],
  dir: string,
  { count, seconds, seed = 1 }: { count: number; seconds: number; seed?: number },
): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const sources = await decodeAll(paths);
  const random = createRandom(seed);
  const cut: string[] = [];
  for (let n = 0; n < count; n++) {
    const path = join(dir, `song-${String(n).padStart(5, '0')}.wav`);
    await writeFile(path, cutSong(sources, seconds / PIECE_SECONDS, random));
    cut.push(path);
  }
  return cut;
}

async function decodeAll(paths: readonly string[]): Promise<Float32Array[]> {
  const pool = createDecoderPool({ processes: 1 });
  try {
    const sources: Float32Array[] = [];
    for (const path of paths) {
      const blocks: Float32Array[] = [];
      for await (const block of pool.decode(path, { sampleRateHz: SAMPLE_RATE_HZ }).blocks) blocks.push(block);
      sources.push(Float32Array.from(blocks.flatMap((block) => [...block])));
    }
    return sources;
  } finally {
    await pool.close();
  }
}

/** Source: RIFF WAVE, 16-bit PCM, one channel. */
function cutSong(sources: readonly Float32Array[], pieces: number, random: Random): Buffer {
  const samples = SAMPLE_RATE_HZ * PIECE_SECONDS;
  const bytes = Buffer.alloc(HEADER_BYTES + 2 * samples * pieces);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  bytes.writeUInt32LE(2 * SAMPLE_RATE_HZ, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - HEADER_BYTES, 40);
  const values = new Int16Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, samples * pieces);
  for (let piece = 0; piece < pieces; piece++) {
    const source = sources[Math.floor(random.uniform() * sources.length)] as Float32Array;
    const start = Math.floor(random.uniform() * Math.max(0, source.length - samples));
    const gain = 0.5 + 0.5 * random.uniform();
    for (let i = 0; i < samples; i++) values[piece * samples + i] = gain * LARGEST * (source[start + i] ?? 0);
  }
  return bytes;
}
