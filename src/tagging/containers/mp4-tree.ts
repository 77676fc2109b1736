/** Changing one box deep inside others. Source: ISO 14496-12, section 4.2. */

import { listBoxes } from '../../audio/containers/mp4-boxes.js';

export function makeBox(type: string, ...body: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(body);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** `bytes` with the first box of a type replaced, or with a new one behind the others. @param change - from body to body, null where there was none. */
export function changeBox(bytes: Buffer, type: string, change: (body: Buffer | null) => Buffer): Buffer {
  const boxes = listBoxes(bytes);
  const box = boxes.find((candidate) => candidate.type === type);
  if (box) {
    const made = makeBox(type, change(bytes.subarray(box.bodyStart, box.end)));
    return Buffer.concat([bytes.subarray(0, box.start), made, bytes.subarray(box.end)]);
  }
  const end = boxes.at(-1)?.end ?? 0;
  return Buffer.concat([bytes.subarray(0, end), makeBox(type, change(null)), bytes.subarray(end)]);
}

/** Adds `shift` to every place of encoded audio that lies at `from` or behind it. @param moov - changed in place. @throws `Error`. */
export function shiftChunkOffsets(moov: Buffer, from: number, shift: number): void {
  const inside = (bytes: Buffer, type: string): Buffer[] =>
    listBoxes(bytes).flatMap((box) => (box.type === type ? [bytes.subarray(box.bodyStart, box.end)] : []));
  const tables = ['trak', 'mdia', 'minf', 'stbl'].reduce(
    (parents, type) => parents.flatMap((parent) => inside(parent, type)),
    [moov],
  );
  for (const table of tables) {
    for (const list of inside(table, 'stco')) {
      for (let at = 8; at + 4 <= list.length; at += 4) {
        const offset = list.readUInt32BE(at);
        if (offset >= from) list.writeUInt32BE(offset + shift, at);
      }
    }
    for (const list of inside(table, 'co64')) {
      for (let at = 8; at + 8 <= list.length; at += 8) {
        const offset = list.readBigUInt64BE(at);
        if (offset >= from) list.writeBigUInt64BE(offset + BigInt(shift), at);
      }
    }
  }
}
