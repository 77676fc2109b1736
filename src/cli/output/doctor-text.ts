import type { Page } from '../command-outcome.js';
import type { Check } from '../doctor/check.js';
import { padEnd } from './text-width.js';

/** One line a check, under it what to do where something is missing. */
export function doctorText(checks: readonly Check[]): (page: Page) => string {
  const columns = Math.max(...checks.map((check) => check.name.length));
  return ({ palette }) => {
    const marks = { ok: palette.good('✓'), missing: palette.fair('–'), failed: palette.bad('✗') };
    return checks
      .flatMap(({ name, state, detail, remedy }) => [
        `${marks[state]} ${padEnd(name, columns)}  ${detail}`,
        ...(remedy === null ? [] : [palette.faint(`  ${' '.repeat(columns)}  → ${remedy}`)]),
      ])
      .join('\n');
  };
}
