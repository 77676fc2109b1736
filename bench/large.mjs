// A large simulated library by hand: how fast questions are answered there, and what a song takes on the disk.
// A million songs take half an hour of a quiet machine, and 20 GB. A run that was stopped goes on.
// usage: npm run build && node bench/large.mjs DIR --songs 1000000 [--exhaustive 12]      (writes docs/measured/large-SONGS.json)
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureSearch } from '../dist/bench/measure-search.js';
import { describeMachine } from '../dist/bench/run-bench.js';
import { createSongSimulator } from '../dist/bench/simulate-songs.js';

const { values, positionals } = parseArgs({
  options: { songs: { type: 'string', default: '1000000' }, exhaustive: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const [dir] = positionals;
if (dir === undefined) throw new Error('Name a folder for the library.');
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [search] = await measureSearch(
  dir,
  at('models/collap-mini'),
  ({ background, card }) => createSongSimulator(background, card.tags.length),
  { sizes: [Number(values.songs)], questions: 60, exhaustive: Number(values.exhaustive) },
  (message) => process.stderr.write(`${message}\n`),
);
const report = { machine: describeMachine(), day: new Date().toISOString().slice(0, 10), search };
writeFileSync(at(`docs/measured/large-${values.songs}.json`), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
