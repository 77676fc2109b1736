import type { SongDescription } from '../../describe/describe-song.js';
import type { Page } from '../command-outcome.js';
import { formatTime } from './format-time.js';

const MAX_COLUMNS = 90;

/** Length, tempo and key on a line, then the description as a paragraph. */
export function describeText(description: SongDescription, isShort: boolean): (page: Page) => string {
  return ({ palette, columns }) => {
    if (isShort) return description.short;
    const { durationSeconds, tempoBpm, key, text, unsure } = description;
    const facts = [
      formatTime(durationSeconds),
      tempoBpm === null ? 'no clear tempo' : `${Math.round(tempoBpm)} BPM`,
      key ?? 'no clear key',
    ];
    const note = unsure.length ? `\n\n${palette.faint(`Not sure about: ${unsure.join(', ')}.`)}` : '';
    return `${palette.strong(facts.join(' · '))}\n\n${wrap(text, Math.min(columns, MAX_COLUMNS))}${note}`;
  };
}

/** Lines of at most so many columns, broken between words. */
function wrap(text: string, columns: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
