// Time of a re-scan where nothing changed: real files, simulated rows. Needs `npm run build`.
// usage: node test/library/support/measure-rescan.mjs [FILES]
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexPaths } from '../../../dist/library/index-paths.js';
import { openLibrary } from '../../../dist/library/library.js';
import { fileRow } from './simulated-rows.mjs';

const FILES = Number(process.argv[2] ?? 20_000);
const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-rescan-')));
const [music, libraryDir] = [join(base, 'music'), join(base, 'library')];
const open = () =>
  openLibrary(libraryDir, { identity: { name: 'simulated', version: '1', sha256: '0'.repeat(64) }, embeddingSize: 8 });
const song = new Float32Array(8).fill(1);
const untagged = { title: null, artist: null, album: null, genre: [], year: null };
const unmeasured = {
  durationSeconds: 1,
  tempoBpm: null,
  tempoConfidence: 0,
  key: null,
  keyConfidence: 0,
  loudnessDb: null,
};
const unheard = { song, tagLogits: song, clips: [{ startSeconds: 0, embedding: song }] };

function makeFile(n) {
  const folder = join(music, `artist ${n % 100}`, `album ${Math.floor(n / 100) % 20}`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${n}.mp3`);
  writeFileSync(path, 'x');
  return fileRow(path, `track-${n}`, statSync(path));
}

const library = await open();
for (let first = 0; first < FILES; first += 1000) {
  const files = Array.from({ length: Math.min(1000, FILES - first) }, (_, i) => makeFile(first + i));
  const tracks = files.map(({ path, trackId }) => ({ trackId, path, ...untagged, ...unmeasured, ...unheard }));
  await library.write({ files, tracks, descriptions: [] });
}
const noModel = () => Promise.reject(new Error('a re-scan needs no model'));
for (let run = 0; run < 3; run++) {
  const [startMs, before] = [performance.now(), process.cpuUsage()];
  const { unchanged } = await indexPaths({ libraryDir, modelDir: '', roots: null, library: open, model: noModel }, [
    music,
  ]);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(
    `${unchanged} unchanged: ${Math.round(performance.now() - startMs)} ms, ${Math.round((user + system) / 1000)} CPU ms\n`,
  );
}
rmSync(base, { recursive: true });
