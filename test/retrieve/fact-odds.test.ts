import { describe, expect, test } from '@jest/globals';
import { KEY_NAMES } from '../../src/embed/key-names.js';
import { keyOdds, lengthOdds, modeOdds, tempoFigureOdds } from '../../src/retrieve/fact-odds.js';

const around = (figure: number): [number, number] => [figure * 0.96, figure * 1.04];

describe('odds of what is told', () => {
  test('a tempo: what is told, nearly so, at another level, wrong', () => {
    const odds = [120, 121, 60, 100].map((bpm) => tempoFigureOdds(around(120), 120, bpm));
    expect(odds).toEqual(odds.toSorted((a, b) => b - a));
    expect(odds[0]).toBeGreaterThan(2);
    expect(odds[2]).toBeGreaterThan(0);
    expect(odds[3]).toBeCloseTo(Math.log(0.2));
  });

  test('a range has no middle, and a bound no distance', () => {
    expect(tempoFigureOdds([90, 110], null, 91)).toBe(tempoFigureOdds([90, 110], null, 100));
    const over = [126, 200].map((bpm) => tempoFigureOdds([125, Number.MAX_VALUE], null, bpm)) as [number, number];
    expect(over[0]).toBeGreaterThan(0);
    expect(over[0]).toBeCloseTo(over[1]);
    expect(tempoFigureOdds([125, Number.MAX_VALUE], null, 110)).toBeLessThan(-0.5);
    expect(tempoFigureOdds([0, 100], null, 90)).toBeGreaterThan(0);
  });

  test('lengths are measured exactly: half of it is wrong, and every odd is finite', () => {
    const odds = [200, 220, 100].map((seconds) => lengthOdds([170, 230], 200, seconds));
    expect(odds).toEqual(odds.toSorted((a, b) => b - a));
    for (const seconds of [0.01, 1, 1e6]) {
      expect(lengthOdds([170, 230], 200, seconds)).toBeCloseTo(Math.log(0.05));
      expect(Number.isFinite(lengthOdds([1e-3, 2e-3], null, seconds))).toBe(true);
    }
  });

  test('a key: its relative speaks for it, a fifth hardly against it, others do', () => {
    const odds = ['A minor', 'C major', 'E minor', 'F# major'].map((key) => keyOdds('A minor', key, 0.5));
    expect(odds).toEqual(odds.toSorted((a, b) => b - a));
    expect(odds[0]).toBeGreaterThan(2.5);
    expect(keyOdds('A minor', 'A minor', 0)).toBeLessThan(odds[0] as number);
    expect(keyOdds('A minor', 'F# major', 0)).toBeGreaterThan(odds[3] as number);
    expect(odds[1]).toBeGreaterThan(0);
    expect(odds[2]).toBeGreaterThan(-1);
    expect(odds[3]).toBeLessThan(-2);
  });

  test('a mode: more with confidence, and never surely', () => {
    const [minor, major] = ['A minor', 'C major'].map((key) => modeOdds('minor', key, 1)) as [number, number];
    expect(minor).toBeGreaterThan(modeOdds('minor', 'A minor', 0));
    expect(minor).toBeLessThan(Math.log(2));
    expect(major).toBeLessThan(modeOdds('minor', 'C major', 0));
    expect(Math.exp(minor) + Math.exp(major)).toBeCloseTo(2);
  });

  test('of all keys that may be measured, one is', () => {
    const share = KEY_NAMES.reduce((sum, key) => sum + Math.exp(keyOdds('Eb minor', key, 0.3)) / KEY_NAMES.length, 0);
    expect(share).toBeCloseTo(1);
  });
});
