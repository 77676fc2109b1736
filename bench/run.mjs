// Runs `collap bench`, prints it, and writes report, picture and tables.
// usage: npm run bench -- [--quick] [--record] [--only PART,…] [--from REPORT.json] [any option of collap bench]
// The results go to bench/results/; with --record, docs/performance.md and docs/images/growth.svg are written, too. What is not measured again
// (--only) stays as it was recorded.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { growthPlot } from './growth-plot.mjs';
import { performanceTables } from './performance-table.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const args = process.argv.slice(2);
const isRecord = args.includes('--record');
const from = args.includes('--from') ? args[args.indexOf('--from') + 1] : null;

function measure() {
  const passed = args.filter((arg) => arg !== '--record');
  const run = spawnSync(process.execPath, [at('dist/cli/main.js'), 'bench', ...passed, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (run.status !== 0) {
    process.stdout.write(run.stdout);
    process.exit(run.status ?? 1);
  }
  return JSON.parse(run.stdout);
}

function replaceBetweenMarks(path, text) {
  const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
  const document = readFileSync(path, 'utf8');
  writeFileSync(path, `${document.split(begin)[0]}${begin}\n${text}${end}${document.split(end)[1]}`);
}

/** With the rows of large libraries, which are runs by hand (bench/large.mjs), where this run did not reach as far. */
function withLarge(report) {
  if (!isRecord || !report.search) return report;
  const largest = Math.max(...report.search.map(({ songs }) => songs));
  const large = readdirSync(at('docs/measured'))
    .filter((name) => /^large-\d+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(at(`docs/measured/${name}`), 'utf8')).search)
    .filter(({ songs }) => songs > largest);
  return { ...report, search: [...report.search, ...large].sort((a, b) => a.songs - b.songs) };
}

const readReport = (path) => JSON.parse(readFileSync(path, 'utf8'));
const recorded = isRecord && args.includes('--only') ? readReport(at('docs/measured/bench.json')) : {};
const report = withLarge({ ...recorded, ...(from ? readReport(from) : measure()) });
const tables = performanceTables(report);
mkdirSync(at('bench/results'), { recursive: true });
writeFileSync(at('bench/results/report.json'), `${JSON.stringify(report, null, 2)}\n`);
if (report.search) writeFileSync(at('bench/results/growth.svg'), growthPlot(report));
if (isRecord) {
  writeFileSync(at('docs/measured/bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(at('docs/images/growth.svg'), growthPlot(report));
  replaceBetweenMarks(at('docs/performance.md'), tables);
}
process.stdout.write(tables);
