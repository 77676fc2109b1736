/** MP4: boxes within boxes. Source: ISO 14496-12. */

export interface BoxSpan {
  readonly type: string;
  /** Of the box's head. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** The boxes that stand side by side; a box that claims more than there is ends the list. */
export function listBoxes(bytes: Buffer): BoxSpan[] {
  const boxes: BoxSpan[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = bytes.readUInt32BE(at);
    const headBytes = short === 1 ? 16 : 8;
    if (at + headBytes > bytes.length) break;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < headBytes || at + size > bytes.length) break;
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      start: at,
      bodyStart: at + headBytes,
      end: at + size,
    });
    at += size;
  }
  return boxes;
}

export interface Box {
  readonly type: string;
  /** Body, without its size and type. */
  readonly body: Buffer;
}

/** The boxes of {@link listBoxes} with their bodies. */
export function parseBoxes(bytes: Buffer): Box[] {
  return listBoxes(bytes).map(({ type, bodyStart, end }) => ({ type, body: bytes.subarray(bodyStart, end) }));
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
