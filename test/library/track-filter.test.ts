import { describe, expect, test } from '@jest/globals';
import { filterToSql, parseLengthRange, parseRange } from '../../src/library/track-filter.js';

const { POSITIVE_INFINITY: MOST, NEGATIVE_INFINITY: LEAST } = Number;

describe('parseRange', () => {
  test.each<[string, [number, number]]>([
    ['120..128', [120, 128]],
    [' 99.5 .. 101 ', [99.5, 101]],
    ['120..', [120, MOST]],
    ['..128', [LEAST, 128]],
    ['120', [120, 120]],
    ['0..1', [0, 1]],
  ])('%s', (text, range) => expect(parseRange(text)).toEqual(range));

  test.each(['', '..', '120-128', '128..120', 'fast', '1..2..3', '-5..3', '1e3..', '1:00..2:00'])(
    '"%s" is refused with the right form',
    (text) => {
      expect(() => parseRange(text)).toThrow(
        expect.objectContaining({ code: 'E_FILTER', remedy: expect.stringContaining('low..high') }),
      );
    },
  );
});

describe('parseLengthRange', () => {
  test.each<[string, [number, number]]>([
    ['1:30..5:00', [90, 300]],
    ['90 .. 5:00', [90, 300]],
    ['1:02:03..', [3723, MOST]],
    ['..300', [LEAST, 300]],
  ])('%s', (text, range) => expect(parseLengthRange(text)).toEqual(range));

  test.each(['1:70..', '5:00..1:30', 'short', ''])('"%s" is refused', (text) => {
    expect(() => parseLengthRange(text)).toThrow(
      expect.objectContaining({ code: 'E_FILTER', remedy: expect.stringContaining('1:30..5:00') }),
    );
  });
});

describe('filterToSql', () => {
  test('nothing given, nothing filtered', () => {
    expect(filterToSql(undefined)).toBeNull();
    expect(filterToSql({})).toBeNull();
  });

  test('quotes are escaped', () => {
    expect(filterToSql({ pathContains: "it's" })).toBe("contains(lower(path), 'it''s')");
    expect(filterToSql({ trackIds: ["a'; DROP TABLE x"] })).toBe("trackId IN ('a''; DROP TABLE x')");
  });

  test('conditions add up, open ends are left out', () => {
    expect(filterToSql({ tempoBpm: [120, MOST], key: 'am' })).toBe(
      "tempoBpm IS NOT NULL AND tempoBpm >= 119.45 AND key = 'A minor'",
    );
  });

  test.each<[string, number, boolean]>([
    ['120', 119.997, true],
    ['120', 120.44, true],
    ['120', 119.4, false],
    ['120', 120.5, false],
    ['120..128', 119.5, true],
    ['120..128', 128.4, true],
    ['120..128', 128.46, false], // told as 128.5, which is 129 BPM
    ['120..128', 119.44, false],
    ['..128', 128.3, true],
    ['140..', 139.6, true],
  ])('tempo %s: a song of %d BPM passes: %s', (text, bpm, passes) => {
    const sql = filterToSql({ tempoBpm: parseRange(text) }) as string;
    const conditions = [...sql.matchAll(/tempoBpm (>=|<) ([\d.]+)/g)];
    expect(conditions.every(([, sign, bound]) => (sign === '<' ? bpm < Number(bound) : bpm >= Number(bound)))).toBe(
      passes,
    );
  });

  test.each([{ tempoBpm: [Number.NaN, 3] }, { tempoBpm: 120 }, { speed: 3 }, { key: 'H' }, { genre: '' }])(
    '%j is refused',
    (filter) => {
      expect(() => filterToSql(filter as never)).toThrow(expect.objectContaining({ code: 'E_FILTER' }));
    },
  );
});
