import { describe, expect, test } from '@jest/globals';
import { type DecoderFrame, FrameReader, frameHead, samplesOf } from '../../src/audio/decoder-frames.js';

const samples = Float32Array.from({ length: 5_000 }, (_, i) => Math.sin(i));
const body = Buffer.from(samples.buffer);
const info = Buffer.from(JSON.stringify({ seconds: 1 }));
const written = Buffer.concat([
  ...[frameHead('samples', 7, body.length), body],
  ...[frameHead('samples', 7, body.length), body],
  ...[frameHead('done', 7, info.length), info],
]);

function readInPieces(size: number): DecoderFrame[] {
  const reader = new FrameReader();
  const frames: DecoderFrame[] = [];
  for (let at = 0; at < written.length; at += size) frames.push(...reader.push(written.subarray(at, at + size)));
  return frames;
}

describe('frames of a decoder process', () => {
  test.each([1, 5, 12, 13, 4_096, 20_012, 20_013, 65_536])('are put together from pieces of %i bytes', (size) => {
    const frames = readInPieces(size);
    expect(frames.map(({ kind, job }) => `${kind} ${job}`)).toEqual(['samples 7', 'samples 7', 'done 7']);
    expect(samplesOf((frames[1] as DecoderFrame).body)).toEqual(samples);
    expect(JSON.parse(String(frames[2]?.body))).toEqual({ seconds: 1 });
  });

  test('have samples of their own, whatever becomes of the piece', () => {
    const piece = Buffer.from(written);
    const [first] = new FrameReader().push(piece);
    piece.fill(0);
    expect(samplesOf((first as DecoderFrame).body)).toEqual(samples);
  });
});
