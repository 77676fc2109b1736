import { expect, test } from '@jest/globals';
import { reliabilityBins, reliabilityFigures } from '../../src/eval/metrics/reliability.js';

const claims = (probability: number, right: number, wrong: number) => [
  ...Array.from({ length: right }, () => ({ probability, holds: true })),
  ...Array.from({ length: wrong }, () => ({ probability, holds: false })),
];

test('claims that are as often true as they say have no calibration error', () => {
  const judgements = [...claims(0.8, 8, 2), ...claims(0.2, 2, 8), ...claims(1, 3, 0)];
  expect(reliabilityFigures(judgements, 0.7).calibrationError).toBeCloseTo(0);
  expect(reliabilityBins(judgements).map(({ n }) => n)).toEqual([0, 10, 0, 0, 10, 3]);
});

test('overconfidence, by hand', () => {
  const figures = reliabilityFigures([...claims(0.95, 1, 1), ...claims(0.4, 1, 1)], 0.6);
  expect(figures.calibrationError).toBeCloseTo((0.45 + 0.1) / 2);
  expect(figures.brier).toBeCloseTo((0.05 ** 2 + 0.95 ** 2 + 0.6 ** 2 + 0.4 ** 2) / 4);
  expect(figures).toMatchObject({ certainTrue: 0.5, certainFound: 0.5 });
});

test('where nothing is certain, nothing certain is wrong', () => {
  expect(reliabilityFigures(claims(0.3, 1, 2), 0.6)).toMatchObject({ certainTrue: 1, certainFound: 0 });
});
