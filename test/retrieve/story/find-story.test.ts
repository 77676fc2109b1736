import { expect, test } from '@jest/globals';
import { findStory } from '../../../src/retrieve/story/find-story.js';

const told = (...texts: string[]) => texts.map((text) => ({ text, isMoment: false }));

test('of a long description only what tells of time is a story', () => {
  const texts = told(
    'A powerful piece.',
    'It opens with choir.',
    'Heroic in mood.',
    'Then the drums enter.',
    'The outro is quiet.',
  );
  expect(findStory(texts)).toEqual({ sentences: [1, 3, 4], share: 1 });
});

test('one sentence without a word of time does not fall out of a story', () => {
  expect(findStory(told('Solo piano.', 'Strings join at 1:10.', 'At the end, drums.'))).toEqual({
    sentences: [0, 1, 2],
    share: 1,
  });
});

test('the order of a list of what a song is counts little', () => {
  const { sentences, share } = findStory(told('Calm piano.', 'A warm sound.', 'Slow.'));
  expect(sentences).toEqual([0, 1, 2]);
  expect(share).toBeLessThan(0.5);
});

test('moments of one sentence are a story', () => {
  const moments = ['a piano', 'a drum machine', 'a choir', 'warm'].map((text, s) => ({ text, isMoment: s < 2 }));
  expect(findStory(moments)).toEqual({ sentences: [0, 1], share: 1 });
});

test('the only sentence that is told of a place of the song is a story by itself', () => {
  const texts = told('A powerful piece.', 'Heroic in mood.', 'In the middle the drums stop.', 'It is in D minor.');
  expect(findStory(texts)).toEqual({ sentences: [2], share: 1 });
});
