import { expect, test } from '@jest/globals';
import { levelOdds, readToldLevels } from '../../../src/retrieve/story/level-odds.js';
import { readEnding } from '../../../src/retrieve/story/told-ending.js';

test.each([
  ['It fades out.', 'fading'],
  ['Outro: fade.', 'fading'],
  ['The last seconds fade to nothing.', 'fading'],
  ['It drifts off into silence.', 'fading'],
  ['Ends by slowly disappearing.', 'fading'],
  ['It ends cold.', 'unfading'],
  ['Outro: hard stop.', 'unfading'],
  ['Everything stops dead at full volume.', 'unfading'],
  ['The band hits one last loud chord.', 'unfading'],
  ["There's no fade-out.", 'unfading'],
  ['It ends without a fade.', 'unfading'],
  ['The voice fades out.', null],
  ['Ending: dead calm.', null],
  ['It ends on a cold, clear note.', null],
  ['It ends on a cold note.', null],
  ['The rhythm stops dead.', null],
  ['It fades in slowly.', null],
  ['It ends with a quiet chord.', null],
  ['Faded photographs, a cold winter.', null],
])('%s', (text, expected) => {
  expect(readEnding(text)).toBe(expected);
});

test('a song that fades fits what says so, and one that stops what says that', () => {
  const lufs = new Array<number>(18).fill(-16);
  const [faded, stopped] = [
    [...lufs, -25, -38],
    [...lufs, -16, -17],
  ] as const;
  for (const [text, right, wrong] of [
    ['It fades out.', faded, stopped],
    ['It ends cold.', stopped, faded],
  ] as const) {
    const told = readToldLevels([text]);
    if (!told) throw new Error(`"${text}" tells of levels`);
    expect(levelOdds(told, right, 10)).toBeGreaterThan(1);
    expect(levelOdds(told, wrong, 10)).toBeLessThan(-1);
  }
});
