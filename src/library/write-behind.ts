/** Collects what is to be stored, so that a store that likes large batches gets them, and nothing waits for long. */

export interface WriteBehind<T> {
  /** Waits only while the store cannot keep up. Rejects with the failure of the first batch that could not be stored, and then ever again. */
  add(item: T): Promise<void>;
  /** Stores what is left. */
  finish(): Promise<void>;
}

/**
 * Holds at most two batches: one that is being stored, and one that collects what comes meanwhile until it has so many items.
 *
 * @param store - called with one batch at a time, in the order in which items came; never again once it has failed.
 * @param limits - a batch is stored when it has so many items, or so many milliseconds after its first item.
 */
export function createWriteBehind<T>(
  store: (batch: T[]) => Promise<void>,
  { items: mostItems, milliseconds }: { items: number; milliseconds: number },
): WriteBehind<T> {
  let pending: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let state: 'idle' | 'storing' | 'failed' = 'idle';
  let stored: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  /** Stores what is pending, after the batch that is being stored. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (state !== 'idle') {
      next ??= stored.then(() => {
        next = undefined;
        return flush();
      });
      return next;
    }
    if (pending.length > 0) {
      stored = storeBatch(pending);
      stored.catch(() => undefined); // the next add tells
      pending = [];
    }
    return stored;
  }

  async function storeBatch(batch: T[]): Promise<void> {
    state = 'storing';
    try {
      await store(batch);
      state = 'idle';
    } catch (error) {
      state = 'failed';
      throw error;
    }
  }

  return {
    async add(item) {
      if (state === 'failed') await stored;
      pending.push(item);
      timer ??= setTimeout(() => flush().catch(() => undefined), milliseconds);
      if (pending.length >= mostItems) await flush();
    },
    finish: flush,
  };
}
