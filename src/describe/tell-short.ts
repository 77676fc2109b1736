/** A song in two sentences: what it is, and how it goes. */
import { kindOf, wordsOf } from './colour-words.js';
import { COURSE } from './phrases.js';
import type { Picker } from './picker.js';
import type { Portrait, SongPart } from './portrait.js';
import { tellSummary } from './tell-whole.js';
import { clockTime, enumerateWords, fillPhrase } from './wording.js';

export function tellShort(portrait: Portrait, picker: Picker): string {
  const { parts, song } = portrait;
  const loudest = [...parts].sort((a, b) => (b.lufs ?? -Infinity) - (a.lufs ?? -Infinity))[0];
  const [first, peak] = [parts[0], loudest].map((part) => (part ? feelingOf(part) : ''));
  const length = clockTime(Math.round(song.durationSeconds));
  const summary = tellSummary(portrait, picker, true);
  if (!first) return `${summary} It lasts ${length}.`;
  const isTurn = loudest && loudest !== parts[0] && peak && peak !== first;
  if (!isTurn) return `${summary} ${fillPhrase(COURSE.steady, { first, length })}`;
  const { startSeconds, endSeconds } = loudest;
  const slots = { first, peak, from: clockTime(startSeconds), to: clockTime(endSeconds), length };
  return `${summary} ${fillPhrase(COURSE.turns, slots)}`;
}

const feelingOf = ({ colours }: SongPart): string => enumerateWords(wordsOf(kindOf(colours, 'mood', 'texture'), 2));
