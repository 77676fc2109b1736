import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutStretches, mergeSections, type SpanLabels } from '../../src/classify/merge-sections.js';
import { softmax } from '../../src/classify/score-labels.js';
import type { TimeSpan } from '../../src/types.js';

const LEAST = 0.6;
const energy = { value: 0.5, level: 'medium' } as const;
const labelled = (label: string, probability: number): SpanLabels => ({
  groups: {
    mood: [
      { label, probability },
      { label: 'other', probability: 0.1 },
    ],
  },
  energy,
});
const spansOf = (count: number): TimeSpan[] =>
  Array.from({ length: count }, (_, index) => ({ startSeconds: index * 10, endSeconds: index * 10 + 10 }));

test('one section where nothing changes, up to the end of the song', () => {
  const sections = mergeSections(spansOf(4), LEAST, () => labelled('calm', 1));
  expect(sections).toEqual([{ startSeconds: 0, endSeconds: 40, ...labelled('calm', 1) }]);
});

test.each<[string, SpanLabels]>([
  ['a label that leads', labelled('sad', 0.3)],
  ['a label that becomes certain', labelled('calm', 0.7)],
  ['the level of energy', { ...labelled('calm', 0.3), energy: { value: 0.9, level: 'high' } }],
])('%s begins a section', (_, later) => {
  const sections = mergeSections(spansOf(3), LEAST, ({ startSeconds }) =>
    startSeconds < 20 ? labelled('calm', 0.3) : later,
  );
  expect(sections.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [0, 20],
    [20, 30],
  ]);
});

test('sections cover the song without gaps, and neighbours differ', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 60 }), (labels) => {
      const sections = mergeSections(spansOf(labels.length), LEAST, ({ startSeconds }) =>
        labelled(labels[startSeconds / 10] as string, 1),
      );
      expect(sections[0]?.startSeconds).toBe(0);
      expect(sections.at(-1)?.endSeconds).toBe(labels.length * 10);
      for (const [i, section] of sections.entries()) {
        expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
        if (i) expect(section.startSeconds).toBe(sections[i - 1]?.endSeconds);
        if (i) expect(section.groups.mood?.[0]?.label).not.toBe(sections[i - 1]?.groups.mood?.[0]?.label);
      }
    }),
  );
});

test('songs without known structure are cut evenly, short ones not at all', () => {
  expect(cutStretches(4)).toEqual([{ startSeconds: 0, endSeconds: 4 }]);
  expect(cutStretches(125).map(({ endSeconds }) => endSeconds)).toEqual([31.25, 62.5, 93.75, 125]);
});

test('softmax, by hand and with scores that would overflow', () => {
  const [high, low] = softmax([Math.log(3), 0], 1) as [number, number];
  expect([high, low]).toEqual([expect.closeTo(0.75), expect.closeTo(0.25)]);
  expect(softmax([1000, 1000], 0.1)).toEqual([0.5, 0.5]);
});
