/** What is said of a song part by part: form, what enters and leaves, how each part sounds, dynamics. */
import type { TimeSpan } from '../types.js';
import { kindOf, wordsOf } from './colour-words.js';
import { ABSENT, CLAUSE, DYNAMICS, FORM, FORM_SINGLE, RESTS, WHEN } from './phrases.js';
import type { Picker } from './picker.js';
import type { Portrait, SongPart } from './portrait.js';
import type { WeightedSentence } from './told-sentence.js';
import { capitalise, clockTime, countWord, enumerateWords, fillPhrase, ordinalWord } from './wording.js';

const MOST_SHADES = 3;
const MOST_FEELINGS = 2;
const MOST_STYLES = 1;
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
    const before = parts[index - 1];
    const clause = tellClause(part, before, picker);
    if (!clause) return [];
    const slots = {
      from: clockTime(part.startSeconds),
      to: clockTime(part.endSeconds),
      nth: ordinalWord(part.sameAs),
      clause,
    };
    const text = capitalise(fillPhrase(picker.pick(WHEN[positionOf(part, index, parts.length)]), slots));
    const edge = index === 0 || index === parts.length - 1 ? 0.05 : 0;
    return [over(part, text, 'part', 0.7 + edge - 0.01 * index), ...tellRests(part, before, picker)];
  });
}

function positionOf({ sameAs }: SongPart, index: number, count: number): keyof typeof WHEN {
  if (count === 1) return 'only';
  if (index === 0) return 'first';
  if (index === count - 1) return 'last';
  return sameAs < index ? 'again' : 'new';
}

function tellClause(part: SongPart, before: SongPart | undefined, picker: Picker): string {
  const lead = part.instruments.slice(0, 2);
  const feels = [...wordsOf(kindOf(part.colours, 'mood', 'texture'), MOST_FEELINGS), ...louder(part, before)];
  const shades = wordsOf(
    kindOf(part.colours, 'instrument').filter(({ word }) => !lead.includes(word)),
    MOST_SHADES,
  );
  const styles = wordsOf(kindOf(part.colours, 'style'), MOST_STYLES);
  const say = (phrases: readonly string[], words: readonly string[]) =>
    words.length
      ? fillPhrase(picker.pick(phrases), { words: enumerateWords(words), feels: enumerateWords(words) })
      : '';
  const isNew = before !== undefined && lead.some((word) => !before.instruments.includes(word));
  const head = lead.length
    ? fillPhrase(picker.pick(isNew ? CLAUSE.enters : CLAUSE.carries), { what: enumerateWords(lead) }, lead) +
      say(CLAUSE.tail, feels)
    : say(CLAUSE.feels, feels);
  const rest = say(CLAUSE.shades, shades) + say(CLAUSE.styles, styles);
  return head ? head + rest : rest.replace(/^, (?:and )?/, 'the music comes ');
}

/** How loud a part is next to the one before, where that is clear. */
function louder(part: SongPart, before: SongPart | undefined): string[] {
  if (part.lufs === null || !before || before.lufs === null) return [];
  const rise = part.lufs - before.lufs;
  return rise >= CLEAR_LU ? ['louder than before'] : rise <= -CLEAR_LU ? ['softer than before'] : [];
}

function tellRests(part: SongPart, before: SongPart | undefined, picker: Picker): WeightedSentence[] {
  const gone = (before?.instruments ?? []).slice(0, 2).filter((word) => !part.instruments.includes(word));
  if (!gone.length) return [];
  const what = enumerateWords(gone);
  const slots = { what, What: capitalise(what), at: clockTime(part.startSeconds) };
  return [over(part, fillPhrase(picker.pick(RESTS), slots, gone), 'instruments', 0.4)];
}

export function tellDynamics({ parts }: Portrait, picker: Picker): WeightedSentence[] {
  const heard = parts.filter((part) => part.lufs !== null).sort((a, b) => (b.lufs as number) - (a.lufs as number));
  const [loudest, softest] = [heard[0], heard.at(-1)];
  if (!loudest || !softest || parts.length < 2) return [];
  const whole = { startSeconds: 0, endSeconds: parts.at(-1)?.endSeconds ?? 0 };
  if ((loudest.lufs as number) - (softest.lufs as number) < CLEAR_LU)
    return [over(whole, picker.pick(DYNAMICS.flat), 'dynamics', 0.3)];
  const times = (span: TimeSpan) => ({ from: clockTime(span.startSeconds), to: clockTime(span.endSeconds) });
  const soft = fillPhrase(picker.pick(DYNAMICS.soft), times(softest));
  return [over(loudest, fillPhrase(picker.pick(DYNAMICS.peak), { ...times(loudest), soft }), 'dynamics', 0.65)];
}

/** Probability below which a label is certainly not there. */
const SURELY_ABSENT = 0.05;

export function tellAbsent({ classification, certain }: Portrait, picker: Picker): WeightedSentence[] {
  const sentence = (text: string): WeightedSentence => ({
    text,
    about: 'absent',
    weight: 0.5,
    startSeconds: null,
    endSeconds: null,
  });
  const told: WeightedSentence[] = [];
  if (certain.voice?.[0] === 'instrumental') told.push(sentence(picker.pick(ABSENT.singing)));
  const beaten =
    classification.groups.instrument?.filter(({ label }) => label === 'drums' || label === 'percussion') ?? [];
  if (beaten.length && beaten.every(({ probability }) => probability < SURELY_ABSENT))
    told.push(sentence(picker.pick(ABSENT.drums)));
  return told;
}

const over = (span: TimeSpan, text: string, about: WeightedSentence['about'], weight: number): WeightedSentence => ({
  text,
  about,
  weight,
  startSeconds: span.startSeconds,
  endSeconds: span.endSeconds,
});
