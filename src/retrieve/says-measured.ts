/** Whether a text says anything beside tempo, key, length and how it ends. */
import { findMeasuredHints, type MeasuredHints } from './measured-hints.js';
import { EMPTY_WORDS } from './negation-words.js';
import { withoutEnding } from './story/told-ending.js';
import { withoutTempoWords } from './tempo-words.js';

/** Words that go with a measured thing and say no more than it does. */
const MEASURED_WORDS = new Set(
  'tempo bpm key signature duration length around about approximately roughly between long set played runs goes ideally'.split(
    ' ',
  ),
);
/** "Bm7b5/A"; N is none. */
const CHORD = String.raw`(?:[A-G][#♯b♭]?[\w#♯b♭/()+°ø-]*|N)`;
/** What stands in the notes and is neither measured nor heard. */
const NOTATION = [
  String.raw`(?:time\s+signature|metre|meter)(?:\s+of\s+(?:this|the)\s+\w+)?\s*(?:is|:|=)\s*\d+\s*\/\s*\d+`,
  String.raw`\d+\s*\/\s*\d+(?:(?=\s*(?:,|$))|\s+(?:time(?:\s+signature)?|metre|meter))`,
  String.raw`beats?\s+(?:counts?\s+(?:to|is)|is)\s+\d+\b`,
  String.raw`chord\s+(?:sequence|progression)s?(?:\s+(?:in|of)\s+(?:this|the)\s+\w+)?\s*(?:is|are|:)\s*${CHORD}(?:(?:\s*[,–→]\s*|\s+-?\s*)${CHORD}(?![a-z]))*`,
].map((source) => new RegExp(String.raw`\b${source}`, 'i'));

/** Words that go with a mode, a tempo or an ending in words. */
const FACT_WORDS = new Set([
  ...MEASURED_WORDS,
  ...`major minor mode tonality harmony scale chords written stays throughout entirely always mostly pace paced speed pulse moves
  end ends ending outro finale finish last final seconds notes very quite rather really too so somewhat`.split(/\s+/),
]);

/** Whether nothing but tempo, key or length is said: "The tempo is 120 BPM." */
export function saysOnlyMeasured(text: string): boolean {
  const notation = NOTATION.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  const phrases = [...notation, ...phrasesOf(findMeasuredHints(text))];
  return phrases.length > 0 && isEmpty(withoutTempoWords(without(phrases, text)), MEASURED_WORDS);
}

/**
 * Whether nothing is said but what is measured, in figures or in words: "It is in a minor key", "a slow one, please", "it fades out".
 *
 * @param hints - what is measured in the text.
 */
export function tellsOnlyFacts(text: string, hints: MeasuredHints): boolean {
  return isEmpty(withoutEnding(withoutTempoWords(without(phrasesOf(hints), text))), FACT_WORDS);
}

const phrasesOf = ({ phrases }: MeasuredHints): string[] => Object.values(phrases).flat();

const without = (phrases: readonly string[], text: string): string =>
  phrases.reduce((left, phrase) => left.replace(phrase, ' '), text);

/** Whether all words say nothing beside a measured thing. */
function isEmpty(text: string, words: ReadonlySet<string>): boolean {
  const left = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return left.every((word) => EMPTY_WORDS.has(word) || words.has(word));
}
