/** Seeded random numbers: the same in every run and on every machine. */

export interface Random {
  /** 0 up to 1. */
  uniform(): number;
  /** Mean 0, deviation 1. */
  normal(): number;
}

/** Source: mulberry32 (public domain, T. Ettinger); normal numbers by Box & Muller 1958. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
