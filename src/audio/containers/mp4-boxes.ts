/** MP4: boxes within boxes. Source: ISO 14496-12. */

export interface Box {
  readonly type: string;
  /** Body, without its size and type. */
  readonly body: Buffer;
}

/** The boxes that stand side by side in `bytes`; a box that claims more than there is ends the list. */
export function parseBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = bytes.readUInt32BE(at);
    const headBytes = short === 1 ? 16 : 8;
    if (at + headBytes > bytes.length) break;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < headBytes || at + size > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + headBytes, at + size) });
    at += size;
  }
  return boxes;
}

/** @returns the body of the first box down a path of types. */
export function findBox(bytes: Buffer, ...path: readonly string[]): Buffer | null {
  let body: Buffer | null = bytes;
  for (const type of path) {
    if (body === null) return null;
    body = parseBoxes(body).find((box) => box.type === type)?.body ?? null;
  }
  return body;
}
