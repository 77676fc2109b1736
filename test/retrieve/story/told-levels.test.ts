import { describe, expect, test } from '@jest/globals';
import { levelOdds, readToldLevels } from '../../../src/retrieve/story/level-odds.js';
import { readLevel } from '../../../src/retrieve/story/told-levels.js';

const HOP_SECONDS = 10;

test.each([
  ['The volume hardly changes.', 'even'],
  ['Dynamics stay level throughout.', 'even'],
  ['It never really gets louder or quieter.', 'even'],
  ['Equally loud from start to finish.', 'even'],
  ['Quiet and loud passages take turns.', 'wide'],
  ['The recording is wide in dynamics.', 'wide'],
  ['By the end it is louder than the opening.', 'rising'],
  ['It slowly builds up.', 'rising'],
  ['The level rises markedly.', 'rising'],
  ['It gets quieter as it goes.', 'falling'],
  ['The last bars fade out.', 'falling'],
  ['The volume falls away.', 'falling'],
  ['The loudest passage comes in the middle.', 'loud'],
  ['The chorus is very loud.', 'loud'],
  ['It opens quietly.', 'quiet'],
  ['The quietest part comes next.', 'quiet'],
  ['It starts quiet.', 'quiet'],
  ['The song ends loud.', 'loud'],
  ['It starts quiet piano first.', null],
  ['Far from being the loudest, the intro whispers.', null],
  ['A soft piano melody.', null],
  ['Soft strings and loud drums.', null],
  ['The accordion goes quiet.', null],
  ['It is not louder than before.', null],
  ['Music for a quiet evening.', null],
  ['A puzzle level of a game.', null],
])('%s', (sentence, kind) => expect(readLevel(sentence)).toBe(kind));

describe('the course of loudness', () => {
  const rising = [-30, -28, -26, -22, -18, -15, -13, -12];
  const falling = [...rising].reverse();
  const even = rising.map(() => -14);
  const odds = (text: string, lufs: readonly number[]) => {
    const told = readToldLevels([text]);
    return told ? levelOdds(told, lufs, HOP_SECONDS) : null;
  };

  test.each([
    ['It starts quietly.', rising, falling],
    ['By the end it is louder.', rising, falling],
    ['It ends quieter than it began.', falling, rising],
    ['The volume stays the same.', even, rising],
    ['Quiet and loud passages take turns.', rising, even],
    ['The last part is the loudest.', rising, falling],
  ])('%s', (text, own, other) => {
    expect(odds(text, own)).toBeGreaterThan(odds(text, other) as number);
    expect(odds(text, own)).toBeGreaterThan(0);
  });

  test('says nothing where nothing is told, and of songs too short to have one', () => {
    expect(odds('A calm piano.', rising)).toBeNull();
    expect(odds('It starts quietly.', rising.slice(0, 3))).toBe(0);
  });

  test('silence counts as quiet, not more', () => {
    const silent = [-70, ...rising.slice(1)];
    expect(odds('It starts quietly.', silent)).toBeCloseTo(
      odds('It starts quietly.', [-60, ...rising.slice(1)]) as number,
      5,
    );
    expect(
      Number.isFinite(
        odds(
          'It starts quietly.',
          rising.map(() => -70),
        ) as number,
      ),
    ).toBe(true);
  });
});
