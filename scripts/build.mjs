// Compiles src to dist and makes the command executable; quiet when the sources are absent (an installed package has dist already).
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

if (existsSync('src')) {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  rmSync('dist', { recursive: true, force: true });
  execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  chmodSync('dist/cli/main.js', 0o755);
}
