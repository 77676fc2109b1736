import { expect, test } from '@jest/globals';
import { asDescription, parseDescription } from '../../src/retrieve/parse-description.js';
import { nudgeByLength, readSongShare } from '../../src/retrieve/song-length.js';

test.each([
  ['solo violin', 0.25],
  ['calm ambient music with slow synth pads', 0.875],
  ['It opens with strings, and drums come in after a minute.', 1],
  ['It ends on a brighter note after the drums leave the song', 1],
  ['The drums enter like an explosion after two quiet verses, which surprises every time', 0],
  ['After two quiet verses of guitar and voice the whole band enters like an explosion', 1],
  ['a loud explosion', 0],
  ['a punchy kick one-shot', 0],
  ['short piano loop', 0],
  ['A solo cello plays a sustained low note', 0],
  ['', 0],
])('how much of a song is asked for: %s', (text, expected) => {
  expect(readSongShare(text)).toBe(expected);
});

test('a second of sound stands behind a song, and half a minute does not', () => {
  const [second, phrase, half, song] = [1, 8, 30, 240].map((seconds) => nudgeByLength(1, seconds)) as number[];
  expect(second).toBeCloseTo(-Math.exp(-1 / 8));
  expect(phrase).toBeCloseTo(-Math.exp(-1));
  expect(half).toBeGreaterThan(-0.03);
  expect(song).toBeCloseTo(0);
  expect(nudgeByLength(0, 1)).toBeCloseTo(0);
});

test('what is to be avoided asks for no song, and labels are answered by files of any length', () => {
  expect(parseDescription('calm piano without any explosion or siren at all').songShare).toBe(0.25);
  expect(parseDescription('no drums, no singing').songShare).toBe(0);
  expect(parseDescription('a warm electric piano figure that lasts, shorter than 10 seconds').songShare).toBe(0);
  const label = {
    text: 'a song with many words that tell of it',
    role: 'wanted' as const,
    isMeasured: false,
    isMoment: false,
  };
  expect(asDescription([label]).songShare).toBe(0);
});
