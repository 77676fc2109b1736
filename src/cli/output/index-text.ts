import type { IndexReport } from '../../library/index-paths.js';
import type { Page } from '../command-outcome.js';
import { failureLines } from './failure-text.js';

/** What a run of `collap index` did: one line of counts, then every failure and warning with its file. */
export function indexText(report: IndexReport): (page: Page) => string {
  return (page) => {
    const { palette } = page;
    const counts = [
      palette.good(`${report.indexed} indexed`),
      `${report.unchanged} unchanged`,
      ...(report.moved > 0 ? [`${report.moved} moved`] : []),
      ...(report.removed > 0 ? [`${report.removed} removed`] : []),
      ...(report.failed.length > 0 ? [palette.bad(`${report.failed.length} failed`)] : []),
    ];
    return [
      counts.join(' · '),
      ...report.failed.flatMap((item) => failureLines(palette.bad('✗'), item, page)),
      ...report.warnings.flatMap((item) => failureLines(palette.fair('!'), item, page)),
    ].join('\n');
  };
}
