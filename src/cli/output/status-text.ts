import type { Page } from '../command-outcome.js';
import type { StatusDocument } from '../commands/status.js';
import { failureLines } from './failure-text.js';
import { formatBytes } from './format-bytes.js';
import { visible } from './text-width.js';

/** The library in a few lines, then every file that failed with its reason. */
export function statusText(status: StatusDocument, libraryDir: string): (page: Page) => string {
  return (page) => {
    const { palette } = page;
    const failed = status.failed > 0 ? palette.bad(`${status.failed} failed`) : '0 failed';
    return [
      `${palette.strong(`${status.tracks} songs`)} in ${status.files} files, ${failed}`,
      `library  ${visible(libraryDir)} (${formatBytes(status.diskBytes)})`,
      ...status.folders.map((folder, index) => `${index === 0 ? 'folders ' : '        '} ${visible(folder)}`),
      `model    ${status.model.name} ${status.model.version} on ${status.device}`,
      ...status.notices.map((notice) => `note     ${notice}`),
      ...(status.job === null ? [] : [`job      ${jobLine(status.job)}`]),
      ...copiesLines(status.copies),
      ...status.failures.flatMap((failure) => failureLines(palette.bad('✗'), failure, page)),
    ].join('\n');
  };
}

function jobLine({ handle, state, done, total }: NonNullable<StatusDocument['job']>): string {
  return `${handle} ${state} ${done}/${total}`;
}

/** So many recordings with copies are shown; `--json` holds all. */
const SHOWN_COPIES = 20;

function copiesLines(copies: StatusDocument['copies']): string[] {
  const lines = copies.slice(0, SHOWN_COPIES).map(({ paths }) => paths.map(visible).join(' = '));
  const more = copies.length > SHOWN_COPIES ? [`and ${copies.length - SHOWN_COPIES} more: --json`] : [];
  return [...lines, ...more].map((line, index) => `${index === 0 ? 'copies  ' : '        '} ${line}`);
}
