import { expect, test } from '@jest/globals';
import type { SongClassification } from '../../src/classify/classify-song.js';
import { fitClassification } from '../../src/tools/fit-classification.js';
import { estimateTokens } from '../../src/tools/result-budget.js';

const energy = { value: 1 / 3, level: 'medium' as const };
const labels = Array.from({ length: 100 }, (_, index) => ({
  label: `label ${index}`,
  probability: (index + 1) / 5050,
}));
const groupsOf = (count: number): SongClassification['groups'] =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`group ${index}`, labels]));
const songOf = (count: number): SongClassification => ({
  groups: groupsOf(count),
  warnings: [],
  unsure: Object.keys(groupsOf(count)),
  tempoBpm: 120,
  key: null,
  energy,
  sections: [{ startSeconds: 0, endSeconds: 90.04, groups: groupsOf(count), unsure: [], energy }],
  spans: [{ group: 'group 0', label: 'label 99', startSeconds: 0, endSeconds: 90.04, probability: 2 / 3 }],
});

test('what fits is only rounded, the most probable labels first', () => {
  const fitted = fitClassification(songOf(1), 2, 9_000);
  expect(fitted.groups['group 0']).toEqual([
    { label: 'label 99', probability: 0.0198 },
    { label: 'label 98', probability: 0.0196 },
  ]);
  expect(fitted).toMatchObject({ note: null, sections: [{ endSeconds: 90 }], energy: { value: 0.33 } });
});

test('of many groups, the least probable labels of each are left out, and a note says so', () => {
  const fitted = fitClassification(songOf(60), 100, 9_000);
  expect(estimateTokens(fitted)).toBeLessThanOrEqual(9_000);
  expect(estimateTokens(fitted)).toBeGreaterThan(7_000);
  expect(Object.keys(fitted.groups)).toHaveLength(60);
  const counts = new Set(Object.values(fitted.groups).map((scored) => scored.length));
  expect(counts.size).toBe(1);
  for (const [best] of Object.values(fitted.groups)) expect(best?.label).toBe('label 99');
  expect(fitted).toMatchObject({ sections: [], spans: [{}], unsure: { length: 60 } });
  expect(fitted.note).toContain(`all but the ${[...counts][0]} most probable labels of each group`);
});

test('of very many groups the last are left out', () => {
  const fitted = fitClassification(songOf(2_000), 5, 9_000);
  expect(estimateTokens(fitted)).toBeLessThanOrEqual(9_000);
  const kept = Object.keys(fitted.groups);
  expect(kept.length).toBeGreaterThan(100);
  expect(fitted.unsure).toEqual(kept);
  expect(fitted.note).toContain(`the last ${2_000 - kept.length} groups`);
});
