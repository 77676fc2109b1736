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
  private held: Buffer[] = [];
  private heldBytes = 0;

  /** @returns the frames that this piece completes. */
  push(piece: Buffer): DecoderFrame[] {
    this.held.push(piece);
    this.heldBytes += piece.length;
    const frames: DecoderFrame[] = [];
    for (let frame = this.next(); frame !== null; frame = this.next()) frames.push(frame);
    return frames;
  }

  private next(): DecoderFrame | null {
    if (this.heldBytes < HEAD_BYTES) return null;
    if ((this.held[0] as Buffer).length < HEAD_BYTES) this.join();
    const head = this.held[0] as Buffer;
    const end = HEAD_BYTES + head.readUInt32LE(8);
    if (this.heldBytes < end) return null;
    this.join();
    const whole = this.held[0] as Buffer;
    this.held = whole.length > end ? [whole.subarray(end)] : [];
    this.heldBytes -= end;
    return {
      kind: KINDS[head.readUInt32LE(0)] as FrameKind,
      job: head.readUInt32LE(4),
      body: whole.subarray(HEAD_BYTES, end),
    };
  }

  private join(): void {
    if (this.held.length > 1) this.held = [Buffer.concat(this.held)];
  }
}

/** Copies a body out as samples: a body may stand at an odd address. */
export function samplesOf(body: Buffer): Float32Array {
  const samples = new Float32Array(body.length / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(samples.buffer).set(body);
  return samples;
}
