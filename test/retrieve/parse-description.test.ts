import { expect, test } from '@jest/globals';
import { packSentences } from '../../src/retrieve/embed-description.js';
import { parseDescription } from '../../src/retrieve/parse-description.js';

const said = (description: string, not?: string[]) =>
  parseDescription(description, not).clauses.map(({ role, text }) => `${role === 'wanted' ? '+' : '-'} ${text}`);

test('sentences become wanted and avoided clauses in reading order', () => {
  const text = 'A calm piece that begins with a single instrument. Later drums come in. It has no singing.';
  expect(said(text)).toEqual([
    '+ A calm piece that begins with a single instrument.',
    '+ Later drums come in.',
    '- singing',
  ]);
});

test('what is to be avoided may be given apart, with or without a "no", as a list', () => {
  expect(said('calm piano', ['no drums', 'brass, choir or organ', 'drums'])).toEqual([
    '+ calm piano',
    '- drums',
    '- brass',
    '- choir',
    '- organ',
  ]);
});

test('a description may be empty when something is to be avoided', () => {
  expect(said('', ['drums'])).toEqual(['- drums']);
});

test('whatever is left of a description, there is something to ask for', () => {
  expect(said('Nothing else.')).toEqual(['+ Nothing else.']);
});

test('a sentence that is only measured is not heard, unless there is nothing else', () => {
  const measured = (text: string) => parseDescription(text).clauses.map((clause) => clause.isMeasured);
  expect(measured('A calm piano. The tempo is 90 BPM.')).toEqual([false, true]);
  expect(measured('The tempo is 90 BPM.')).toEqual([false]);
});

test.each(['', '   \n', '?!…'])('nothing said: %j', (text) => {
  expect(() => parseDescription(text)).toThrow(
    expect.objectContaining({ code: 'E_EMPTY_DESCRIPTION', remedy: expect.any(String) }),
  );
});

test('1,000 words are read, one more is too long', () => {
  const words = (count: number) =>
    Array.from({ length: count }, (_, i) => `word${i}${i % 20 === 19 ? '.' : ''}`).join(' ');
  expect(parseDescription(words(1000)).clauses.length).toBeGreaterThan(1);
  expect(() => parseDescription(words(1001))).toThrow(expect.objectContaining({ code: 'E_TOO_LONG' }));
  expect(() => parseDescription('音'.repeat(20_001))).toThrow(expect.objectContaining({ code: 'E_TOO_LONG' }));
});

test('warns of another language and of measured words, and of nothing else', () => {
  expect(parseDescription('Ruhige Klaviermusik mit einer Geige und ohne Gesang').warnings).toEqual([
    expect.stringContaining('English'),
  ]);
  expect(parseDescription('A calm piano at 90 BPM').warnings).toEqual([expect.stringContaining('90 BPM')]);
  expect(parseDescription('A calm piano').warnings).toEqual([]);
});

test('what a sentence denies and another one wants is missing for a while only', () => {
  const textsOf = (text: string) => parseDescription(text).clauses.map(({ role, text: told }) => `${role}: ${told}`);
  expect(textsOf('A lone piano, no drums. Then the drums enter.')).toEqual([
    'wanted: A lone piano, no drums.',
    'wanted: Then the drums enter.',
  ]);
  expect(textsOf('I love guitar. No vocals. Vocals annoy me.')).toContain('avoided: vocals');
});

test('what leads on from one moment to the next tells nothing by itself', () => {
  const texts = parseDescription('As the song moves into the bridge, a choir joins in.').clauses.map(
    ({ text }) => text,
  );
  expect(texts).toEqual(['the bridge, a choir joins in.']);
});

test('an instrumental that somebody sings over is no song without a singer', () => {
  const avoidedIn = (text: string) =>
    parseDescription(text).clauses.flatMap(({ role, text: clause }) => (role === 'avoided' ? [clause] : []));
  expect(avoidedIn('A flat male vocal singing over a playback instrumental.')).toEqual([]);
  expect(avoidedIn('A jazz instrumental. A male voice is rapping along.')).toEqual([]);
  expect(avoidedIn('A jazz instrumental. The violin sings the tune.')).toEqual(['singing voice']);
  expect(avoidedIn('A jazz instrumental with room for a singer.')).toEqual(['singing voice']);
});

test('sentences are packed into texts that the encoder takes whole', () => {
  expect(packSentences(['one two', 'three', 'four five six', 'a b c d e f'], 4)).toEqual([
    'one two. three',
    'four five six',
    'a b c d e f',
  ]);
});
