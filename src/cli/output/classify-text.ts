import type { LabelSpan } from '../../classify/certain-labels.js';
import type { Classification } from '../../classify/classify-song.js';
import type { Page } from '../command-outcome.js';
import { formatSpan } from './format-time.js';
import type { Palette } from './palette.js';
import { padEnd, truncate } from './text-width.js';

const BAR_COLUMNS = 20;
const LABEL_COLUMNS = 28;
const SPAN_COLUMNS = 15;
/** Labels shown of each group; `--json` holds all. */
const SHOWN_LABELS = 5;

/** Tempo, key and energy on a line, every group with its most probable labels as bars, then where each label is certain. */
export function classifyText(classification: Classification): (page: Page) => string {
  return ({ palette }) => {
    const tempo = classification.tempoBpm === null ? 'no clear tempo' : `${Math.round(classification.tempoBpm)} BPM`;
    const facts = [tempo, classification.key ?? 'no clear key', `${classification.energy.level} energy`];
    const lines = [palette.strong(facts.join(' · '))];
    for (const [group, labels] of Object.entries(classification.groups)) {
      const mark = classification.unsure.includes(group) ? palette.faint(' · not sure') : '';
      lines.push('', palette.accent(group) + mark);
      const best = [...labels].sort((a, b) => b.probability - a.probability).slice(0, SHOWN_LABELS);
      for (const { label, probability } of best) {
        const bar = '█'.repeat(Math.round(probability * BAR_COLUMNS)).padEnd(BAR_COLUMNS, '·');
        const share = `${Math.round(probability * 100)}%`.padStart(4);
        lines.push(`  ${padEnd(truncate(label, LABEL_COLUMNS), LABEL_COLUMNS)} ${palette.faint(bar)} ${share}`);
      }
    }
    return [...lines, ...whereText(classification, palette)].join('\n');
  };
}

/** One line a label: "strings  1:05–1:50, 2:40–3:10". */
function whereText({ spans }: Classification, palette: Palette): string[] {
  if (!spans.length) return [];
  const byLabel = new Map<string, LabelSpan[]>();
  for (const span of spans) {
    const name = JSON.stringify([span.group, span.label]);
    byLabel.set(name, [...(byLabel.get(name) ?? []), span]);
  }
  const lines = [...byLabel.values()].map((own) => {
    const label = own[0]?.label ?? '';
    const times = own.map(({ startSeconds, endSeconds }) => formatSpan(startSeconds, endSeconds));
    return `  ${padEnd(truncate(label, LABEL_COLUMNS), SPAN_COLUMNS + 2)} ${palette.accent(times.join(', '))}`;
  });
  return ['', palette.accent('heard for certain'), ...lines];
}
