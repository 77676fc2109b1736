// A long run of indexing by hand: whether memory stays flat over thousands of songs, which are cut anew from those of demo/.
// 3,000 songs of a minute take six minutes of a quiet machine, and 16 GB while it runs.
// usage: npm run build && node bench/long.mjs [--songs 3000] [--model DIR]      (writes docs/measured/indexing-SONGS.json)
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cutSongs } from '../dist/bench/cut-songs.js';
import { measureIndexing } from '../dist/bench/measure-indexing.js';
import { describeMachine } from '../dist/bench/run-bench.js';
import { loadModelCard } from '../dist/model/card.js';

const SONG_SECONDS = 60;
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { values } = parseArgs({
  options: {
    songs: { type: 'string', default: '3000' },
    model: { type: 'string', default: at('models/collap-mini') },
  },
});
const count = Number(values.songs);
const sources = readdirSync(at('demo')).filter((name) => /\.(opus|ogg)$/.test(name));
const dir = mkdtempSync(join(tmpdir(), 'collap-long-'));
try {
  const songs = join(dir, 'songs');
  process.stderr.write(`cutting ${count} songs\n`);
  await cutSongs(
    sources.map((name) => at(`demo/${name}`)),
    songs,
    { count, seconds: SONG_SECONDS },
  );
  process.stderr.write(`indexing ${count} songs\n`);
  const indexing = await measureIndexing([songs], join(dir, 'library'), values.model, {
    songs: count,
    audioSeconds: count * SONG_SECONDS,
  });
  const { name, version } = await loadModelCard(values.model);
  const day = new Date().toISOString().slice(0, 10);
  const report = `${JSON.stringify({ machine: describeMachine(), day, model: { name, version }, indexing }, null, 2)}\n`;
  writeFileSync(at(`docs/measured/indexing-${count}.json`), report);
  process.stdout.write(report);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
