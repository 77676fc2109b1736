// Compiles src to dist and makes the command executable; quiet when the sources are absent (an installed package has dist already).
// Leftovers are removed after compiling, not before: what runs from dist meanwhile goes on finding its files.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Files of dist whose source is gone. */
function leftovers() {
  const compiled = readdirSync('dist', { recursive: true }).filter((file) => /\.(js|d\.ts)(\.map)?$/.test(file));
  return compiled.filter((file) => !existsSync(join('src', file.replace(/\.(d\.ts|js)(\.map)?$/, '.ts'))));
}

if (existsSync('src')) {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const compile = [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json'];
  const { status } = spawnSync(process.execPath, compile, { stdio: 'inherit' });
  for (const file of leftovers()) rmSync(join('dist', file));
  if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
  process.exitCode = status ?? 1;
}
