import type { EvalReport } from '../../eval/run-eval.js';
import type { Page } from '../command-outcome.js';
import { padEnd, visible } from './text-width.js';

const NAME_COLUMNS = 28;
const UNMEASURED = new Set(['task', 'model', 'n', 'ci95', 'groups', 'skipped', 'ranks', 'confusion', 'bins', 'labels']);

/** The measured figures, one a line, each with its 95 % interval where there is one; then what was skipped. */
export function evalText(report: EvalReport): (page: Page) => string {
  return ({ palette }) => {
    const intervals = flatten(report.ci95 ?? {});
    const rows = [...flatten(report)].map(([name, value]) => {
      const interval = intervals.get(name);
      const range = Array.isArray(interval) ? palette.faint(` [${interval.map(figure).join(', ')}]`) : '';
      return `  ${padEnd(name, NAME_COLUMNS)} ${padEnd(figure(value), 8)}${range}`;
    });
    const skipped = report.skipped.map(({ id, code }) => `${palette.bad('✗')} ${visible(id)} ${palette.faint(code)}`);
    return [palette.strong(`${report.task} · ${report.n} cases`), ...rows, ...skipped].join('\n');
  };
}

const figure = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toFixed(3))) : JSON.stringify(value);

/** Numbers and intervals by dotted name; what is no figure is left out. */
function flatten(value: object, prefix = ''): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [name, item] of Object.entries(value)) {
    if (prefix === '' && UNMEASURED.has(name)) continue;
    if (typeof item === 'number' || Array.isArray(item)) flat.set(prefix + name, item);
    else if (item && typeof item === 'object')
      for (const [key, inner] of flatten(item, `${prefix}${name}.`)) flat.set(key, inner);
  }
  return flat;
}
