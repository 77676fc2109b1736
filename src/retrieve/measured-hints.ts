/** Tempo, key and length that stand in a description: measured rather than heard, they nudge a score and never filter. */
import { parseKeyName } from '../embed/key-names.js';
import { EMPTY_WORDS } from './negation-words.js';
import { levelOdds, type ToldLevels } from './story/level-odds.js';
import { ROUGHLY } from './story/patterns.js';
import { type Mode, modeOdds, readToldMode, readToldTempo, type ToldTempo, tempoOdds } from './tempo-words.js';
import { readToldLength } from './told-length.js';

export interface MeasuredHints {
  /** Beats a minute, lowest and highest. */
  readonly tempoBpm: readonly [number, number] | null;
  /** Tonic and mode, such as `A minor`. */
  readonly key: string | null;
  readonly durationSeconds: readonly [number, number] | null;
  /** What is said of tempo and mode where no figure and no tonic is told. */
  readonly toldTempo: ToldTempo | null;
  readonly toldMode: Mode | null;
  /** The words that say so, as they are written. */
  readonly phrases: readonly string[];
}

/** What is known of a track without listening to it; null where it is not known. */
export interface TrackFacts {
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly durationSeconds: number;
}

/** One tempo matches within 4 %. Source: the tolerance of tempo evaluation (Gouyon et al. 2006), also used by mir_eval. */
const TEMPO_TOLERANCE = 0.04;
/** What one fitting fact adds, in standard deviations: half of what tells a song apart, since words and measurements may both be wrong. */
const NUDGE = 0.5;

const BEATS = String.raw`(\d{2,3}(?:\.\d+)?)`;
const RANGE = String.raw`${BEATS}\s*(?:-|–|—|to|and|\.\.)\s*${BEATS}`;
const BPM = String.raw`(?:bpm|beats?\s+(?:per|a)\s+minute)`;
const NAMED = String.raw`\b(?:tempo(?::|\s+is)?(?:\s+of)?|bpm:?)\s+(?:(?:${ROUGHLY})\s+|~\s*)?`;
const TEMPO_RANGE = new RegExp(String.raw`\b${RANGE}\s*${BPM}\b|${NAMED}${RANGE}\b`, 'i');
const TEMPO = new RegExp(String.raw`\b${BEATS}\s*-?\s*${BPM}\b|${NAMED}${BEATS}\b(?:\s*${BPM}\b)?`, 'i');
/** A capital tonic; a sentence may begin with "A minor", so that one needs "in", "key of" or the like before it. */
const KEY =
  /(?:\b(?:in|(?:[Kk]ey|KEY)(?:\s+is|\s+of|:)?|is)\s+(?:the\s+key\s+of\s+)?(A)|(?<![\p{L}'])([B-G]|A(?=[#♯♭b\s-]*(?:sharp|flat|#|♯|♭|b))))[\s-]?(sharp|flat|#|♯|♭|b)?[\s-]+(major|minor)\b/u;

/** @param text - what is wanted, without what is avoided. */
export function findMeasuredHints(text: string): MeasuredHints {
  const tempo = TEMPO_RANGE.exec(text) ?? TEMPO.exec(text);
  const key = KEY.exec(text);
  const length = readToldLength(text);
  return {
    tempoBpm: tempo && readTempo(tempo),
    key: key && parseKeyName(`${key[1] ?? key[2]} ${key[3] ?? ''} ${key[4]}`),
    durationSeconds: length?.seconds ?? null,
    toldTempo: tempo ? null : readToldTempo(text),
    toldMode: key ? null : readToldMode(text),
    phrases: [tempo?.[0], key?.[0], length?.phrase].flatMap((phrase) => phrase ?? []),
  };
}

function readTempo(match: RegExpExecArray): [number, number] {
  const values = match.slice(1).filter(Boolean).map(Number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low * (1 - TEMPO_TOLERANCE), high * (1 + TEMPO_TOLERANCE)] : [low, high];
}

/** Words that go with a measured thing and say no more than it does. */
const MEASURED_WORDS = new Set(
  'tempo bpm key duration length around about approximately roughly between long set played runs'.split(' '),
);

/** Whether nothing but tempo, key or length is said: "The tempo is 120 BPM." */
export function saysOnlyMeasured(text: string): boolean {
  const { phrases } = findMeasuredHints(text);
  if (!phrases.length) return false;
  const rest =
    phrases
      .reduce((left, phrase) => left.replace(phrase, ' '), text)
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? [];
  return rest.every((word) => EMPTY_WORDS.has(word) || MEASURED_WORDS.has(word));
}

const inRange = (value: number | null, range: readonly [number, number] | null): boolean =>
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

/** What a nat of the odds of something told is worth, in standard deviations; chosen on validation (docs/decisions/0038-told-loudness.md). */
const NAT_NUDGE = 0.25;

/** @param lufs - mean loudness of the clips. @returns what the course of loudness adds to a score, in standard deviations: 0 where nothing is told or known. */
export function nudgeByLevels(told: ToldLevels | null, lufs: ArrayLike<number> | null, hopSeconds: number): number {
  return told && lufs ? NAT_NUDGE * levelOdds(told, lufs, hopSeconds) : 0;
}

/** @returns what the track's facts add to its score, in standard deviations: 0 where nothing is asked or known. */
export function nudge(hints: MeasuredHints, facts: TrackFacts): number {
  const { toldTempo, toldMode } = hints;
  const tempo = toldTempo && facts.tempoBpm !== null ? tempoOdds(toldTempo, facts.tempoBpm) : 0;
  const mode = toldMode && facts.key !== null ? modeOdds(toldMode, facts.key) : 0;
  return NUDGE * countFits(hints, facts) + NAT_NUDGE * (tempo + mode);
}
