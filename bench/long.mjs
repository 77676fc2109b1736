// A long run of indexing by hand: whether memory stays flat over thousands of songs, which are cut anew from those of demo/.
// 3,000 songs of a minute take six minutes of a quiet machine, and 16 GB while it runs.
// usage: npm run build && node bench/long.mjs [--songs 3000] [any option of collap bench]      (writes docs/measured/indexing-SONGS.json)
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const args = process.argv.slice(2);
const place = args.indexOf('--songs');
const [, songs = '3000'] = place < 0 ? [] : args.splice(place, 2);
const command = [at('dist/cli/main.js'), 'bench', '--only', 'indexing', '--index-songs', songs, '--json', ...args];
const run = spawnSync(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
process.stdout.write(run.stdout);
if (run.status !== 0) process.exit(run.status ?? 1);
const day = new Date().toISOString().slice(0, 10);
const report = { ...JSON.parse(run.stdout), day };
writeFileSync(at(`docs/measured/indexing-${songs}.json`), `${JSON.stringify(report, null, 2)}\n`);
