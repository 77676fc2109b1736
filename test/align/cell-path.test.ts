import { describe, expect, test } from '@jest/globals';
import { findCellPath } from '../../src/align/cell-path.js';

/** Cells are alike where their letters are equal. */
function pathOf(first: string, second: string, alike = 0.9, unlike = -0.1) {
  const similarity = Float32Array.from([...first].flatMap((a) => [...second].map((b) => (a === b ? alike : unlike))));
  const lengths = [[...first].map(() => 2), [...second].map(() => 2)] as const;
  return findCellPath({ similarity, lengths });
}

describe('the path through two songs', () => {
  test('is the diagonal of a song with itself, and wins all of its time', () => {
    const { pairs, gain } = pathOf('aabbcc', 'aabbcc');
    expect(pairs).toEqual([0, 1, 2, 3, 4, 5].map((n) => [n, n]));
    expect(gain).toBeCloseTo(12 * (0.9 - 0.35) - 0.5 * 2);
  });

  test('skips what was cut out, and what was put in', () => {
    expect(pathOf('aaabbbccc', 'aaaccc').pairs.map(([i]) => i)).toEqual([0, 1, 2, 6, 7, 8]);
    expect(pathOf('aaaccc', 'aaabbbccc').pairs.map(([, j]) => j)).toEqual([0, 1, 2, 6, 7, 8]);
  });

  test('follows a song at twice the pace, in both directions, once it has begun', () => {
    const fast = pathOf('abcd', 'aabbccdd').pairs;
    expect(fast.map(([i]) => i)).toEqual([0, 1, 1, 2, 2, 3, 3]);
    expect(fast.map(([, j]) => j)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(pathOf('aabbccdd', 'abcd').pairs.map(([i]) => i)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('does not dwell on one moment', () => {
    const { pairs } = pathOf('abbbbbbbbc', 'abc');
    const dwelling = pairs.filter(([, j]) => j === 1);
    expect(dwelling.length).toBeLessThanOrEqual(2);
  });

  test('is empty where nothing is alike, and never falls', () => {
    expect(pathOf('abc', 'xyz')).toEqual({ pairs: [], gain: 0 });
    const { pairs } = pathOf('abcabcabc', 'cabbca');
    for (const [n, [i, j]] of pairs.entries()) {
      const before = pairs[n - 1];
      if (before) expect([i >= before[0], j >= before[1]]).toEqual([true, true]);
    }
    expect(pairs.length).toBeGreaterThan(2);
  });
});
