import { expect, test } from '@jest/globals';
import { letterOf, sectionsOf } from '../../src/cli/align-page/sections.js';
import type { Segment } from '../../src/types.js';

test('after Z comes AA, which has a tone of its own', () => {
  const segment = (label: string, startSeconds: number): Segment => ({
    ...{ startSeconds, endSeconds: startSeconds + 10, label },
    ...{ function: 'verse', confidence: 1 },
  });
  const sections = sectionsOf(['A', 'AA', 'A'].map((label, n) => segment(label, 10 * n)));
  expect(sections.map(({ label, tone }) => [letterOf(label), tone])).toEqual([
    ['A', 0],
    ['AA', 1],
    ['A', 0],
  ]);
});
