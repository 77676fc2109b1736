/** Sections of a song that a sentence names: "the second chorus", "a short prelude". */
import type { Segment, SegmentFunction } from '../../types.js';

/** A section that is named with another number fits by this share. */
const OTHER_NUMBER = 0.25;

/** A section by its function and, where it is told, its number: 0 the first, -1 the last. */
export interface NamedSection {
  readonly function: SegmentFunction;
  readonly number: number | null;
}

const NUMBERS: Readonly<Record<string, number>> = {
  first: 0,
  opening: 0,
  second: 1,
  third: 2,
  fourth: 3,
  fifth: 4,
  last: -1,
  final: -1,
  closing: -1,
};

const FUNCTION_WORDS: readonly (readonly [SegmentFunction, string])[] = [
  ['intro', 'intro(?:duction)?|prelude'],
  ['verse', 'verses?|stanzas?|strophes?'],
  ['chorus', 'chorus(?:es)?|refrains?|hooks?'],
  ['bridge', 'bridge|middle eight|breakdown'],
  [
    'instrumental',
    String.raw`(?:solos?|instrumental (?:break|section|part|passage|stretch|interlude)|interlude)\b(?! (?:piano|guitar|instrument|voice|violin|cello))`,
  ],
  ['outro', 'outro|coda|tag'],
];
/** "After the first chorus" and "unlike the verse" are not told of these sections. */
const BESIDE = String.raw`(?<!\b(?:after|before|until|since|than|like|unlike|from|between)\s+(?:the\s+|an?\s+|its\s+)?(?:[\w-]+\s+)?)`;
const NAMED: readonly (readonly [SegmentFunction, RegExp])[] = FUNCTION_WORDS.map(([name, words]) => [
  name,
  new RegExp(String.raw`${BESIDE}\b(?:(${Object.keys(NUMBERS).join('|')})\s+(?:[\w-]+\s+)?)?(?:${words})\b`, 'gi'),
]);

/** @returns the sections that a sentence names: "the second chorus bursts in". */
export function readNamedSections(sentence: string): NamedSection[] {
  return NAMED.flatMap(([name, words]) =>
    Array.from(sentence.matchAll(words), ([, number]) => ({
      function: name,
      number: number === undefined ? null : (NUMBERS[number.toLowerCase()] as number),
    })),
  );
}

/** @returns how well each section is one of those named, 0..1: by its function, its number, and how sure it is of both. */
export function fitSections(segments: readonly Segment[], named: readonly NamedSection[]): number[] {
  return segments.map((section, index) => {
    const alike = segments.flatMap((other, at) => (other.function === section.function ? [at] : []));
    const place = alike.indexOf(index);
    const fits = named
      .filter((one) => one.function === section.function)
      .map(({ number }) => {
        const isMeant =
          number === null || number === place || number === place - alike.length || number >= alike.length;
        return isMeant ? 1 : OTHER_NUMBER;
      });
    return section.confidence * Math.max(0, ...fits);
  });
}
