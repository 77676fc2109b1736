// A million simulated songs: how fast questions are answered there, and what a song takes on the disk. Half an hour on a quiet machine, 20 GB.
// usage: npm run build && node bench/million.mjs DIR [--songs 1000000]     (a run that was stopped goes on; docs/measured/million.json is written)
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureSearch } from '../dist/bench/measure-search.js';
import { describeMachine } from '../dist/bench/run-bench.js';
import { createSongSimulator } from '../dist/bench/simulate-songs.js';

const { values, positionals } = parseArgs({
  options: { songs: { type: 'string', default: '1000000' } },
  allowPositionals: true,
});
const [dir] = positionals;
if (dir === undefined) throw new Error('Name a folder for the library.');
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [search] = await measureSearch(
  dir,
  at('models/collap-mini'),
  ({ background, card }) => createSongSimulator(background, card.tags.length),
  { sizes: [Number(values.songs)], questions: 60, exhaustive: 0 },
  (message) => process.stderr.write(`${message}\n`),
);
const report = { machine: describeMachine(), day: new Date().toISOString().slice(0, 10), search };
writeFileSync(at('docs/measured/million.json'), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
