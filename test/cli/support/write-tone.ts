import { writeFile } from 'node:fs/promises';

const RATE_HZ = 16_000;
const HEADER_BYTES = 44;

/** Writes a 16-bit mono WAV of a decaying tone that is struck twice a second. */
export async function writeTone(path: string, options: { seconds: number; hertz: number }): Promise<void> {
  const samples = Math.round(options.seconds * RATE_HZ);
  const bytes = Buffer.alloc(HEADER_BYTES + samples * 2);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // one channel
  bytes.writeUInt32LE(RATE_HZ, 24);
  bytes.writeUInt32LE(RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const seconds = i / RATE_HZ;
    const value = Math.sin(2 * Math.PI * options.hertz * seconds) * Math.exp(-4 * (seconds % 0.5));
    bytes.writeInt16LE(Math.round(value * 20_000), HEADER_BYTES + i * 2);
  }
  await writeFile(path, bytes);
}
