// kill -9 at random moments of indexing: after the last resume, is everything there, once, and the same as without the kills?
// usage: npm run build && node test/faults/run-kills.mjs [--kills 30] [--songs 300] [--report docs/reliability.md]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openLibrary } from '../../dist/library/library.js';
import { FAKE_IDENTITY, fakeWav } from '../library/support/fake-workspace.mjs';
import { replaceBetweenMarks } from './support/faults-report.mjs';
import { below, createRandom } from './support/seeded-random.mjs';

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    songs: { type: 'string', default: '300' },
    report: { type: 'string' },
  },
});
const [kills, songs] = [Number(options.kills), Number(options.songs)];
/** What the model takes for a batch: slow enough that there is work left for the last kill. */
const DELAY_MS = 800;
/** Batches are stored every two seconds, so that kills fall before, in and after the writing of one. */
const LONGEST_MS = 6_000;
const SHORTLY_MS = 500;
/** Of the songs and of the kills, so many must have been acknowledged, and have come in a run that acknowledged something. */
const PROVING_SHARE = 1 / 3;
const CHILD = fileURLToPath(new URL('../library/support/index-child.mjs', import.meta.url));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-kills-')));
const music = join(base, 'music');
const acknowledged = new Set();

function start(libraryDir, delayMs) {
  const child = spawn(process.execPath, [CHILD, libraryDir, music, String(delayMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return { child, lines, ended: new Promise((done) => child.once('close', done)) };
}

async function readBack(libraryDir) {
  const library = await openLibrary(libraryDir, { identity: FAKE_IDENTITY, embeddingSize: 8 });
  const [files, ids] = [await library.filesUnder([music]), await library.trackIds()];
  return { files, ids, tracks: await library.tracks(ids), clips: await library.clips(ids) };
}

/** The largest difference between two libraries' vectors; Infinity where one has what the other lacks. */
function largestDifference(a, b) {
  const tracks = new Map(b.tracks.map((track) => [track.trackId, track]));
  const differences = a.tracks.map(({ trackId, song }) => {
    const pairs = [
      [song, tracks.get(trackId)?.song],
      ...(a.clips.get(trackId) ?? []).map(({ embedding }, n) => [embedding, b.clips.get(trackId)?.[n]?.embedding]),
    ];
    return Math.max(
      ...pairs.map(([x, y]) =>
        y ? Math.max(...x.map((value, d) => Math.abs(value - y[d]))) : Number.POSITIVE_INFINITY,
      ),
    );
  });
  return Math.max(...differences);
}

mkdirSync(music);
for (let n = 0; n < songs; n++) writeFileSync(join(music, `${n}.wav`), fakeWav(n, 0.6));
const [undisturbed, killed] = [join(base, 'undisturbed'), join(base, 'killed')];
await start(undisturbed, 0).ended;

const random = createRandom(9);
let [lost, done, telling] = [0, 0, 0];
for (let k = 0; k < kills; k++) {
  const acknowledgedBefore = new Set(acknowledged);
  const { child, lines, ended } = start(killed, DELAY_MS);
  // every third kill comes just after something was acknowledged, the others at any moment of the work
  const sign = k % 3 === 0 ? 'stored ' : 'begun';
  while (!lines.some((line) => line.startsWith(sign)) && child.exitCode === null) await sleep(5);
  await sleep(k % 3 === 0 ? below(random, SHORTLY_MS) : below(random, LONGEST_MS));
  if (child.exitCode === null && child.signalCode === null) done++;
  child.kill('SIGKILL');
  await ended;
  const stored = lines.filter((line) => line.startsWith('stored ')).map((line) => line.slice('stored '.length));
  for (const path of stored) acknowledged.add(path);
  if (stored.some((path) => !acknowledgedBefore.has(path))) telling++;
  const ready = new Set((await readBack(killed)).files.map(({ path }) => path));
  lost += [...acknowledged].filter((path) => !ready.has(path)).length;
}
await start(killed, 0).ended;
const [before, after] = [await readBack(undisturbed), await readBack(killed)];
const result = {
  kills: done,
  telling,
  acknowledgedBeforeTheLast: acknowledged.size,
  acknowledgedLost: lost,
  files: after.files.length,
  tracks: after.ids.length,
  duplicates:
    after.files.length - new Set(after.files.map(({ path }) => path)).size + after.ids.length - new Set(after.ids).size,
  largestDifference: largestDifference(before, after),
};
rmSync(base, { recursive: true });
const isRight =
  acknowledged.size >= songs * PROVING_SHARE &&
  telling >= kills * PROVING_SHARE &&
  lost === 0 &&
  result.files === songs &&
  result.tracks === songs &&
  result.duplicates === 0 &&
  result.largestDifference < 1e-5;
const text = `${songs} songs, ${result.kills} kills in the middle of work, ${result.telling} of them after the run had acknowledged songs (${result.acknowledgedBeforeTheLast} in all before the last run): ${result.acknowledgedLost} acknowledged songs lost, at the end ${result.files} files and ${result.tracks} tracks, ${result.duplicates} duplicates, largest difference of a vector from the undisturbed run ${result.largestDifference}.\n`;
process.stdout.write(text);
if (options.report) replaceBetweenMarks(options.report, 'kills', text);
process.exit(isRight ? 0 : 1);
