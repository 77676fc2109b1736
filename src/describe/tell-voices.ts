/** Who sings, and when: of a voice that is not heard all the time, the times are told. */
import type { LabelSpan } from '../classify/certain-labels.js';
import { groupBy } from '../retrieve/similar/group-by.js';
import { VOICE } from './phrases.js';
import type { Portrait } from './portrait.js';
import { timesOf } from './span-times.js';
import type { WeightedSentence } from './told-sentence.js';
import { capitalise, enumerateWords } from './wording.js';

/** Voices that come and go, and the share of a song from and up to which one does. */
const MOST_PASSING = 2;
const PASSING = { least: 0.03, most: 0.9 };
/** What is certain of the whole song is said before what is certain in places. */
const WEIGHT = { whole: 0.92, places: 0.69 };

export function tellVoices({ certain, spans, song }: Portrait): WeightedSentence[] {
  const whole = certain.voice ?? [];
  const sung = spans.filter(({ group, label }) => group === 'voice' && VOICE[label]);
  const passing = [...groupBy(sung, ({ label }) => label)]
    .filter(([, own]) => isPassing(secondsOf(own) / song.durationSeconds))
    .sort(([, a], [, b]) => certaintyOf(b) - certaintyOf(a))
    .slice(0, MOST_PASSING)
    .sort(([, a], [, b]) => startOf(a) - startOf(b));
  const timed = new Set(passing.map(([label]) => label));
  const always = whole.flatMap((label) => {
    const text = timed.has(label) ? undefined : VOICE[label];
    return text ? [sentence(`${text}.`, WEIGHT.whole, null)] : [];
  });
  if (!passing.length) return always;
  const clauses = passing.map(([label, own]) => {
    const times = own.map((span) => timesOf(span, song.durationSeconds));
    return `${VOICE[label]?.toLowerCase()} ${enumerateWords(times)}`;
  });
  const all = passing.flatMap(([, own]) => own);
  const weight = whole.some((label) => timed.has(label)) ? WEIGHT.whole : WEIGHT.places;
  const span = { startSeconds: startOf(all), endSeconds: Math.max(...all.map(({ endSeconds }) => endSeconds)) };
  return [...always, sentence(`${capitalise(clauses.join('; '))}.`, weight, span)];
}

const lengthOf = ({ startSeconds, endSeconds }: LabelSpan): number => endSeconds - startSeconds;
const secondsOf = (spans: readonly LabelSpan[]): number => spans.reduce((sum, span) => sum + lengthOf(span), 0);
const certaintyOf = (spans: readonly LabelSpan[]): number =>
  spans.reduce((sum, span) => sum + span.probability * lengthOf(span), 0);
const startOf = (spans: readonly LabelSpan[]): number => Math.min(...spans.map(({ startSeconds }) => startSeconds));
const isPassing = (share: number): boolean => share >= PASSING.least && share <= PASSING.most;

const sentence = (text: string, weight: number, span: Pick<LabelSpan, 'startSeconds' | 'endSeconds'> | null) => ({
  text,
  about: 'voice' as const,
  weight,
  startSeconds: span?.startSeconds ?? null,
  endSeconds: span?.endSeconds ?? null,
});
