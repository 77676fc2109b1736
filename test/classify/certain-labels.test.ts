import { expect, test } from '@jest/globals';
import { calibrateLabels } from '../../src/classify/calibrate-labels.js';
import { certainLabels, findLabelSpans, unsureGroups } from '../../src/classify/certain-labels.js';

const groups = (strings: number, calm: number) => ({
  instrument: [
    { label: 'piano', probability: 0.9 },
    { label: 'strings', probability: strings },
  ],
  mood: [{ label: 'calm', probability: calm }],
});

test.each([
  [0.6, 0.9, ['man', 'woman']],
  [0.9, 0.6, ['instrumental']],
  [0.9, 0.4, ['instrumental']],
])('nobody sings in instrumental music: of %d and %d one side holds', (instrumental, singing, expected) => {
  const labels = [
    { label: 'instrumental', probability: instrumental },
    { label: 'man', probability: singing },
    { label: 'woman', probability: Math.min(singing, 0.55) },
  ];
  expect(certainLabels(labels, 0.5).map(({ label }) => label)).toEqual(expected);
});

test('groups of which nothing is certain', () => {
  expect(unsureGroups(groups(0.1, 0.59), 0.6)).toEqual(['mood']);
  expect(unsureGroups(groups(0.1, 0.6), 0.6)).toEqual([]);
});

test('where each label is certain: unbroken runs, with the mean probability by length', () => {
  const sections = [
    { startSeconds: 0, endSeconds: 65, groups: groups(0.2, 0.1) },
    { startSeconds: 65, endSeconds: 95, groups: groups(0.8, 0.1) },
    { startSeconds: 95, endSeconds: 110, groups: groups(0.65, 0.7) },
    { startSeconds: 110, endSeconds: 130, groups: groups(0.2, 0.1) },
    { startSeconds: 130, endSeconds: 150, groups: groups(0.9, 0.1) },
  ];
  expect(findLabelSpans(sections, 0.6)).toEqual([
    { group: 'instrument', label: 'piano', startSeconds: 0, endSeconds: 150, probability: expect.closeTo(0.9) },
    { group: 'instrument', label: 'strings', startSeconds: 65, endSeconds: 110, probability: expect.closeTo(0.75) },
    { group: 'instrument', label: 'strings', startSeconds: 130, endSeconds: 150, probability: 0.9 },
    { group: 'mood', label: 'calm', startSeconds: 95, endSeconds: 110, probability: 0.7 },
  ]);
});

test('a calibrated probability, by hand', () => {
  const [at, none] = calibrateLabels([0.5, 0], [2, -30], [{ label: 'piano' }, { label: 'organ' }], {
    share: 1,
    height: 0.5,
    bias: Math.log(2) - 1,
    own: {},
  });
  expect(at).toBeCloseTo(0.5); // ln ½ + 1 + ln 2 − 1 = 0
  expect(none).toBeCloseTo(0);
});

test('a label may have a bias of its own', () => {
  const fitted = { share: 1, height: 0, bias: 0, own: { reggae: -Math.log(3) } };
  const labels = [{ label: 'reggae' }, { label: 'constructor' }];
  expect(calibrateLabels([1, 1], [0, 0], labels, fitted)).toEqual([expect.closeTo(0.25), expect.closeTo(0.5)]);
});

test('a label of two groups, and names of groups with spaces, are not mistaken for each other', () => {
  const certain = (label: string) => [{ label, probability: 0.9 }];
  const named = { 'my mood': certain('calm'), my: certain('mood calm'), genre: certain('calm') };
  const spans = findLabelSpans([{ startSeconds: 0, endSeconds: 10, groups: named }], 0.6);
  expect(spans.map(({ group, label }) => [group, label])).toEqual([
    ['my mood', 'calm'],
    ['my', 'mood calm'],
    ['genre', 'calm'],
  ]);
});
