/** Tempo, key and length that stand in a description: measured rather than heard, they nudge a score and never filter. */
import { type Mode, parseKeyName } from '../embed/key-names.js';
import { keyOdds, lengthOdds, modeOdds, tempoFigureOdds } from './fact-odds.js';
import { EMPTY_WORDS } from './negation-words.js';
import { levelOdds, type ToldLevels } from './story/level-odds.js';
import { ROUGHLY } from './story/patterns.js';
import { withoutEnding } from './story/told-ending.js';
import { readToldMode, readToldTempo, type ToldTempo, tempoOdds, withoutTempoWords } from './tempo-words.js';
import { boundBehind, boundWords, joinBounds, type Range, rangeWords, type Told } from './told-bounds.js';
import { readToldLength, tellsOfPart, textBefore } from './told-length.js';

export interface MeasuredHints {
  /** Beats a minute, lowest and highest. */
  readonly tempoBpm: Range | null;
  /** Tonic and mode, such as `A minor`. */
  readonly key: string | null;
  readonly durationSeconds: Range | null;
  /** The one tempo and length that are told, where no range or bound is. */
  readonly figures: Readonly<Record<'tempoBpm' | 'durationSeconds', number | null>>;
  /** What is said of tempo and mode where no figure and no tonic is told. */
  readonly toldTempo: ToldTempo | null;
  readonly toldMode: Mode | null;
  /** The words that say so, as they are written. */
  readonly phrases: Readonly<Record<'tempoBpm' | 'key' | 'durationSeconds', readonly string[]>>;
}

/** What is known of a track without listening to it; null where it is not known. */
export interface TrackFacts {
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly durationSeconds: number;
}

/** The same, as the library keeps it. */
export interface MeasuredFacts extends TrackFacts {
  /** Of the key, 0..1. */
  readonly keyConfidence: number;
}

