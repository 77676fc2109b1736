import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SentenceAlignment } from '../../align/align-description.js';
import type { StructureAlignment } from '../../align/align-structure.js';
import type { SongMatching } from '../../align/match-songs.js';
import type { Segment } from '../../types.js';
import type { Page } from '../command-outcome.js';
import { CERTAINTY_DOTS } from './find-text.js';
import { formatSpan, formatTime } from './format-time.js';
import { padEnd, padStart, truncate, visible } from './text-width.js';

const SPAN_COLUMNS = 15;
const MAX_COLUMNS = 120;

/** Sections line by line, under them the sentences with their spans, then the second song. */
export function alignText(found: StructureAlignment, page: string | null): (layout: Page) => string {
  return (layout) => {
    const { palette } = layout;
    const facts = [
      formatTime(found.durationSeconds),
      found.tempoBpm === null ? 'no clear tempo' : `${Math.round(found.tempoBpm)} BPM`,
      found.key ?? 'no clear key',
    ];
    const parts = [
      palette.strong(facts.join(' · ')),
      found.segments.map((segment) => segmentText(segment, layout)).join('\n'),
      found.alignment.map((sentence) => sentenceText(sentence, layout)).join('\n'),
      found.orderScore === null ? '' : orderText(found.orderScore, found.alignment.length),
      found.correspondence ? matchText(found.correspondence, layout) : '',
      found.note === null ? '' : palette.fair(found.note),
      page === null ? '' : `${palette.strong('See it:')} ${palette.accent(pathToFileURL(page).href)}`,
    ];
    return parts.filter(Boolean).join('\n\n');
  };
}

function segmentText(segment: Segment, { palette }: Page): string {
  const span = padEnd(formatSpan(segment.startSeconds, segment.endSeconds), SPAN_COLUMNS);
  return `${palette.accent(span)} ${padEnd(segment.label, 3)} ${segment.function}`;
}

function sentenceText(item: SentenceAlignment, { columns, palette }: Page): string {
  const span = padEnd(formatSpan(item.startSeconds, item.endSeconds), SPAN_COLUMNS);
  const mark = item.role === 'avoided' ? 'not: ' : '';
  const words = truncate(mark + item.sentence, Math.min(columns, MAX_COLUMNS) - SPAN_COLUMNS - 6);
  if (item.startSeconds === null) return palette.faint(`${span} ···  ${words}`);
  const tone = { high: palette.good, medium: palette.fair, low: palette.faint }[item.certainty];
  return `${palette.accent(span)} ${tone(CERTAINTY_DOTS[item.certainty])}  ${words}`;
}

function orderText(orderScore: number, sentences: number): string {
  if (sentences < 2 || orderScore === 0) return 'The order of the sentences says nothing here.';
  const direction = orderScore > 0 ? 'in the order in which they are told' : 'rather in the reverse of the told order';
  return `The sentences are heard ${direction} (${orderScore.toFixed(2)}).`;
}

function matchText(other: SongMatching, { palette }: Page): string {
  const turned = other.transposedSemitones;
  const facts = [
    `${Math.round(100 * other.matchedShare)} % of the song corresponds`,
    `${Math.round(100 * other.otherMatchedShare)} % of the other`,
    turned === 0
      ? 'in the same key'
      : `the other lies ${Math.abs(turned)} semitones ${turned > 0 ? 'higher' : 'lower'}`,
    `score ${other.score.toFixed(2)}`,
  ];
  const lines = other.sections.map((section) => {
    const from = padEnd(`${section.label} ${formatSpan(section.startSeconds, section.endSeconds)}`, SPAN_COLUMNS + 3);
    if (section.otherSegment === null) return palette.faint(`${from} → —`);
    const to = formatSpan(section.otherStartSeconds, section.otherEndSeconds);
    return `${from} → ${palette.accent(padEnd(to, SPAN_COLUMNS))} ${padStart(section.similarity.toFixed(2), 5)}`;
  });
  return [palette.strong(`With ${visible(basename(other.path))}`), facts.join(' · '), ...lines].join('\n');
}
