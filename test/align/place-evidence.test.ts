import { describe, expect, test } from '@jest/globals';
import { functionEvidence } from '../../src/align/place-evidence.js';
import { readNamedSections } from '../../src/retrieve/story/named-sections.js';
import type { SegmentFunction } from '../../src/types.js';
import { sectionsFor } from '../retrieve/support/fake-library.js';

const PARTS: SegmentFunction[] = ['intro', 'verse', 'chorus', 'verse', 'chorus', 'outro'];
const SEGMENTS = sectionsFor(PARTS, { seconds: 20, confidence: 0.5 });
const CELLS = SEGMENTS.map(({ startSeconds, endSeconds }, segment) => ({ startSeconds, endSeconds, segment }));
const evidence = (sentence: string) => functionEvidence(CELLS, SEGMENTS, readNamedSections(sentence));
const best = (sentence: string) => {
  const row = evidence(sentence);
  return row.flatMap((value, n) => (value > 0 && value === Math.max(...row) ? [n] : []));
};

describe('a sentence that names a section is heard there', () => {
  test.each([
    ['The chorus bursts in.', [2, 4]],
    ['The second chorus bursts in.', [4]],
    ['The final refrain brings everybody back.', [4]],
    ['In the first verse she is alone.', [1]],
    ['A short prelude.', [0]],
    ['After the first verse the drums are gone.', []],
    ['It is louder than the chorus.', []],
    ['The solo piano goes on.', []],
    ['The fifth verse.', [1, 3]],
  ])('%s', (sentence, cells) => expect(best(sentence)).toEqual(cells));

  test('as surely as the section is known', () => {
    const sure = SEGMENTS.map((segment) => ({ ...segment, confidence: 1 }));
    const [unsure, certain] = [SEGMENTS, sure].map(
      (segments) => functionEvidence(CELLS, segments, readNamedSections('The intro.'))[0] as number,
    ) as [number, number];
    expect(certain).toBeCloseTo(2 * unsure, 9);
  });
});
