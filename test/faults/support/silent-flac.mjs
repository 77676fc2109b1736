// FLAC that says nothing for hours in a few bytes a second: each frame is one constant.
// Source: RFC 9639, sections 8.2 (streaminfo), 9.1 (frame header), 9.2.3 (constant subframe).

const BLOCK_FRAMES = 32_768;

function crc(bytes, bits, polynomial) {
  const top = 1 << (bits - 1);
  const mask = 2 ** bits - 1;
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let i = 0; i < 8; i++) value = (value & top ? (value << 1) ^ polynomial : value << 1) & mask;
  }
  return value;
}

/** A frame number in the variable length that UTF-8 uses. */
function codedNumber(n) {
  if (n < 0x80) return [n];
  if (n < 0x800) return [0xc0 | (n >> 6), 0x80 | (n & 63)];
  return [0xe0 | (n >> 12), 0x80 | ((n >> 6) & 63), 0x80 | (n & 63)];
}

/**
 * @param hours - of silence at 44.1 kHz, mono, 16 bits.
 * @param isTold - whether the header gives the length; otherwise it says that it is not known.
 */
export function silentFlac(hours, isTold) {
  const count = Math.ceil((hours * 3600 * 44_100) / BLOCK_FRAMES);
  const info = Buffer.alloc(34);
  info.writeUInt16BE(BLOCK_FRAMES, 0);
  info.writeUInt16BE(BLOCK_FRAMES, 2);
  const total = isTold ? BigInt(count * BLOCK_FRAMES) : 0n;
  info.writeBigUInt64BE((44_100n << 44n) | (15n << 36n) | total, 10);
  const parts = [Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), info];
  for (let n = 0; n < count; n++) {
    const head = [0xff, 0xf8, 0xf9, 0x08, ...codedNumber(n)]; // 32,768 frames a block, 44.1 kHz, mono, 16 bits
    head.push(crc(head, 8, 0x07));
    const body = Buffer.from([...head, 0, 0, 0]);
    const check = Buffer.alloc(2);
    check.writeUInt16BE(crc(body, 16, 0x8005));
    parts.push(body, check);
  }
  return Buffer.concat(parts);
}
