/** Tempo and mode as people say them without figures: "slow", "at a walking pace", "in a minor key". */
import { MODES, type Mode } from '../embed/key-names.js';
import { anyOf, matchAny, splitWords } from './story/patterns.js';
import { meanOf } from './vectors.js';

/** A tempo that words tell of: normally distributed over octaves. */
export interface ToldTempo {
  readonly centreBpm: number;
  /** Octaves. */
  readonly deviation: number;
}

/** Before "fast", not quite that. */
const NEARLY = String.raw`(?:medium|moderately|slightly|fairly)[\s-]+`;

/**
 * Median and deviation, .2 at least, of the true tempi of training songs that are told of with these words and no others: 438 of 987 songs that are
 * described in free prose (training/captions/tempi.mjs).
 */
const TEMPI: readonly (ToldTempo & { readonly words: RegExp })[] = [
  {
    centreBpm: 68,
    deviation: 0.2,
    words: wordsOf(
      'very slow(?:ly)? | glacial | crawl(?:s|ing) | funereal | plod(?:s|ding) | largo | grave(?=\\s*(?:[,.;]|$)) | adagio | sluggish',
    ),
  },
  {
    centreBpm: 83,
    deviation: 0.27,
    words: wordsOf(
      '(?<!very\\s)slow(?!er)(?:[\\s-]moving)?(?!\\s+(?:fade|build|burn|crescendo|climb|rise|down)) | slow[\\s-]paced | at a crawl | lento | low[\\s-]tempo | tempo is (?:very )?low',
    ),
  },
  {
    centreBpm: 94,
    deviation: 0.28,
    words: wordsOf('unhurried | leisurely | easygoing | laid-back | andante | takes its time | in no hurry'),
  },
  { centreBpm: 98, deviation: 0.2, words: wordsOf('walking (?:pace|speed|tempo) | strolling | ambling') },
  {
    centreBpm: 105,
    deviation: 0.2,
    words: wordsOf(
      'moderat(?:e|ely|o) | tempo is (?:\\w+ )?(?:medium|moderate)(?![\\s-]+(?:fast|slow|quick)) | neither (?:too )?(?:slow|fast) nor (?:too )?(?:slow|fast) | mid-?tempo | medium[\\s-](?:tempo|paced?)',
    ),
  },
  {
    centreBpm: 121,
    deviation: 0.22,
    words: wordsOf(`lively | jaunty | bouncy | ${NEARLY}(?:fast|quick)`),
  },
  {
    centreBpm: 130,
    deviation: 0.2,
    words: wordsOf('brisk(?:ly)? | up-?tempo | allegro | speedy | quick(?:[\\s-](?:tempo|paced?))'),
  },
  {
    centreBpm: 143,
    deviation: 0.2,
    words: wordsOf(
      String.raw`(?<!\b${NEARLY})fast(?:[\s-](?:tempo|paced?))? | racing | rac(?:es|y) | breakneck | frantic(?:ally)? | gallop(?:s|ing) | vivace | presto | rapid(?:ly)? | high[\s-]tempo | in a hurry`,
    ),
  },
];
/** Tempi of all these songs, whose deviation is .33; those of other people's music scatter more. */
const ALL: ToldTempo = { centreBpm: 112, deviation: 0.4 };
/**
 * Of the tempi measured of 100 recordings that words tell a tempo of, 26 lie about an octave from it and 15 elsewhere: calm music is often measured at
 * twice what people call it (docs/decisions/0047-odds-of-what-is-told.md).
 */
const OTHER_LEVEL = 0.25;
const WRONG = 0.15;
/** Octaves over which a wrong tempo may lie: 40 to 240 BPM. */
const OCTAVES = 2.6;

