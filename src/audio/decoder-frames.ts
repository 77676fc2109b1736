/**
 * What a decoder process writes to its pipe: frames of a kind, a job and a body. Samples travel as raw float32, all else as JSON.
 * A pipe of its own keeps audio out of the IPC channel, where it would be serialised, and gives back-pressure for free.
 */

export type FrameKind = 'samples' | 'done' | 'failed';

export interface DecoderFrame {
  readonly kind: FrameKind;
  readonly job: number;
  readonly body: Buffer;
}

const KINDS: readonly FrameKind[] = ['samples', 'done', 'failed'];
const HEAD_BYTES = 12;

/** The head that stands before a body. */
export function frameHead(kind: FrameKind, job: number, bodyBytes: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(KINDS.indexOf(kind), 0);
  head.writeUInt32LE(job, 4);
  head.writeUInt32LE(bodyBytes, 8);
  return head;
}

/** Puts frames together from the pieces in which a pipe delivers them. */
export class FrameReader {
  private readonly head = Buffer.alloc(HEAD_BYTES);
  private headBytes = 0;
  /** Of the frame that is under way; null until its head is whole. */
  private body: Buffer | null = null;
  private bodyBytes = 0;

  /** @returns the frames that this piece completes. */
  push(piece: Buffer): DecoderFrame[] {
    const frames: DecoderFrame[] = [];
    for (let at = 0; at < piece.length; ) {
      if (this.body === null) at += this.takeHead(piece, at);
      if (this.body === null) break;
      const count = piece.copy(this.body, this.bodyBytes, at);
      this.bodyBytes += count;
      at += count;
      if (this.bodyBytes === this.body.length) frames.push(this.end(this.body));
    }
    return frames;
  }

  private takeHead(piece: Buffer, at: number): number {
    const count = piece.copy(this.head, this.headBytes, at);
    this.headBytes += count;
    if (this.headBytes === HEAD_BYTES) this.body = Buffer.allocUnsafeSlow(this.head.readUInt32LE(8));
    return count;
  }

  private end(body: Buffer): DecoderFrame {
    this.headBytes = 0;
    this.body = null;
    this.bodyBytes = 0;
    return { kind: KINDS[this.head.readUInt32LE(0)] as FrameKind, job: this.head.readUInt32LE(4), body };
  }
}

/** The samples of a frame; its body has memory of its own. */
export function samplesOf({ buffer, byteOffset, length }: Buffer): Float32Array {
  return new Float32Array(buffer, byteOffset, length / Float32Array.BYTES_PER_ELEMENT);
}
