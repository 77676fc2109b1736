import { expect, test } from '@jest/globals';
import { readInstruments, readNamedInstruments } from '../../../src/retrieve/story/instrument-names.js';
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
  const at = (...names: string[]) =>
    soundEvidence([{ present: new Set(names), absent: new Set() }], heights)[0] as Float64Array;
  const highest = (row: Float64Array) => row.indexOf(Math.max(...row));
  expect(highest(at('piano'))).toBe(0);
  expect(highest(at('strings'))).toBe(2);
  expect(highest(at('piano', 'strings'))).toBe(1);
});

test('what a sentence says is silent is where it rests', () => {
  const heights = new Map([
    ['piano', [3, 3, 3]],
    ['strings', [0, 3, 0.5]],
  ]);
  const [row] = soundEvidence([{ present: new Set(), absent: new Set(['strings']) }], heights);
  expect(row?.indexOf(Math.max(...row))).toBe(0);
});

test.each([
  ['The strings drop out, and a flute goes on.', ['flute'], ['strings']],
  ['Drums and bass have gone, leaving only the piano.', ['piano'], ['drums', 'bass']],
  ['The oboe drops out in the middle.', [], ['oboe']],
  ['A verse without the guitar.', [], ['guitar']],
  ['No drums or bass, just a piano.', ['piano'], ['drums', 'bass']],
  ['Everyone stops except the piano.', ['piano'], []],
  ['Everything but bass and drums is gone.', ['bass', 'drums'], []],
  ['Everything except the drums falls silent.', ['drums'], []],
  ['In the middle, everything but the brass section carries on.', [], ['brass section']],
  ['The violin leaves the guitar behind.', ['violin', 'guitar'], []],
  ['In the chorus the organ joins the choir.', ['organ', 'choir'], []],
])('%s', (sentence, present, absent) => {
  const named = readNamedInstruments(sentence);
  expect([[...named.present], [...named.absent]]).toEqual([present, absent]);
});

test('a list is told from a tale by how much of it are names', () => {
  expect(readNamedInstruments('Bass guitar, drums and piano.').list).toBe(1);
  expect(
    readNamedInstruments('After that the piano wanders off by itself for a while, as if it were alone.').list,
  ).toBeLessThan(0.1);
});

test('a sentence that names nothing gives no evidence, and a constant sound tells no place', () => {
  const named = [[], ['piano']].map((names) => ({ present: new Set<string>(names), absent: new Set<string>() }));
  expect(soundEvidence(named, new Map([['piano', [2, 2, 2]]]))).toEqual([null, new Float64Array(3)]);
});
