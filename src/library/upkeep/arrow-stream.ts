/** Tables as files of one Arrow IPC stream each. */
import { createReadStream, createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import type { Table } from '@lancedb/lancedb';
import type { RecordBatch } from 'apache-arrow';

/** The store's own copy (CommonJS): Arrow's writers do not know the classes of another. */
const { AsyncByteQueue, RecordBatchReader, RecordBatchStreamWriter } = createRequire(import.meta.url)(
  'apache-arrow',
) as typeof import('apache-arrow');

/** What ends every stream; a file that was cut between two batches reads well without. */
const END_OF_STREAM = Buffer.from('ffffffff00000000', 'hex');

/** Where a writer leaves its bytes until they are taken. */
class Outbox extends AsyncByteQueue {
  #chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  take(): Uint8Array[] {
    return this.#chunks.splice(0);
  }
}

/**
 * Writes a table batch by batch, no faster than the file takes it, so that memory does not grow with the table.
 *
 * @returns how many rows it has.
 * @throws what the table or the file system throws; the latter with its `syscall`.
 */
export async function writeArrowStream(table: Table, path: string): Promise<number> {
  let rows = 0;
  await pipeline(async function* () {
    const outbox = new Outbox();
    const writer = new RecordBatchStreamWriter();
    writer.reset(outbox, await table.schema());
    for await (const batch of table.query()) {
      rows += batch.numRows;
      writer.write(batch);
      yield* outbox.take();
    }
    writer.close();
    yield* outbox.take();
  }, createWriteStream(path));
  return rows;
}

/**
 * The batches of a file.
 *
 * @throws what the file system or Arrow throws, and an error at the end of a file that was cut.
 */
export async function* readArrowStream(path: string): AsyncGenerator<RecordBatch> {
  let tail = Buffer.alloc(0);
  // Given the file's stream itself, Arrow waits for ever where it cannot be opened.
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path)) {
      tail = Buffer.concat([tail, chunk]).subarray(-END_OF_STREAM.length);
      yield chunk;
    }
  }
  yield* await RecordBatchReader.from(bytes());
  if (!tail.equals(END_OF_STREAM)) throw new Error('its end is missing');
}
