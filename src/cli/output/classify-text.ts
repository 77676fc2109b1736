import type { Classification } from '../../classify/classify-song.js';
import type { Page } from '../command-outcome.js';
import { padEnd, truncate } from './text-width.js';

const BAR_COLUMNS = 20;
const LABEL_COLUMNS = 28;
/** Labels shown of each group; `--json` holds all. */
const SHOWN_LABELS = 5;

/** Tempo and key on a line, then every group with its most probable labels as bars. */
export function classifyText(classification: Classification): (page: Page) => string {
  return ({ palette }) => {
    const tempo = classification.tempoBpm === null ? 'no clear tempo' : `${Math.round(classification.tempoBpm)} BPM`;
    const lines = [palette.strong(`${tempo} · ${classification.key ?? 'no clear key'}`)];
    for (const [group, labels] of Object.entries(classification.groups)) {
      lines.push('', palette.accent(group));
      const best = [...labels].sort((a, b) => b.probability - a.probability).slice(0, SHOWN_LABELS);
      for (const { label, probability } of best) {
        const bar = '█'.repeat(Math.round(probability * BAR_COLUMNS)).padEnd(BAR_COLUMNS, '·');
        const share = `${Math.round(probability * 100)}%`.padStart(4);
        lines.push(`  ${padEnd(truncate(label, LABEL_COLUMNS), LABEL_COLUMNS)} ${palette.faint(bar)} ${share}`);
      }
    }
    return lines.join('\n');
  };
}
