import { expect, test } from '@jest/globals';
import { readInstruments } from '../../../src/retrieve/story/instrument-names.js';
import { soundEvidence } from '../../../src/retrieve/story/sound-evidence.js';

test('what is named is read as it is written, the longest name first', () => {
  const named = readInstruments('Bass guitar, drums and a French horn; no guitarist, but two Violins or a violin.');
  expect([...named]).toEqual(['bass guitar', 'drums', 'french horn', 'violin']);
});

test('a part for one of two instruments is where the other rests', () => {
  const heights = new Map([
    ['piano', [3, 3, 0]],
    ['strings', [0, 3, 3]],
  ]);
  const at = (...names: string[]) => soundEvidence([new Set(names)], heights)[0] as Float64Array;
  const highest = (row: Float64Array) => row.indexOf(Math.max(...row));
  expect(highest(at('piano'))).toBe(0);
  expect(highest(at('strings'))).toBe(2);
  expect(highest(at('piano', 'strings'))).toBe(1);
});

test('a sentence that names nothing gives no evidence, and a constant sound tells no place', () => {
  const named = [new Set<string>(), new Set(['piano'])];
  expect(soundEvidence(named, new Map([['piano', [2, 2, 2]]]))).toEqual([null, new Float64Array(3)]);
});
