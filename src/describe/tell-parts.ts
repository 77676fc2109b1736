/** What is said of a song part by part: form, what enters and leaves, how each part sounds, dynamics. */
import { clockTime } from '../clock.js';
import type { TimeSpan } from '../types.js';
import { kindOf, wordsOf } from './colour-words.js';
import { ABSENT, CLAUSE, CLAUSE_BEHIND, DYNAMICS, FORM, FORM_SINGLE, HEARD, HEARD_SPAN, WHEN } from './phrases.js';
import type { Picker } from './picker.js';
import type { Portrait, SongPart } from './portrait.js';
import { timesOf } from './span-times.js';
import type { WeightedSentence } from './told-sentence.js';
import { capitalise, countWord, enumerateWords, fillPhrase, ordinalWord } from './wording.js';

const MOST_SHADES = 3;
const MOST_LEADERS = 2;
const MOST_FEELINGS = 3;
const MOST_STYLES = 2;
/** Instruments that come and go, and the share of a song from and up to which one does. */
const MOST_PASSING = 4;
const PASSING = { least: 0.08, most: 0.85 };
/** Louder or softer by this is told, in LU. */
const CLEAR_LU = 3;

export function tellForm({ parts, song }: Portrait, picker: Picker): WeightedSentence {
  const letters = parts.map(({ letter }) => letter).join(' ');
  const text =
    parts.length > 1
      ? fillPhrase(picker.pick(FORM), { count: countWord(parts.length), letters })
      : picker.pick(FORM_SINGLE);
  return { text, about: 'form', weight: 0.6, startSeconds: 0, endSeconds: song.durationSeconds };
}

export function tellParts({ parts }: Portrait, picker: Picker): WeightedSentence[] {
  return parts.flatMap((part, index) => {
    const clause = tellClause(part, parts[index - 1], picker);
    if (!clause) return [];
    const slots = {
      from: clockTime(part.startSeconds),
      to: clockTime(part.endSeconds),
      nth: ordinalWord(part.sameAs),
      clause,
    };
    const text = fillPhrase(picker.pick(WHEN[positionOf(part, index, parts.length)]), slots);
    const edge = index === 0 || index === parts.length - 1 ? 0.05 : 0;
    return [over(part, text, 'part', 0.7 + edge - 0.01 * index)];
  });
}

function positionOf({ sameAs }: SongPart, index: number, count: number): keyof typeof WHEN {
  if (count === 1) return 'only';
  if (index === 0) return 'first';
  if (index === count - 1) return 'last';
  return sameAs < index ? 'again' : 'new';
}

/** Follows "it is": feelings, style, what leads, and what else colours the sound; empty where nothing stands out. */
function tellClause(part: SongPart, before: SongPart | undefined, picker: Picker): string {
  const heard = kindOf(part.colours, 'instrument');
  const pieces: Record<keyof typeof CLAUSE, readonly string[]> = {
    feels: [...wordsOf(kindOf(part.colours, 'mood', 'texture'), MOST_FEELINGS), ...louder(part, before)],
    styles: wordsOf(kindOf(part.colours, 'style'), MOST_STYLES),
    lead: wordsOf(
      heard.filter(({ word }) => part.instruments.includes(word)),
      MOST_LEADERS,
    ),
    shades: wordsOf(
      heard.filter(({ word }) => !part.instruments.includes(word)),
      MOST_SHADES,
    ),
  };
  const told: string[] = [];
  for (const form of ['feels', 'styles', 'lead', 'shades'] as const) {
    const phrases = told.length ? CLAUSE_BEHIND : CLAUSE;
    if (pieces[form].length) told.push(fillPhrase(picker.pick(phrases[form]), { words: enumerateWords(pieces[form]) }));
  }
  return told.join(', ');
}

/** How loud a part is next to the one before, where that is clear. */
function louder(part: SongPart, before: SongPart | undefined): string[] {
  if (part.lufs === null || !before || before.lufs === null) return [];
  const rise = part.lufs - before.lufs;
  return rise >= CLEAR_LU ? ['louder than before'] : rise <= -CLEAR_LU ? ['softer than before'] : [];
}

/** Which instruments come and go, and when: those that are certain, but not all the time. */
export function tellInstruments({ spans, song }: Portrait, picker: Picker): WeightedSentence[] {
  const passing = spans
    .filter(({ group, startSeconds, endSeconds }) => {
      const share = (endSeconds - startSeconds) / song.durationSeconds;
      return group === 'instrument' && share >= PASSING.least && share <= PASSING.most;
    })
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_PASSING)
    .sort((a, b) => a.startSeconds - b.startSeconds);
  const [first] = passing;
  if (!first) return [];
  const labels = [...new Set(passing.map(({ label }) => label))];
  const told = labels.map((label, index) => {
    const times = passing.filter((span) => span.label === label).map((span) => timesOf(span, song.durationSeconds));
    const slots = { what: label, when: enumerateWords(times) };
    return fillPhrase(index ? HEARD_SPAN.next : HEARD_SPAN.first, slots, [label]);
  });
  const list = enumerateWords(told);
  const text = fillPhrase(picker.pick(HEARD), { list, List: capitalise(list) });
  const endSeconds = Math.max(...passing.map((span) => span.endSeconds));
  return [over({ startSeconds: first.startSeconds, endSeconds }, text, 'instruments', 0.68)];
}

export function tellDynamics({ parts }: Portrait, picker: Picker): WeightedSentence[] {
  const heard = parts.filter((part) => part.lufs !== null).sort((a, b) => (b.lufs as number) - (a.lufs as number));
  const [loudest, softest] = [heard[0], heard.at(-1)];
  if (!loudest || !softest || parts.length < 2) return [];
  const whole = { startSeconds: 0, endSeconds: parts.at(-1)?.endSeconds ?? 0 };
  if ((loudest.lufs as number) - (softest.lufs as number) < CLEAR_LU)
    return [over(whole, picker.pick(DYNAMICS.flat), 'dynamics', 0.3)];
  const slots = {
    from: clockTime(loudest.startSeconds),
    to: clockTime(loudest.endSeconds),
    softFrom: clockTime(softest.startSeconds),
    softTo: clockTime(softest.endSeconds),
  };
  return [over(loudest, fillPhrase(picker.pick(DYNAMICS.peak), slots), 'dynamics', 0.65)];
}

/** Probability below which a label is certainly not there. */
const SURELY_ABSENT = 0.05;

export function tellAbsent({ classification }: Portrait, picker: Picker): WeightedSentence[] {
  const beaten =
    classification.groups.instrument?.filter(({ label }) => label === 'drums' || label === 'percussion') ?? [];
  if (!beaten.length || beaten.some(({ probability }) => probability >= SURELY_ABSENT)) return [];
  return [{ text: picker.pick(ABSENT), about: 'absent', weight: 0.5, startSeconds: null, endSeconds: null }];
}

const over = (span: TimeSpan, text: string, about: WeightedSentence['about'], weight: number): WeightedSentence => ({
  text,
  about,
  weight,
  startSeconds: span.startSeconds,
  endSeconds: span.endSeconds,
});
