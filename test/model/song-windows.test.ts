import { describe, expect, test } from '@jest/globals';
import { joinWindows, splitSong } from '../../src/model/song-windows.js';

describe('a song longer than the graph takes', () => {
  test('is split into the fewest windows of like length, without gap or overlap', () => {
    expect(splitSong(180, 180)).toEqual([[0, 180]]);
    expect(splitSong(181, 180)).toEqual([
      [0, 91],
      [91, 181],
    ]);
    const windows = splitSong(1080, 180);
    expect(windows).toHaveLength(6);
    expect(windows.every(([from, to], n) => to - from <= 180 && (windows[n + 1]?.[0] ?? 1080) === to)).toBe(true);
  });

  test('is joined in order, its vector weighted by the clips of each window', () => {
    const part = (count: number, value: number) => ({
      clips: Array.from({ length: count }, () => Float32Array.of(value)),
      song: Float32Array.of(value),
    });
    const joined = joinWindows([part(3, 1), part(1, 5)]);
    expect(joined.clips.map((clip) => clip[0])).toEqual([1, 1, 1, 5]);
    expect(joined.song[0]).toBe(2);
  });
});
