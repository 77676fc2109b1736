/** `collap --help` and mistakes answer at once, because nothing heavy is loaded before a command runs. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = resolve('src');
const ALLOWED_PACKAGES = ['commander', 'string-width'];

/** Everything that is loaded with a file: static imports of values, followed through. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [statement, target] of source.matchAll(/^(?:import|export) [^;]*?from '([^']+)';/gms)) {
    if (/^(?:import|export) type /.test(statement)) continue;
    const name = target as string;
    if (name.startsWith('.')) loadedWith(resolve(file, '..', name).replace(/\.js$/, '.ts'), seen);
    else if (!name.startsWith('node:')) seen.add(name);
  }
  return seen;
}

test('the program loads the grammar of its commands, and no room below', () => {
  const loaded = [...loadedWith(join(SRC, 'cli', 'main.ts'))];
  const files = loaded.filter((name) => existsSync(name)).map((file) => relative(SRC, file));
  expect(files.length).toBeGreaterThan(20);
  expect(
    files.filter((file) => !/^(cli\/|(clock|config|errors|package-version|remote-library)\.ts$)/.test(file)),
  ).toEqual([]);
  expect(loaded.filter((name) => !existsSync(name)).sort()).toEqual(ALLOWED_PACKAGES);
});
