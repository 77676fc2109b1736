// Damaged and hostile audio files by the thousand: does each end in audio or in a code, in time, within memory?
// usage: npm run faults -- [--files 1000] [--dir DIR] [--fresh] [--model DIR] [--report docs/reliability.md]
// Results are appended to DIR/faults.jsonl, so that a run that was stopped goes on where it stopped.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CRAFTED_FILES, SPARSE_FILES } from './support/crafted-files.mjs';
import { writeFaultsReport } from './support/faults-report.mjs';
import { Listener } from './support/listener.mjs';
import { loadSources, mutate } from './support/mutations.mjs';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    dir: { type: 'string', default: join(tmpdir(), 'collap-faults') },
    model: { type: 'string', default: 'models/collap-mini' },
    report: { type: 'string' },
    only: { type: 'string', default: '' },
    fresh: { type: 'boolean', default: false },
  },
});
const MAX_SECONDS = 20;
const MAX_MEGABYTES = 1000;
const log = join(options.dir, 'faults.jsonl');
if (options.fresh) rmSync(options.dir, { recursive: true, force: true });
mkdirSync(options.dir, { recursive: true });

/** Every file of the run: `{ name, kind, write(path) }`. */
function* faults() {
  for (const [name, make] of Object.entries(CRAFTED_FILES))
    yield { name, kind: 'crafted', write: (path) => writeFileSync(path, make()) };
  for (const [name, { head, bytes }] of Object.entries(SPARSE_FILES))
    yield {
      name,
      kind: 'sparse',
      write: (path) => {
        writeFileSync(path, head());
        truncateSync(path, bytes);
      },
    };
  const sources = loadSources();
  const crafted = Object.keys(CRAFTED_FILES).length + Object.keys(SPARSE_FILES).length;
  for (let n = 0; n < Number(options.files) - crafted; n++) {
    const { name, kind, bytes } = mutate(n, sources);
    yield { name, kind, write: (path) => writeFileSync(path, bytes) };
  }
}

const readLog = () =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
const done = new Set(readLog().map(({ name }) => name));
const listener = new Listener(options.model);
for (const { name, kind, write } of faults()) {
  if (done.has(name) || !name.includes(options.only)) continue;
  const path = join(options.dir, name);
  write(path);
  const result = await listener.listen(path);
  rmSync(path);
  appendFileSync(log, `${JSON.stringify({ name, kind, ...result })}\n`);
  const isBad = isFault(result);
  if (isBad) process.stdout.write(`BAD ${name}: ${JSON.stringify(result)}\n`);
}
listener.close();

/** What must not happen. */
function isFault({ state, code, seconds, largestMegabytes }) {
  const ended = state === 'ready' || (state === 'failed' && code !== 'E_INTERNAL');
  return !ended || seconds > MAX_SECONDS || largestMegabytes > MAX_MEGABYTES;
}

const results = readLog();
const bad = results.filter(isFault);
process.stdout.write(
  writeFaultsReport(results, bad, { maxSeconds: MAX_SECONDS, maxMegabytes: MAX_MEGABYTES }, options.report),
);
process.exitCode = bad.length > 0 ? 1 : 0;
