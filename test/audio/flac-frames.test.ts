import { expect, test } from '@jest/globals';
import { FlacFrameSplitter } from '../../src/audio/containers/flac-frames.js';

function crc8(bytes: readonly number[]): number {
  return bytes.reduce((crc, byte) => {
    let value = crc ^ byte;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80 ? ((value << 1) ^ 0x07) & 0xff : (value << 1) & 0xff;
    return value;
  }, 0);
}

/** A frame of fixed blocks: a header with a right checksum, and a body that holds no sync code. */
function frame(number: number, bodyBytes: number): Uint8Array {
  const header = [0xff, 0xf8, 0xc9, 0x08, number];
  return Uint8Array.from([...header, crc8(header), ...new Array<number>(bodyBytes).fill(7)]);
}

/** The last frame of a song that ends in silence is a dozen bytes: as short as the longest header. */
test.each([1, 5, 8, 40])('a last frame with a body of %i bytes is a frame of its own', (bodyBytes) => {
  const frames = [frame(0, 300), frame(1, 200), frame(2, bodyBytes)];
  const splitter = new FlacFrameSplitter();
  const found = [...splitter.push(Buffer.concat(frames)), ...splitter.flush()];
  expect(found.map((bytes) => [...bytes])).toEqual(frames.map((bytes) => [...bytes]));
});

test('chunks of any size give the same frames', () => {
  const frames = [frame(0, 60), frame(1, 3), frame(2, 90), frame(3, 2)];
  const stream = Buffer.concat(frames);
  for (const size of [1, 7, 16, 100]) {
    const splitter = new FlacFrameSplitter();
    const found: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += size) found.push(...splitter.push(stream.subarray(at, at + size)));
    found.push(...splitter.flush());
    expect(found.map((bytes) => bytes.length)).toEqual(frames.map((bytes) => bytes.length));
  }
});
