/** A song in two sentences: what it is, and how it goes. */
import { clockTime } from '../clock.js';
import { kindOf, wordsOf } from './colour-words.js';
import { COURSE } from './phrases.js';
import type { Picker } from './picker.js';
import type { Portrait, SongPart } from './portrait.js';
import { tellSummary } from './tell-whole.js';
import { enumerateWords, fillPhrase } from './wording.js';

export function tellShort(portrait: Portrait, picker: Picker): string {
  const { parts, song } = portrait;
  const opening = parts[0] ? feelingsOf(parts[0]) : [];
  const first = enumerateWords(opening);
  const turnOf = (part: SongPart) => enumerateWords(feelingsOf(part).filter((word) => !opening.includes(word)));
  const length = clockTime(song.durationSeconds);
  const summary = tellSummary(portrait, picker, true);
  if (!first) return `${summary} It lasts ${length}.`;
  const [turn] = parts
    .filter((part) => turnOf(part) !== '')
    .sort((a, b) => (b.lufs ?? -Infinity) - (a.lufs ?? -Infinity));
  if (!turn) return `${summary} ${fillPhrase(COURSE.steady, { first, length })}`;
  const slots = {
    first,
    peak: turnOf(turn),
    from: clockTime(turn.startSeconds),
    to: clockTime(turn.endSeconds),
    length,
  };
  return `${summary} ${fillPhrase(COURSE.turns, slots)}`;
}

const feelingsOf = ({ colours }: SongPart): string[] => wordsOf(kindOf(colours, 'mood', 'texture'), 2);
