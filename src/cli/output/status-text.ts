import type { Page } from '../command-outcome.js';
import type { StatusDocument } from '../commands/status.js';
import { formatBytes } from './format-bytes.js';
import { truncate, visible } from './text-width.js';

/** The library in a few lines, then every file that failed with its reason. */
export function statusText(status: StatusDocument, libraryDir: string): (page: Page) => string {
  return ({ palette, columns }) => {
    const failed = status.failed > 0 ? palette.bad(`${status.failed} failed`) : '0 failed';
    return [
      `${palette.strong(`${status.tracks} songs`)} in ${status.files} files, ${failed}`,
      `library  ${visible(libraryDir)} (${formatBytes(status.diskBytes)})`,
      ...status.folders.map((folder, index) => `${index === 0 ? 'folders ' : '        '} ${visible(folder)}`),
      `model    ${status.model.name} ${status.model.version} on ${status.device}`,
      ...status.notices.map((notice) => `note     ${notice}`),
      ...(status.job === null ? [] : [`job      ${jobLine(status.job)}`]),
      ...status.failures.flatMap(({ path, code, message }) => [
        `${palette.bad('✗')} ${visible(path)}`,
        palette.faint(`  ${truncate(`${code} ${message}`, columns - 2)}`),
      ]),
    ].join('\n');
  };
}

function jobLine({ handle, state, done, total }: NonNullable<StatusDocument['job']>): string {
  return `${handle} ${state} ${done}/${total}`;
}
