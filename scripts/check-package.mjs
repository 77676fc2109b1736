// Installs the packed tarball into empty folders as a user would, and runs it: with npm 10 and with the npm at hand, from a registry
// and from the file. Slow (minutes, downloads the dependencies); `.ci/run` calls it.
// usage: node scripts/check-package.mjs [--npm10 VERSION] [--only registry|file] [--keep]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startRegistry } from './package-registry.mjs';

const { values: flags } = parseArgs({
  options: {
    npm10: { type: 'string', default: '10.8.2' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const work = mkdtempSync(join(tmpdir(), 'collap-package-'));
const log = (line) => console.error(line);
/** A user has none of the settings that `npm run` hands on, such as those of this checkout's .npmrc. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|onnxruntime)/i.test(name)));
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env };

function pack() {
  execFileSync('npm', ['pack', '--pack-destination', work], quiet);
  const tarball = join(
    work,
    readdirSync(work).find((file) => file.endsWith('.tgz')),
  );
  log(`packed: ${(statSync(tarball).size / 1e6).toFixed(1)} MB`);
  return tarball;
}

/** Path of the command line of npm 10. */
function fetchNpm10() {
  const folder = join(work, 'npm10');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', `npm@${flags.npm10}`], { ...quiet, cwd: folder });
  return [process.execPath, join(folder, 'node_modules/npm/bin/npm-cli.js')];
}

function megabytes(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return Math.round(bytes / 1e6);
}

/** Runs the installed command; returns what is wrong, or null. */
function tryCommand(folder) {
  const run = (...args) =>
    spawnSync(join(folder, 'node_modules/.bin/collap'), args, { ...quiet, cwd: folder, timeout: 300_000 });
  const help = run('--help');
  if (help.status !== 0 || !help.stdout.includes('find')) return `collap --help: exit ${help.status} ${help.stderr}`;
  const doctor = run('doctor', '--json', '--library', join(folder, 'library'));
  if (doctor.status !== 0) return `collap doctor: exit ${doctor.status} ${doctor.stdout}${doctor.stderr}`;
  const found = run('demo', '--json', '--out', join(folder, 'demo'));
  if (found.status !== 0) return `collap demo: exit ${found.status} ${found.stdout.slice(0, 500)}${found.stderr}`;
  return JSON.parse(found.stdout).answers.every((answer) => answer.results.length > 0)
    ? null
    : 'collap demo found nothing';
}

function tryInstall(name, npm, args) {
  const folder = join(work, name.replaceAll(' ', '-'));
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const started = performance.now();
  const installed = spawnSync(npm[0], [...npm.slice(1), 'install', ...args], { ...quiet, cwd: folder });
  const seconds = Math.round((performance.now() - started) / 1000);
  const problem =
    installed.status === 0 ? tryCommand(folder) : `npm install: exit ${installed.status} ${installed.stderr}`;
  const size = installed.status === 0 ? `, ${megabytes(join(folder, 'node_modules'))} MB` : '';
  log(`${problem ? 'FAIL' : 'ok  '} ${name}: ${seconds} s${size}${problem ? `\n${problem}` : ''}`);
  if (!flags.keep) rmSync(folder, { recursive: true, force: true });
  return problem === null;
}

const tarball = resolve(pack());
const registry = await startRegistry(tarball);
const npms = { 'npm 10': fetchNpm10(), 'npm at hand': ['npm'] };
const results = [];
for (const [name, npm] of Object.entries(npms)) {
  if (flags.only !== 'file') results.push(tryInstall(`registry ${name}`, npm, ['collap', '--registry', registry.url]));
  if (flags.only !== 'registry') results.push(tryInstall(`file ${name}`, npm, ['--ignore-scripts', tarball]));
}
registry.close();
if (!flags.keep) rmSync(work, { recursive: true, force: true });
const failed = results.filter((isGood) => !isGood).length;
console.log(
  JSON.stringify({
    passed: results.length - failed,
    failed,
    name: JSON.parse(readFileSync('package.json', 'utf8')).name,
  }),
);
process.exit(failed ? 1 : 0);
