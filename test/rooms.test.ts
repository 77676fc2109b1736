import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

/** From the roof to the ground: a room may import from its own floor's rooms it is listed with, and from floors below. */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['bench'],
  ['server'],
  ['tools'],
  ['export', 'tagging', 'eval'],
  ['describe'],
  ['retrieve', 'align', 'classify'],
  ['library'],
  ['structure'],
  ['embed'],
  ['model'],
  ['audio'],
  ['.'],
];
const SRC = resolve('src');
const floorOf = (file: string): number => {
  const room = relative(SRC, file).includes('/') ? (relative(SRC, file).split('/')[0] as string) : '.';
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  if (floor < 0) throw new Error(`src/${room} is a room without a floor: give it one in FLOORS`);
  return floor;
};
const files = readdirSync(SRC, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(SRC, file));

test('imports point only downwards', () => {
  const upward: string[] = [];
  for (const file of files) {
    if (relative(SRC, file) === 'index.ts') continue; // the package's public face names what it shows
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const imported = resolve(file, '..', target as string).replace(/\.js$/, '.ts');
      if (floorOf(imported) < floorOf(file)) upward.push(`${relative(SRC, file)} imports ${relative(SRC, imported)}`);
    }
  }
  expect(files.length).toBeGreaterThan(3);
  expect(upward).toEqual([]);
});

test('only config.ts reads the environment', () => {
  const readers = files
    .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(SRC, file));
  expect(readers).toEqual(['config.ts']);
});
