/** Chooses among ways to say a thing: varied within a text, the same for the same song. */

export interface Picker {
  /** The next of the variants; none comes again before all have come. */
  pick(variants: readonly string[]): string;
}

/** @param seed - any numbers that belong to the song. */
export function createPicker(seed: readonly number[]): Picker {
  const random = createRandom(hash(seed));
  const left = new Map<string, string[]>();
  return {
    pick(variants) {
      const name = variants.join('\n');
      let rest = left.get(name);
      if (!rest?.length) rest = [...variants];
      const [chosen = ''] = rest.splice(Math.floor(random() * rest.length), 1);
      left.set(name, rest);
      return chosen;
    },
  };
}

/** Source: FNV-1a, Fowler, Noll & Vo, 32 bits. */
function hash(values: readonly number[]): number {
  let state = 0x811c9dc5;
  for (const byte of new Uint8Array(Float32Array.from(values).buffer)) state = Math.imul(state ^ byte, 0x01000193);
  return state >>> 0;
}

/** Source: linear congruential generator, Numerical Recipes; plenty for choosing words. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
