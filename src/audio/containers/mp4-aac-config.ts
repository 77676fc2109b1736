import type { AacConfig } from './adts.js';
import { parseBoxes } from './mp4-boxes.js';

/** Bytes of an audio sample entry before its boxes; QuickTime's version 1 has 16 more, version 2 has 36 more. */
const ENTRY_BYTES: Record<number, number> = { 0: 28, 1: 44, 2: 64 };
const DECODER_CONFIG_TAG = 4;
const SPECIFIC_INFO_TAG = 5;
/** Fixed bytes behind the tag of each descriptor: ES (3), decoder configuration (13). */
const FIXED_BYTES: Record<number, number> = { 3: 3, [DECODER_CONFIG_TAG]: 13 };

/** Descends the descriptors of `esds` to the AudioSpecificConfig. Source: ISO 14496-1, section 7.2.6. */
function findSpecificInfo(esds: Buffer): Buffer | null {
  let at = 4;
  while (at + 2 <= esds.length) {
    const tag = esds[at++] as number;
    let size = 0;
    for (let count = 0; count < 4 && at < esds.length; count++) {
      const byte = esds[at++] as number;
      size = size * 128 + (byte & 0x7f);
      if (byte < 0x80) break;
    }
    if (tag === SPECIFIC_INFO_TAG) return esds.subarray(at, at + size);
    at += FIXED_BYTES[tag] ?? size;
  }
  return null;
}

/**
 * @param entry - body of an `mp4a` sample entry.
 * @returns null when it is not AAC that ADTS can carry (other object types, explicit rates, 960-sample frames).
 */
export function readAacConfig(entry: Buffer): AacConfig | null {
  const start = ENTRY_BYTES[entry.readUInt16BE(8)] ?? 28;
  const boxes = parseBoxes(entry.subarray(start)).flatMap((box) =>
    box.type === 'wave' ? parseBoxes(box.body) : [box],
  );
  const esds = boxes.find((box) => box.type === 'esds')?.body;
  const config = esds && findSpecificInfo(esds);
  if (!config || config.length < 2) return null;
  const bits = config.readUInt16BE(0);
  const objectType = bits >> 11;
  const rateIndex = (bits >> 7) & 15;
  const channelConfig = (bits >> 3) & 15;
  const hasShortFrames = objectType === 2 && ((bits >> 2) & 1) === 1;
  if (![2, 5, 29].includes(objectType) || rateIndex > 12 || channelConfig < 1 || channelConfig > 7 || hasShortFrames)
    return null;
  return { objectType, rateIndex, channelConfig };
}
