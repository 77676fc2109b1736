/** The checksum of an Ogg page. Source: RFC 3533, section 6: polynomial 0x04c11db7, no reflection, from 0. */
const POLYNOMIAL = 0x04c1_1db7;
const CHECKSUM_AT = 22;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = (value & 0x8000_0000) !== 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
  return value;
});

/** Puts the right checksum into a page. @param page - a whole page; changed in place. */
export function writeOggChecksum(page: Buffer): void {
  page.writeUInt32LE(0, CHECKSUM_AT);
  let value = 0;
  for (const byte of page) value = ((value << 8) ^ (TABLE[((value >>> 24) ^ byte) & 0xff] as number)) >>> 0;
  page.writeUInt32LE(value, CHECKSUM_AT);
}
