import type { CollapError } from '../errors.js';

/** Blocks wait here between a decoder that pushes and a consumer that pulls. */
export class BlockQueue {
  private readonly blocks: Float32Array[] = [];
  private end: { error: CollapError | null } | null = null;
  private wake: (() => void) | null = null;

  /** @param setFlowing - told whether the decoder may go on. @param highWater - blocks from which it may not. */
  constructor(
    private readonly setFlowing: (isFlowing: boolean) => void,
    private readonly highWater: number,
  ) {}

  push(block: Float32Array): void {
    this.blocks.push(block);
    if (this.blocks.length >= this.highWater) this.setFlowing(false);
    this.notify();
  }

  /** No more blocks come. @param error - what the consumer gets behind those that wait; null when all went well. */
  finish(error: CollapError | null): void {
    this.end ??= { error };
    this.notify();
  }

  /**
   * Waits for the next block.
   *
   * @param onStall - called every `stallMilliseconds` while nothing arrives; it must see to it that {@link finish} is called.
   * @returns null behind the last block. @throws the error given to {@link finish}.
   */
  async take(stallMilliseconds: number, onStall: () => void): Promise<Float32Array | null> {
    while (this.blocks.length === 0 && this.end === null) await this.arrival(stallMilliseconds, onStall);
    const block = this.blocks.shift();
    if (block && this.blocks.length < this.highWater) this.setFlowing(true);
    if (block) return block;
    if (this.end?.error) throw this.end.error;
    return null;
  }

  private arrival(stallMilliseconds: number, onStall: () => void): Promise<void> {
    return new Promise((resolve) => {
      const stall = setInterval(onStall, stallMilliseconds);
      this.wake = () => {
        clearInterval(stall);
        resolve();
      };
    });
  }

  private notify(): void {
    const { wake } = this;
    this.wake = null;
    wake?.();
  }
}
