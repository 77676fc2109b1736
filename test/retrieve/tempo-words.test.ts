import { expect, test } from '@jest/globals';
import { modeOdds } from '../../src/retrieve/fact-odds.js';
import { findMeasuredHints, oddsOfFacts } from '../../src/retrieve/measured-hints.js';
import { readToldMode, readToldTempo, tempoOdds } from '../../src/retrieve/tempo-words.js';

test.each([
  ['A slow, sad waltz', 83],
  ['very slow and dark', 68],
  ['at a walking pace', 98],
  ['a mid-tempo groove', 105],
  ['moderately paced', 105],
  ['The tempo is medium with a piano.', 105],
  ['The tempo of this song is Moderato.', 105],
  ['The tempo is medium fast.', 121],
  ['an up-tempo polka', 130],
  ['A brisk march', 130],
  ['fast-paced drum and bass', 143],
  ['it builds in a slow crescendo', null],
  ['slow and unhurried', Math.sqrt(83 * 94)],
  ['slow verses and fast choruses', null],
  ['not too fast, never slow', null],
  ['a fastidious arrangement', null],
  ['piano and strings', null],
])('tempo in words: %s', (text, expected) => {
  expect(readToldTempo(text)?.centreBpm ?? null).toEqual(expected && expect.closeTo(expected));
});

test.each([
  ['a lament in a minor key', 'minor'],
  ['in a warm major key', 'major'],
  ['a minor-key ballad', 'minor'],
  ['it stays in the minor', 'minor'],
  ['from a minor key to a major key', null],
  ['a minor role for the flute', null],
  ['rich in major chords', 'major'],
  ['The speed is moderate, the key major.', 'major'],
  ['Quick, minor, cocksure.', 'minor'],
  ['Minor.', 'minor'],
  ['Sad, slow. Always minor.', 'minor'],
  ['The harmony is minor throughout.', 'minor'],
  ['The scale it uses is a minor one.', 'minor'],
  ['It is minor and sad', 'minor'],
  ['It is a minor detail.', null],
  ['The song is a minor hit.', null],
  ['a major hit', null],
])('mode in words: %s', (text, expected) => {
  expect(readToldMode(text)).toBe(expected);
});

test('a measured tempo speaks for the words that fit it, less for twice or half of them, and never much against a song', () => {
  const slow = readToldTempo('slow');
  if (!slow) throw new Error('slow is a tempo');
  const [right, doubled, wrong] = [84, 168, 140].map((bpm) => tempoOdds(slow, bpm)) as [number, number, number];
  expect(right).toBeGreaterThan(0.5);
  expect(wrong).toBeLessThan(-0.5);
  expect(doubled).toBeGreaterThan(wrong);
  expect(Math.min(...[40, 60, 120, 200, 240].map((bpm) => tempoOdds(slow, bpm)))).toBeGreaterThan(-2.5);
});

test('words count by their odds, and figures take their place', () => {
  const facts = { tempoBpm: 84, key: 'A minor', keyConfidence: 0.5, durationSeconds: 180 };
  const told = findMeasuredHints('slow, in a minor key');
  const nats = modeOdds('minor', 'A minor', 0.5) + tempoOdds({ centreBpm: 83, deviation: 0.27 }, 84);
  expect(oddsOfFacts(told, facts)).toBeCloseTo(nats);
  expect(oddsOfFacts(told, { ...facts, tempoBpm: null, key: null })).toBe(0);
  expect(findMeasuredHints('slow, 84 BPM, in A minor')).toMatchObject({ toldTempo: null, toldMode: null });
});
