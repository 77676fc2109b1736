import type { LibraryStatus } from '../../library/library.js';
import type { ModelIdentity } from '../../types.js';
import type { Page } from '../command-outcome.js';
import { formatBytes } from './format-bytes.js';

type Status = LibraryStatus & { readonly model: ModelIdentity; readonly device: string; readonly job: object | null };

/** The library in four lines. */
export function statusText(status: Status, libraryDir: string): (page: Page) => string {
  return ({ palette }) => {
    const failed = status.failed > 0 ? palette.bad(`${status.failed} failed`) : '0 failed';
    return [
      `${palette.strong(`${status.tracks} songs`)} in ${status.files} files, ${failed}`,
      `library  ${libraryDir} (${formatBytes(status.diskBytes)})`,
      `model    ${status.model.name} ${status.model.version} on ${status.device}`,
      ...(status.job === null ? [] : [`job      ${JSON.stringify(status.job)}`]),
    ].join('\n');
  };
}
