import type { TagChange } from '../../tagging/plan-changes.js';
import type { TaggedFile, TagReport } from '../../tagging/tag-report.js';
import type { Page } from '../command-outcome.js';
import { padEnd, truncate, visible } from './text-width.js';

const FIELD_COLUMNS = 12;
const VALUE_COLUMNS = 28;
const NOTHING = '–';

/** A table of changes for every file that has any, why fields were left out, then what failed and what to do next. */
export function tagText(report: TagReport, action: 'preview' | 'write' | 'undo'): (page: Page) => string {
  return (page) => {
    const shown = report.files.filter(({ changes, leftOut }) => changes.length > 0 || leftOut.length > 0);
    const failures = report.failed.flatMap(({ path, code, message, remedy }) => [
      `${page.palette.bad('✗')} ${visible(path)}`,
      `  ${code} ${visible(message)}`,
      page.palette.faint(`  ${remedy}`),
    ]);
    return [...shown.flatMap((file) => fileLines(file, page)), ...failures, ...summary(report, action, page)].join(
      '\n',
    );
  };
}

function fileLines({ path, kind, changes, leftOut }: TaggedFile, { palette, columns }: Page): string[] {
  return [
    `${palette.strong(visible(path))} ${palette.faint(kind ?? '')}`,
    ...changes.flatMap((change) =>
      change.field === 'chapters' ? chapterLines(change, palette) : [changeLine(change, palette)],
    ),
    ...leftOut.map(({ field, reason }) =>
      palette.faint(
        `  ${padEnd(truncate(field, FIELD_COLUMNS), FIELD_COLUMNS)} ${truncate(reason, columns - FIELD_COLUMNS - 3)}`,
      ),
    ),
    '',
  ];
}

function changeLine({ field, before, after, probability }: TagChange, palette: Page['palette']): string {
  const old = padEnd(truncate(before.join(' / ') || NOTHING, VALUE_COLUMNS), VALUE_COLUMNS);
  const share = probability === null ? '' : palette.faint(`${Math.round(probability * 100)} %`);
  const made = padEnd(truncate(after.join(' / '), VALUE_COLUMNS), VALUE_COLUMNS);
  return `  ${padEnd(truncate(field, FIELD_COLUMNS), FIELD_COLUMNS)} ${palette.faint(old)} → ${palette.accent(made)} ${share}`.trimEnd();
}

/** How many there were and will be, then each that goes or comes on a line of its own. */
function chapterLines({ field, before, after }: TagChange, palette: Page['palette']): string[] {
  const count = ({ length }: readonly string[]) =>
    length === 0 ? NOTHING : length === 1 ? '1 chapter' : `${length} chapters`;
  const head = changeLine({ field, before: [count(before)], after: [count(after)], probability: null }, palette);
  const gone = before.filter((chapter) => !after.includes(chapter)).map((chapter) => palette.faint(`- ${chapter}`));
  const there = after.map((chapter) => (before.includes(chapter) ? palette.faint(`  ${chapter}`) : `+ ${chapter}`));
  return [head, ...[...gone, ...there].map((line) => `  ${' '.repeat(FIELD_COLUMNS)} ${line}`)];
}

function summary({ files, failed }: TagReport, action: 'preview' | 'write' | 'undo', { palette }: Page): string[] {
  const unchanged = files.filter(({ status }) => status === 'unchanged').length;
  const changed = files.length - unchanged;
  const word = { preview: 'to be changed', write: 'written', undo: 'as before' }[action];
  const counts = [
    palette.good(`${changed} ${word}`),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(failed.length > 0 ? [palette.bad(`${failed.length} failed`)] : []),
  ];
  const next = action === 'preview' && changed > 0 ? ['Nothing was written: add --write to write this.'] : [];
  return [counts.join(' · '), ...next];
}