/** What is in a mode. */
const HARMONY = String.raw`(?:harmon(?:y|ies)|chords?|chord\s+progressions?|tonality|key|mode|scale|melody|music|song|piece|it)`;
/** "A minor one", "minor throughout", and no "minor detail". */
const MODE_BY_ITSELF = String.raw`(?:major|minor)\b(?!\s+(?!(?:throughout|overall|mostly|ones?|and|but|with)\b)[a-z]+)`;
const MODE = matchAny(
  String.raw`(?<=(?:^|[.;:!?\n])\s*)(?:(?:entirely|always|mostly|mainly|purely|simply)\s+)?(?:major|minor)\s*(?=[.;!?\n]|$)`,
  String.raw`\b${HARMONY}\s+(?:is|are|stays?|remains?|keeps?|moves?|sits?)\s+(?:(?:a|an|in|to|all|entirely|always|mostly|mainly|purely|firmly)\s+)*${MODE_BY_ITSELF}`,
  String.raw`\b(?:major|minor)[\s-]+(?:harmony|harmonies|chords|tonalities|keys|scales|chord\s+progressions?|triads|thirds?\s+on\s+top)\b`,
  String.raw`\bscale\s+(?:that\s+)?(?:it|they)\s+uses?\s+is\s+(?:a\s+)?${MODE_BY_ITSELF}`,
  String.raw`\b(?:major|minor)\s+throughout\b|\b(?:key|mode|tonality|scale)\s+(?:major|minor)\b`,
  String.raw`(?<=[,:]\s+)(?:in\s+)?(?:major|minor)\s*(?=[,;.!?\n]|$)`,
  String.raw`\b(?:key|mode|tonality|scale)\s*:\s*(?:major|minor)\b`,
  String.raw`\b(?:major|minor)[\s-]+(?:key|mode|tonality|scale)\b`,
  String.raw`\bin\s+(?:the\s+|an?\s+(?:[a-z]+\s+)?)?(?:major|minor)\b(?!\s+(?:chords?|thirds?|sevenths?|ways?|roles?|details?|parts?|hits?))`,
);

/** Words that are not denied, nor too much: "not too fast" says little. */
function wordsOf(list: string): RegExp {
  const denied = String.raw`(?<!\b(?:not|never|neither|nor|without|too)\s+(?:(?:too|so|very|really|anything)\s+)?)`;
  return new RegExp(String.raw`${denied}\b${anyOf(splitWords(list))}\b`, 'i');
}

/** Words whose tempi lie no further apart say one thing: "slow and unhurried". */
const ALIKE_OCTAVES = 1 / 4;

/** @returns what words say of the tempo; null where they say nothing, or several things. */
export function readToldTempo(text: string): ToldTempo | null {
  const told = TEMPI.filter(({ words }) => words.test(text));
  const octaves = told.map(({ centreBpm }) => Math.log2(centreBpm));
  if (!told.length || Math.max(...octaves) - Math.min(...octaves) > ALIKE_OCTAVES) return null;
  return {
    centreBpm: 2 ** meanOf(octaves),
    deviation: Math.max(...told.map(({ deviation }) => deviation)),
  };
}

/** @returns the text without words that tell of a tempo. */
export const withoutTempoWords = (text: string): string =>
  TEMPI.reduce((left, { words }) => left.replace(words, ' '), text);

/** @returns the mode that is told without a tonic; null where none is, or both are. */
export function readToldMode(text: string): Mode | null {
  if (!MODE.test(text)) return null;
  const said = MODES.filter((mode) => new RegExp(String.raw`\b${mode}\b`, 'i').test(text));
  return said.length === 1 ? (said[0] as Mode) : null;
}

/** @returns nats by which a measured tempo speaks for what words say of it. */
export function tempoOdds(told: ToldTempo, tempoBpm: number): number {
  return Math.log(density(told, tempoBpm) / density(ALL, tempoBpm));
}

/** Of measured tempi, an octave each, where the true ones are distributed like this. */
function density({ centreBpm, deviation }: ToldTempo, tempoBpm: number): number {
  const octaves = Math.log2(tempoBpm / centreBpm);
  const normal = (x: number) => Math.exp(-((x / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
  const other = (OTHER_LEVEL / 2) * (normal(octaves - 1) + normal(octaves + 1));
  return (1 - OTHER_LEVEL - WRONG) * normal(octaves) + other + WRONG / OCTAVES;
}
