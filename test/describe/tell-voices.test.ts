import { expect, test } from '@jest/globals';
import type { Portrait } from '../../src/describe/portrait.js';
import { tellVoices } from '../../src/describe/tell-voices.js';

const span = (label: string, startSeconds: number, endSeconds: number, probability = 0.9) => ({
  group: 'voice',
  label,
  startSeconds,
  endSeconds,
  probability,
});

const tell = (certain: readonly string[], spans: readonly ReturnType<typeof span>[]) =>
  tellVoices({ certain: { voice: certain }, spans, song: { durationSeconds: 200 } } as unknown as Portrait);

test('a voice that is heard nearly all the time is told without times', () => {
  expect(tell(['female singing'], [span('female singing', 0, 195)])).toEqual([
    { text: 'A woman sings.', about: 'voice', weight: 0.92, startSeconds: null, endSeconds: null },
  ]);
});

test('of one that comes and goes, the times are told, also where the song as a whole counts as instrumental', () => {
  const [told, ...others] = tell(
    ['instrumental'],
    [span('instrumental', 0, 90), span('rap', 90, 120), span('rap', 160, 200)],
  );
  expect(others).toEqual([]);
  expect(told).toMatchObject({
    text: 'Somebody raps from 1:30 to 2:00 and from 2:40 on.',
    startSeconds: 90,
    endSeconds: 200,
  });
});

test('two voices at most, the surest, in the order in which they enter', () => {
  const spans = [span('choir', 60, 90), span('male singing', 20, 150), span('female singing', 150, 170, 0.6)];
  expect(tell(['male singing'], spans).map(({ text }) => text)).toEqual([
    'A man sings from 0:20 to 2:30; a choir sings from 1:00 to 1:30.',
  ]);
});

test('a moment that one clip takes for a voice is not told', () => {
  expect(tell(['instrumental'], [span('rap', 10, 14)])).toEqual([]);
});
