/** Entry of a short process that loads the packages named as arguments, and prints the version of the first. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Some packages do not export their package.json, so it is looked for above their entry. */
function versionOf(specifier: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(specifier)));
  while (folder !== dirname(folder)) {
    const manifest = join(folder, 'package.json');
    const { name, version } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
    if (name === specifier) return version;
    folder = dirname(folder);
  }
  return 'unknown';
}

const specifiers = process.argv.slice(2);
try {
  for (const specifier of specifiers) await import(specifier);
  process.stdout.write(versionOf(specifiers[0] as string));
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
