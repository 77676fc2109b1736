import { type FileHandle, open, stat } from 'node:fs/promises';
import { CollapError } from '../errors.js';

/** Bytes that one read of a stream takes: large enough to be cheap, small enough to keep latency and memory low. */
const STREAM_CHUNK_BYTES = 128 * 1024;

/** Small reads are taken out of a window of this size: a header of ten thousand chunks must not cost ten thousand trips to the disk. */
const WINDOW_BYTES = 32 * 1024;
const SMALL_READ_BYTES = 4096;

/** A regular file that is read at positions and never as a whole. */
export class AudioFile {
  private window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  private constructor(
    readonly path: string,
    readonly size: number,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Opens a regular file; pipes, sockets and devices are refused without opening them.
   *
   * @throws {@link CollapError} `E_NOT_FOUND`, `E_PERMISSION`, `E_EMPTY_FILE`.
   */
  static async open(path: string): Promise<AudioFile> {
    try {
      const stats = await stat(path);
      if (!stats.isFile()) {
        const kind = stats.isDirectory() ? 'a folder' : 'no regular file';
        throw new CollapError('E_NOT_FOUND', `${path} is ${kind}; an audio file was expected.`, 'Name an audio file.');
      }
      if (stats.size === 0) {
        throw new CollapError('E_EMPTY_FILE', `${path} holds no bytes.`, 'Copy the file again from its source.');
      }
      return new AudioFile(path, stats.size, await open(path, 'r'));
    } catch (cause) {
      throw asFileError(path, cause);
    }
  }

  /** @returns up to `length` bytes from `position`; fewer only where the file ends. */
  async read(position: number, length: number): Promise<Buffer> {
    if (length > SMALL_READ_BYTES) return this.readThrough(position, length);
    let { start, bytes } = this.window;
    if (position < start || position + length > start + bytes.length) {
      bytes = await this.readThrough(position, WINDOW_BYTES);
      start = position;
      this.window = { start, bytes };
    }
    return Buffer.from(bytes.subarray(position - start, position - start + length));
  }

  private async readThrough(position: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - position));
    const bytes = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(bytes, filled, wanted - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  /** The bytes from `start` to `end` in order; a block is the consumer's to keep. */
  async *stream(start = 0, end = this.size): AsyncGenerator<Buffer> {
    for (let position = start; position < end; ) {
      const chunk = await this.read(position, Math.min(STREAM_CHUNK_BYTES, end - position));
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

function asFileError(path: string, cause: unknown): unknown {
  if (cause instanceof CollapError) return cause;
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code === 'EACCES' || code === 'EPERM') {
    return new CollapError(
      'E_PERMISSION',
      `${path} may not be read (${code}).`,
      'Give the user that runs collap permission to read it.',
      {
        cause,
      },
    );
  }
  return new CollapError('E_NOT_FOUND', `${path} cannot be opened (${code || String(cause)}).`, 'Check the path.', {
    cause,
  });
}
