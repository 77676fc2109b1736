// Where the time of indexing goes: runs `collap index` under V8's profiler, and adds up what every process and thread did.
// usage: npm run build && node bench/profile.mjs PATH… [--record]      (--record: into docs/performance.md)
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProcessTree } from '../dist/bench/cpu-time.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('--'));
const dir = mkdtempSync(join(tmpdir(), 'collap-profile-'));
const [SHOWN, LEAST_SHARE, LOOK_EVERY_MS] = [16, 0.006, 50];
/** A worker thread without work waits in one of these. */
const WAITING = /^\(idle\)|^\(program\)|^atomicsWaitLoop/;

const profiles = join(dir, 'profiles');
const child = spawn(
  process.execPath,
  [
    ...['--cpu-prof', `--cpu-prof-dir=${profiles}`, at('dist/cli/main.js'), 'index', ...paths],
    ...['--library', join(dir, 'library'), '--device', 'cpu', '--json'],
  ],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
const cpuSeconds = new Map();
const watch = setInterval(() => {
  for (const { pid, cpuSeconds: spent } of readProcessTree(child.pid)) cpuSeconds.set(pid, spent);
}, LOOK_EVERY_MS);
let output = '';
for await (const chunk of child.stdout) output += chunk;
clearInterval(watch);
const { indexed, error } = JSON.parse(output);
if (error) throw new Error(`${error.code}: ${error.message}`);

/** Self time of every function of one thread, in seconds. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map();
  for (const [i, id] of samples.entries()) {
    const name = byId.get(id);
    times.set(name, (times.get(name) ?? 0) + timeDeltas[i] / 1e6);
  }
  return times;
}

function nameOf({ functionName, url }) {
  const [, module] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  const [, own] = /dist\/(.+)\.js$/.exec(url) ?? [];
  const place = module ?? own ?? (url.startsWith('node:') ? url : '');
  const name = functionName || (module === 'onnxruntime-node' ? 'running a graph' : 'anonymous');
  return `${name}${place ? ` (${place})` : ''}`;
}

const seconds = new Map();
for (const file of readdirSync(profiles)) {
  const profile = JSON.parse(readFileSync(join(profiles, file), 'utf8'));
  const isModel = profile.nodes.some(({ callFrame }) => /inference-worker\.js/.test(callFrame.url));
  for (const [name, time] of selfTimes(profile)) {
    const key = `${isModel ? 'model threads' : 'main thread'} | ${name}`;
    if (!WAITING.test(name)) seconds.set(key, (seconds.get(key) ?? 0) + time);
  }
}
rmSync(dir, { recursive: true });

const sum = (values) => [...values].reduce((total, value) => total + value, 0);
const [all, own] = [sum(cpuSeconds.values()), cpuSeconds.get(child.pid)];
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
const inJs = sum(seconds.values());
const table = [
  `${indexed} songs, start included: ${all.toFixed(1)} CPU s, of which ${percent(all - own, all)} in the processes that decode, ${percent(own, all)} in the one that hears and stores.`,
  'Of what the threads of that one do (the store has threads of its own):',
  '',
  '| thread | function | share |',
  '| --- | --- | --- |',
  ...[...seconds]
    .sort(([, a], [, b]) => b - a)
    .filter(([, time]) => time / inJs >= LEAST_SHARE)
    .slice(0, SHOWN)
    .map(([key, time]) => `| ${key} | ${percent(time, inJs)} |`),
  '',
].join('\n');
process.stdout.write(table);
if (args.includes('--record')) {
  const page = at('docs/performance.md');
  const [begin, end] = ['<!-- profile:begin -->', '<!-- profile:end -->'];
  const document = readFileSync(page, 'utf8');
  writeFileSync(page, `${document.split(begin)[0]}${begin}\n${table}${end}${document.split(end)[1]}`);
}
