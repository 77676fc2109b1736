// Disk and CPU time of the store, with simulated 4-minute songs (24 clips, D = 256, 100 tags). Needs `npm run build`.
// usage: node test/library/support/measure-store.mjs SONGS
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskBytes } from '../../../dist/library/disk-bytes.js';
import { createSongMemory } from '../../../dist/library/memory/song-memory.js';
import { nearestClips, nearestSongs } from '../../../dist/library/nearest.js';
import { unpackClips } from '../../../dist/library/packed-clips.js';
import { readClips } from '../../../dist/library/read-clips.js';
import { openTables } from '../../../dist/library/tables.js';
import { writeBatch } from '../../../dist/library/write-songs.js';
import { fileRow, random } from './simulated-rows.mjs';

const SONGS = Number(process.argv[2] ?? 1000);
const [D, TAGS, STYLES] = [256, 100, 50];
/** The part that sounds in each of the 24 clips. */
const FORM = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4];
const next = random(1);
const vector = (size = D) => Float32Array.from({ length: size }, () => next() + next() + next());
const styles = Array.from({ length: STYLES }, () => vector());
const idOf = (n) => createHash('sha256').update(String(n)).digest('hex');

function simulatedSong(n) {
  const own = vector();
  const parts = Array.from({ length: 5 }, () =>
    vector().map((value, d) => 0.6 * (styles[n % STYLES][d] + own[d] + value)),
  );
  const clips = FORM.map((part, c) => ({
    startSeconds: 10 * c,
    embedding: vector().map((value, d) => parts[part][d] + 0.35 * value),
  }));
  const named = {
    title: `Song number ${n}`,
    artist: `Artist ${n % 1000}`,
    album: `Album ${n % 17}`,
    genre: ['Rock'],
    year: 1990,
  };
  const measured = {
    durationSeconds: 240,
    tempoBpm: 120.5,
    tempoConfidence: 0.5,
    key: 'A minor',
    keyConfidence: 0.3,
    loudnessDb: -14,
  };
  return {
    trackId: idOf(n),
    path: `/music/Artist ${n % 1000}/Album ${n % 17}/Song number ${n}.mp3`,
    ...named,
    ...measured,
    song: vector(),
    tagLogits: vector(TAGS),
    clips,
  };
}

async function measure(name, times, action) {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) await action();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${name.padEnd(34)} ${((user + system) / 1000 / times).toFixed(1)} CPU ms\n`);
}

const dir = mkdtempSync(join(tmpdir(), 'collap-measure-'));
const tables = await openTables(dir, { name: 'simulated', version: '1', sha256: '0'.repeat(64) }, D);
let writing = 0;
for (let first = 0; first < SONGS; first += 256) {
  const tracks = Array.from({ length: Math.min(256, SONGS - first) }, (_, i) => simulatedSong(first + i));
  const before = process.cpuUsage();
  await writeBatch(tables, {
    files: tracks.map(({ path, trackId }) => fileRow(path, trackId)),
    tracks,
    descriptions: [],
  });
  const { user, system } = process.cpuUsage(before);
  writing += (user + system) / 1000;
}
process.stdout.write(`${'writing a song'.padEnd(34)} ${(writing / SONGS).toFixed(2)} CPU ms\n`);
for (const table of [tables.files, tables.tracks, tables.clips])
  await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true });
process.stdout.write(`${'disk a song'.padEnd(34)} ${Math.round((await diskBytes(dir)) / SONGS)} bytes\n`);

const memory = createSongMemory(tables);
const ids = () => Array.from({ length: 300 }, () => idOf(Math.floor(((next() + 1) / 2) * SONGS)));
await memory.held();
await measure('packed clips of 300 songs', 20, () => readClips(tables, ids()));
await measure('the same, unpacked', 20, async () => [...(await readClips(tables, ids())).values()].map(unpackClips));
await measure('200 nearest songs', 20, () => nearestSongs(tables, memory, vector(), 200));
await measure('200 nearest clips', 20, () => nearestClips(tables, memory, vector(), 200));
rmSync(dir, { recursive: true });
