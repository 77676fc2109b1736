import type { Terminal } from './terminal.js';

/** Says on stderr which of the given roots are not there: a server that may read nothing would only tell its callers. */
export async function warnOfMissingRoots(roots: readonly string[], terminal: Pick<Terminal, 'report'>): Promise<void> {
  const { isThere } = await import('../is-there.js');
  for (const root of roots) {
    if (await isThere(root)) continue;
    terminal.report(
      `collap: there is no folder ${root}, so nothing can be read from it; check --root or COLLAP_ROOTS.\n`,
    );
  }
}
