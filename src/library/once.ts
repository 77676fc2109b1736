export interface Once<T> {
  get(): Promise<T>;
  /** What is open; null where nothing was opened. */
  opened(): Promise<T | null>;
}

/** Opens at the first call; a failure is not kept, so that the next call tries again. */
export function once<T>(open: () => Promise<T>): Once<T> {
  let opening: Promise<T> | undefined;
  return {
    get() {
      opening ??= open().catch((error) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    opened: async () => opening?.catch(() => null) ?? null, // what never opened needs no closing
  };
}
