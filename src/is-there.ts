import { access } from 'node:fs/promises';

/** Whether anything is at a path, after following links, that this process can reach. */
export const isThere = (path: string | Buffer): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
