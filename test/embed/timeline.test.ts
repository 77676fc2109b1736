import { expect, test } from '@jest/globals';
import { createTimeline } from '../../src/embed/timeline.js';

/** Frames numbered by their place in the song, so that the result shows what was kept. */
const frames = (start: number, count: number, width = 1) =>
  Float32Array.from({ length: count * width }, (_, i) => start * width + i);
const counting = (count: number) => Array.from({ length: count }, (_, i) => i);

test('clips side by side are joined, the overlap of the last one is dropped', () => {
  const timeline = createTimeline(4, 1);
  timeline.append(frames(0, 40), 0);
  timeline.append(frames(40, 40), 10);
  timeline.append(frames(52, 40), 13);
  expect([...timeline.cut(23)]).toEqual(counting(92));
});

test('several values a frame stay together', () => {
  const timeline = createTimeline(2, 12);
  timeline.append(frames(0, 20, 12), 0);
  timeline.append(frames(13, 20, 12), 6.5);
  expect([...timeline.cut(16.5)]).toEqual(counting(33 * 12));
});

test('what repeats a short song to fill its clip is cut off', () => {
  const timeline = createTimeline(4, 1);
  timeline.append(frames(0, 40), 0);
  expect([...timeline.cut(2.5)]).toEqual(counting(10));
});

test('a frame lost between two clips repeats the one before', () => {
  const timeline = createTimeline(4, 1);
  timeline.append(frames(0, 39), 0);
  timeline.append(frames(40, 40), 10);
  expect([...timeline.cut(20)]).toEqual([...counting(39), 38, ...counting(80).slice(40)]);
});

test('no clips, no frames', () => {
  expect(createTimeline(4, 1).cut(10)).toHaveLength(0);
});
