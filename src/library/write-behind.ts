/** Collects what is to be stored, so that a store that likes large batches gets them, and nothing waits for long. */

export interface WriteBehind<T> {
  /** Waits only while the store cannot keep up. Rejects when an earlier batch could not be stored. */
  add(item: T): Promise<void>;
  /** Stores what is left. */
  finish(): Promise<void>;
}

/**
 * @param store - called with one batch at a time, in the order in which items came.
 * @param limits - a batch is stored when it has so many items, or so many milliseconds after its first item.
 */
export function createWriteBehind<T>(
  store: (batch: T[]) => Promise<void>,
  { items: mostItems, milliseconds }: { items: number; milliseconds: number },
): WriteBehind<T> {
  let pending: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stored: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = pending;
    pending = [];
    if (batch.length > 0) stored = stored.then(() => store(batch));
    stored.catch(() => undefined); // add and finish await the same promise
    return stored;
  }

  return {
    async add(item) {
      pending.push(item);
      timer ??= setTimeout(flush, milliseconds);
      if (pending.length >= mostItems) await flush();
    },
    finish: flush,
  };
}
