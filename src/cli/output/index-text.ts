import type { IndexReport } from '../../library/index-paths.js';
import type { Page } from '../command-outcome.js';
import { truncate, visible } from './text-width.js';

/** What a run of `collap index` did: one line of counts, then every failure and warning with its file. */
export function indexText(report: IndexReport): (page: Page) => string {
  return ({ palette, columns }) => {
    const counts = [
      palette.good(`${report.indexed} indexed`),
      `${report.unchanged} unchanged`,
      ...(report.moved > 0 ? [`${report.moved} moved`] : []),
      ...(report.removed > 0 ? [`${report.removed} removed`] : []),
      ...(report.failed.length > 0 ? [palette.bad(`${report.failed.length} failed`)] : []),
    ];
    const line = (mark: string, item: { path: string; code: string; message: string }): string[] => [
      `${mark} ${visible(item.path)}`,
      palette.faint(`  ${truncate(`${item.code} ${item.message}`, columns - 2)}`),
    ];
    return [
      counts.join(' · '),
      ...report.failed.flatMap((item) => line(palette.bad('✗'), item)),
      ...report.warnings.flatMap((item) => line(palette.fair('!'), item)),
    ].join('\n');
  };
}