/** One tempo matches within 4 %. Source: the tolerance of tempo evaluation (Gouyon et al. 2006), also used by mir_eval. */
const TEMPO_TOLERANCE = 0.04;
const compile = (source: string): RegExp => new RegExp(source, 'gi');
const BEATS = String.raw`\d{2,3}(?:\.\d+)?`;
const BPM = String.raw`(?:bpm|beats?\s+(?:per|a|in\s+a|every)\s+minute)`;
/** "Tempo is about", "BPM:"; as it is notated: "♩ =", "quarter note equals", "BPM=", "tempo_bpm:". */
const NAMED = [
  String.raw`(?:\b(?:tempo(?::|\s+is)?(?:\s+of)?|bpm(?::|\s+is)?)\s+`,
  String.raw`|(?<![\w♩])(?:[♩♪]|(?:quarter|half|eighth)(?:[\s-]+note)?|crotchet|minim|(?:tempo[\s_])?bpm|tempo)\s*(?:=|≈|~|:|equals?)\s*)`,
  String.raw`(?:(?:${ROUGHLY})\s+|~\s*)?`,
].join('');
const COMPARATIVES = { less: 'slower|less|under|below', more: 'faster|quicker|more|over|above' };
const { before, between } = rangeWords(COMPARATIVES);
const RANGE = `${before}(?<low>${BEATS})${between}(?<beats>${BEATS})`;
const BOUND = boundWords(COMPARATIVES);
const TEMPO_RANGES = [String.raw`\b${RANGE}\s*${BPM}\b`, String.raw`${NAMED}${RANGE}\b`].map(compile);
const TEMPI = [
  String.raw`(?:(?:\b|(?=[<≤>≥]))${BOUND}\s*)?\b(?<beats>${BEATS})(?<leastSign>\+)?\s*-?\s*${BPM}\b(?:${boundBehind(COMPARATIVES)})?`,
  String.raw`\bmetronome\s+(?:(?:is|set|reads|says|ticks|at|to|of|on)\s+)+(?<beats>${BEATS})\b`,
  String.raw`\b(?<beats>${BEATS})(?:\s+beats)?\s+to\s+the\s+minute\b`,
  String.raw`${NAMED}(?:${BOUND}\s*)?(?<beats>${BEATS})\b(?<leastSign>\+)?(?:\s*${BPM}\b)?(?:${boundBehind(COMPARATIVES)})?`,
].map(compile);
/** A capital tonic; a sentence may begin with "A minor", so that one needs "in", "key of" or the like before it. */
const KEY =
  /(?:\b(?:[Ii]n|(?:[Kk]ey(?:\s+signature)?|KEY)(?:\s+is|\s+of|:|\s*=)?|is)\s*(?<!\p{L})(?:the\s+key\s+of\s+)?(A)|(?<![\p{L}'])([B-G]|A(?=[#♯♭b\s-]*(?:[Ss]harp|[Ff]lat|#|♯|♭|b))))[\s-]?([Ss]harp|[Ff]lat|SHARP|FLAT|#|♯|♭|b)?[\s-]*([Mm]ajor|[Mm]inor|MAJOR|MINOR)\b/gu;

/** "Key: F#m", "the key of this song is EM". */
const SHORT_KEY =
  /\b[Kk](?:ey|EY)(?:\s+signature)?(?:\s+of\s+(?:this|the)\s+\w+)?(?:\s+is|\s+of|\s*[:=])?\s*(?<![\p{L}])([A-G](?:[#♯b♭])?\s?(?:m|M|min|maj)\b)/gu;

/** A tag of its own: "lo-fi, A# min keyscale, pads", "F#m, 90 BPM". */
const TAGGED_KEY =
  /(?<=(?:^|[,;|/\n])\s*)([A-G](?:[\s-]?(?:[Ss]harp|[Ff]lat)|[#♯b♭])?[\s-]?(?:m|[Mm]in(?:or)?|[Mm]aj(?:or)?)\b)(?=(?:\s+(?:key\s?)?scale|\s+key)?\s*(?:[;|/.\n]|$|,(?!\s*[A-G][#♯b♭]?\w{0,4}\s*(?:,|[-–]|$))))/gu;
const CHORDS = /\bchords?\b[^\n]*$/i;

/** @param text - what is wanted, without what is avoided. */
export function findMeasuredHints(text: string): MeasuredHints {
  const tempo = readTempo(text);
  const key = readKey(text);
  const length = readToldLength(text);
  return {
    tempoBpm: tempo?.range ?? null,
    key: key ? parseKeyName(key.slice(1).join(' ')) : null,
    durationSeconds: length?.range ?? null,
    figures: { tempoBpm: tempo?.figure ?? null, durationSeconds: length?.figure ?? null },
    toldTempo: tempo ? null : readToldTempo(text),
    toldMode: key ? null : readToldMode(text),
    phrases: { tempoBpm: tempo?.phrases ?? [], key: key ? [key[0]] : [], durationSeconds: length?.phrases ?? [] },
  };
}

/** What comes before a figure that is not the song's: "drops to", "the bridge is at", "a key change to". */
const CHANGES = new RegExp(
  String.raw`\b(?:ramp|speed|slow|drop|fall|rise|rising|climb|accelerat|jump|build|pick|chang|shift|switch|mov|modulat|turn|go|transpos|transition)\w*(?:\s+(?:up|down|back|out|over|all\s+the\s+way|key|tempo))?\s+(?:in)?to\s+(?:(?:${ROUGHLY}|the\s+key\s+of|an?)\s+)?$`,
  'i',
);
const DENIED_KEY = /\b(?:but|except|not|never|n['’]t)\s+(?:in\s+)?$/i;

const tellsOfSong = (text: string, { index = 0 }: RegExpMatchArray): boolean => {
  const before = textBefore(text, index);
  return !CHANGES.test(before) && !tellsOfPart(before);
};

function readTempo(text: string): Told | null {
  const tempi = TEMPO_RANGES.some((pattern) => text.search(pattern) >= 0) ? TEMPO_RANGES : TEMPI;
  const all = tempi.flatMap((pattern) => Array.from(text.matchAll(pattern)));
  const matches = all.filter((match) => tellsOfSong(text, match));
  return joinBounds(matches.sort((a, b) => a.index - b.index).map(tempoOf));
}

const readKey = (text: string): RegExpMatchArray | undefined =>
  [KEY, SHORT_KEY, TAGGED_KEY]
    .flatMap((pattern) => Array.from(text.matchAll(pattern)))
    .find((match) => {
      const before = textBefore(text, match.index ?? 0);
      return tellsOfSong(text, match) && !DENIED_KEY.test(before) && !CHORDS.test(before);
    });

function tempoOf({ 0: phrase, groups = {} }: RegExpMatchArray): Told {
  const { low, beats } = groups;
  const most = groups.most ?? groups.mostBehind;
  const least = groups.least ?? groups.leastBehind ?? groups.leastSign;
  const value = Number(beats);
  if (low !== undefined)
    return { phrases: [phrase], range: [Math.min(Number(low), value), Math.max(Number(low), value)] };
  if (most) return { phrases: [phrase], range: [0, value] };
  if (least) return { phrases: [phrase], range: [value, Number.MAX_VALUE] };
  return { phrases: [phrase], range: [value * (1 - TEMPO_TOLERANCE), value * (1 + TEMPO_TOLERANCE)], figure: value };
}

/** Whether anything is said that is measured rather than heard. */
export const isMeasured = ({ phrases, toldTempo, toldMode }: MeasuredHints): boolean =>
  toldTempo !== null || toldMode !== null || Object.values(phrases).some((told) => told.length > 0);

/** Words that go with a measured thing and say no more than it does. */
const MEASURED_WORDS = new Set(
  'tempo bpm key signature duration length around about approximately roughly between long set played runs goes'.split(
    ' ',
  ),
);
const CHORD = String.raw`(?:[A-G][#♯b♭]?[\w#♯b♭/()+°ø-]*|N)`;
/** What stands in the notes and is neither measured nor heard. */
const NOTATION = [
  String.raw`(?:time\s+signature|metre|meter)(?:\s+of\s+(?:this|the)\s+\w+)?\s*(?:is|:|=)\s*\d+\s*\/\s*\d+`,
  String.raw`beats?\s+(?:counts?\s+(?:to|is)|is)\s+\d+\b`,
  String.raw`chord\s+(?:sequence|progression)s?(?:\s+(?:in|of)\s+(?:this|the)\s+\w+)?\s*(?:is|are|:)\s*${CHORD}(?:(?:\s*[,–→]\s*|\s+-?\s*)${CHORD}(?![a-z]))*`,
].map((source) => new RegExp(String.raw`\b${source}`, 'i'));

/** Whether nothing but tempo, key or length is said: "The tempo is 120 BPM." */
export function saysOnlyMeasured(text: string): boolean {
  const notation = NOTATION.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  const phrases = [...notation, ...Object.values(findMeasuredHints(text).phrases).flat()];
  if (!phrases.length) return false;
  const rest =
    phrases
      .reduce((left, phrase) => left.replace(phrase, ' '), text)
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? [];
  return rest.every((word) => EMPTY_WORDS.has(word) || MEASURED_WORDS.has(word));
}

/** Words that go with a mode, a tempo or an ending in words. */
const FACT_WORDS = new Set(
  `major minor mode tonality harmony scale chords written set stays throughout entirely always mostly pace paced speed pulse moves
  end ends ending outro finale finish last final seconds notes very quite rather really too so very somewhat`.split(
    /\s+/,
  ),
);

/** Whether nothing is said but what is measured, in figures or in words: "It is in a minor key", "a slow one, please", "it fades out". */
export function tellsOnlyFacts(text: string): boolean {
  const figures = Object.values(findMeasuredHints(text).phrases).flat();
  const left = withoutEnding(withoutTempoWords(figures.reduce((rest, phrase) => rest.replace(phrase, ' '), text)));
  const words = left.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.every((word) => EMPTY_WORDS.has(word) || MEASURED_WORDS.has(word) || FACT_WORDS.has(word));
}

export const inRange = (value: number | null, range: Range | null): boolean =>
  value !== null && range !== null && value >= range[0] && value <= range[1];

/** @returns how many of the measured things the track fits. */
export function countFits(hints: MeasuredHints, facts: TrackFacts): number {
  const fits = [
    inRange(facts.tempoBpm, hints.tempoBpm),
    hints.key !== null && hints.key === facts.key,
    inRange(facts.durationSeconds, hints.durationSeconds),
  ];
  return fits.filter(Boolean).length;
}

/**
 * What a nat of the odds of something told is worth, in standard deviations of what is heard: beside what is heard, and where nothing else is said,
 * so that there is little to hear. Chosen on validation (docs/decisions/0038-told-loudness.md, 0049-as-people-tag.md).
 */
export const NAT_WORTH = { beside: 0.25, alone: 1 };

/** @param lufs - mean loudness of the clips. @returns how far the course of loudness speaks for a song, in nats: 0 where nothing is told or known. */
export function oddsOfLevels(told: ToldLevels | null, lufs: ArrayLike<number> | null, hopSeconds: number): number {
  return told && lufs ? levelOdds(told, lufs, hopSeconds) : 0;
}

/** @returns how far a track's facts speak for it, in nats: 0 where nothing is asked or known. */
export function oddsOfFacts(hints: MeasuredHints, facts: MeasuredFacts): number {
  const { tempoBpm, durationSeconds } = facts;
  const length = hints.durationSeconds
    ? lengthOdds(hints.durationSeconds, hints.figures.durationSeconds, durationSeconds)
    : 0;
  const tempo = tempoBpm === null ? 0 : oddsOfTempo(hints, tempoBpm);
  return length + tempo + oddsOfKey(hints, facts);
}

function oddsOfTempo({ tempoBpm, figures, toldTempo }: MeasuredHints, measured: number): number {
  if (tempoBpm) return tempoFigureOdds(tempoBpm, figures.tempoBpm, measured);
  return toldTempo ? tempoOdds(toldTempo, measured) : 0;
}

function oddsOfKey(told: MeasuredHints, { key, keyConfidence }: MeasuredFacts): number {
  if (key === null) return 0;
  if (told.key !== null) return keyOdds(told.key, key, keyConfidence);
  return told.toldMode ? modeOdds(told.toldMode, key, keyConfidence) : 0;
}
