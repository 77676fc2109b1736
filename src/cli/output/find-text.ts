import { basename } from 'node:path';
import type { FindResult } from '../../retrieve/find-songs.js';
import type { Certainty, Evidence, SongMatch } from '../../types.js';
import type { Page } from '../command-outcome.js';
import { formatSpan, formatTime } from './format-time.js';
import { padEnd, padStart, truncate, visible } from './text-width.js';

const RANK_COLUMNS = 3;
const SPAN_COLUMNS = 13;
export const CERTAINTY_DOTS: Record<Certainty, string> = { high: '●●●', medium: '●●○', low: '●○○' };
/** Below this the score and the words give way to the name. */
const NARROW_COLUMNS = 60;
/** Wider lines are hard to read. */
const MAX_COLUMNS = 120;

/** Ranked songs, under each the sentences of the description with the spans that answer them. */
export function findText(found: FindResult): (page: Page) => string {
  return (page) => {
    const songs = found.results.map((song) => songText(song, page));
    const notes = [
      ...(found.note === null ? [] : [page.palette.fair(found.note)]),
      ...(found.nextCursor === null ? [] : [page.palette.faint(`More: --cursor ${found.nextCursor}`)]),
    ];
    return [...songs, ...notes].join('\n\n') || 'No songs.';
  };
}

/** One song: its name, length, certainty and score on a line, and a line of evidence for each sentence. */
export function songText(song: SongMatch, { columns, palette }: Page): string {
  const width = Math.min(columns, MAX_COLUMNS);
  const facts = factsOf(song, width);
  const nameColumns = Math.max(12, width - RANK_COLUMNS - facts.length - 3);
  const name = padEnd(truncate(nameOf(song), nameColumns), nameColumns);
  const tone = { high: palette.good, medium: palette.fair, low: palette.faint }[song.certainty];
  const headline = `${padStart(String(song.rank), RANK_COLUMNS)}  ${palette.strong(name)} ${tone(facts)}`;
  const indent = ' '.repeat(RANK_COLUMNS + 2);
  const path = palette.faint(`${indent}${visible(song.path)}`); // whole: it is there to be copied
  const evidence = song.evidence.map((item) => evidenceText(item, width - indent.length, palette));
  return [headline, path, ...evidence.map((line) => indent + line)].join('\n');
}

function factsOf(song: SongMatch, columns: number): string {
  const short = `${padStart(formatTime(song.durationSeconds), 7)}  ${CERTAINTY_DOTS[song.certainty]}`;
  if (columns < NARROW_COLUMNS) return short;
  return `${short} ${padEnd(song.certainty, 6)} ${padStart(song.score.toFixed(3), 7)}`;
}

function nameOf(song: SongMatch): string {
  const title = song.title ?? basename(song.path);
  return song.artist === null ? title : `${title} — ${song.artist}`;
}

function evidenceText(item: Evidence, columns: number, palette: Page['palette']): string {
  const span = padEnd(formatSpan(item.startSeconds, item.endSeconds), SPAN_COLUMNS);
  const mark = item.role === 'avoided' ? 'not: ' : '';
  const sentence = truncate(mark + item.sentence, columns - SPAN_COLUMNS - 1);
  return item.startSeconds === null ? palette.faint(`${span} ${sentence}`) : `${palette.accent(span)} ${sentence}`;
}
