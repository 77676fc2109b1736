import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeSections } from '../../src/classify/merge-sections.js';
import { softmax } from '../../src/classify/score-labels.js';

const alwaysSame = () => ({ mood: [{ label: 'calm', probability: 1 }] });

test('one section where nothing changes, up to the end of the song', () => {
  const sections = mergeSections({ clipStarts: [0, 10, 20, 23], durationSeconds: 33 }, alwaysSame);
  expect(sections).toEqual([{ startSeconds: 0, endSeconds: 33, groups: alwaysSame() }]);
});

test('a song shorter than a clip', () => {
  const sections = mergeSections({ clipStarts: [0], durationSeconds: 4 }, alwaysSame);
  expect(sections).toMatchObject([{ startSeconds: 0, endSeconds: 4 }]);
});

test('sections cover the song without gaps, and neighbours differ', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 60 }), (labels) => {
      const clipStarts = labels.map((_, index) => index * 10);
      const durationSeconds = labels.length * 10;
      const sections = mergeSections({ clipStarts, durationSeconds }, (from) => ({
        g: [{ label: labels[from] as string, probability: 1 }],
      }));
      expect(sections[0]?.startSeconds).toBe(0);
      expect(sections.at(-1)?.endSeconds).toBe(durationSeconds);
      for (const [i, section] of sections.entries()) {
        expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
        if (i) expect(section.startSeconds).toBe(sections[i - 1]?.endSeconds);
        if (i) expect(section.groups.g?.[0]?.label).not.toBe(sections[i - 1]?.groups.g?.[0]?.label);
      }
    }),
  );
});

test('softmax, by hand and with scores that would overflow', () => {
  const [high, low] = softmax([Math.log(3), 0], 1) as [number, number];
  expect([high, low]).toEqual([expect.closeTo(0.75), expect.closeTo(0.25)]);
  expect(softmax([1000, 1000], 0.1)).toEqual([0.5, 0.5]);
});
