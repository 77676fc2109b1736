// Writes the measured figures into the marked blocks of README.md, so that none is typed by hand.
// usage: node scripts/readme-figures.mjs [--check]    (--check changes nothing, and fails where the README is out of date)
// quality: from the card of models/collap-mini (written by training/evaluate.py) · runs: from docs/measured/runs.json (.ci/run --record)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const CARD = 'models/collap-mini/model.json';
const RUNS = 'docs/measured/runs.json';
const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const figure = (value) => (typeof value === 'number' ? value.toFixed(2) : '–');
const interval = (ci95, name) => (ci95?.[name] ? `${figure(ci95[name][0])}–${figure(ci95[name][1])}` : '–');
/** `recordingsCausal` reads "recordings causal". */
const words = (name) => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

function retrievalTable(reports) {
  const rows = reports.flatMap(([name, { n, ci95, ...report }]) =>
    ['textToAudio', 'audioToText'].map((direction) => {
      const result = report[direction];
      const figures = ['recall@1', 'recall@5', 'recall@10', 'mrr'].map((key) => figure(result[key]));
      const range = interval(ci95, `${direction}.recall@10`);
      return [words(name), n, words(direction).replace('to', '→'), ...figures, range];
    }),
  );
  return table(['retrieval', 'n', 'direction', 'R@1', 'R@5', 'R@10', 'MRR', '95 % of R@10'], rows);
}

function accuracyTable(reports) {
  const rows = reports.map(([name, report]) => {
    const chance = report.chance ?? 1 / report.classes;
    return [words(name), report.n, figure(report.accuracy), interval(report.ci95, 'accuracy'), figure(chance)];
  });
  return table(['zero-shot choice', 'n', 'accuracy', '95 % interval', 'chance'], rows);
}

function qualityBlock() {
  const card = readJson(CARD);
  const reports = Object.entries(card?.quality ?? {});
  if (reports.length === 0) return '*Not measured yet.*';
  const retrieval = reports.filter(([, report]) => report.textToAudio);
  const choices = reports.filter(([, report]) => typeof report.accuracy === 'number');
  return [
    `${card.name} ${card.version}, on recordings that were kept out of training:`,
    ...(retrieval.length ? [retrievalTable(retrieval)] : []),
    ...(choices.length ? [accuracyTable(choices)] : []),
    'Each figure is made by one command, which stands beside it in the `quality` of `models/collap-mini/model.json`.',
  ].join('\n\n');
}

function runsBlock() {
  const runs = readJson(RUNS);
  if (!runs) return '*Not measured yet.*';
  const rows = runs.steps.map(({ name, seconds }) => [
    `\`${name}\``,
    seconds < 90 ? `${seconds} s` : `${(seconds / 60).toFixed(1)} min`,
  ]);
  return `${table(['command', 'time'], rows)}\n\nMeasured by \`.ci/run --record\` on ${runs.machine}.`;
}

const blocks = { quality: qualityBlock(), runs: runsBlock() };
const before = readFileSync('README.md', 'utf8');
let after = before;
for (const [name, text] of Object.entries(blocks)) {
  const block = new RegExp(`(<!-- figures:${name} -->\n)[\\s\\S]*?(<!-- /figures -->)`);
  if (!block.test(after)) throw new Error(`README.md has no block <!-- figures:${name} --> … <!-- /figures -->`);
  after = after.replace(block, (_, open, close) => `${open}${text}\n${close}`);
}
if (process.argv.includes('--check')) {
  if (after !== before) console.error('README.md is out of date: run `node scripts/readme-figures.mjs`.');
  process.exit(after === before ? 0 : 1);
}
writeFileSync('README.md', after);
