// What the store alone adds to the memory of indexing: simulated songs written in small batches, without any audio. Linux.
// usage: npm run build && node bench/store-memory.mjs [--songs 3000] [--batch 8]     prints a line at every compaction; try MALLOC_ARENA_MAX=1 before it
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSongSimulator } from '../dist/bench/simulate-songs.js';
import { BATCHES_PER_COMPACTION } from '../dist/library/index-run.js';
import { openLibrary } from '../dist/library/library.js';
import { openModel } from '../dist/model/open-model.js';

const { values } = parseArgs({
  options: {
    songs: { type: 'string', default: '3000' },
    batch: { type: 'string', default: '8' },
    model: { type: 'string', default: 'models/collap-mini' },
  },
});
const [songs, batch] = [Number(values.songs), Number(values.batch)];
const model = await openModel(values.model, { device: 'cpu' });
const { name, version, embeddingSize, tags } = model.card;
const simulator = createSongSimulator(model.background, tags.length);
await model.close();
const dir = mkdtempSync(join(tmpdir(), 'collap-store-'));
try {
  const library = await openLibrary(dir, { identity: { name, version }, embeddingSize });
  for (let [first, batches] = [0, 0]; first < songs; first += batch) {
    const tracks = Array.from({ length: batch }, (_, i) => simulator.song(first + i));
    const files = tracks.map(({ path, trackId }) => ({
      ...{ path, trackId, sizeBytes: 9e6, mtimeMs: 1.7e12, state: 'ready', code: null, message: null },
    }));
    await library.write({ files, tracks, descriptions: [] });
    if (++batches % BATCHES_PER_COMPACTION > 0) continue;
    const before = anonymousMegabytes();
    await library.optimize();
    console.log(`${first + batch} songs: ${before} MB, after compaction ${anonymousMegabytes()} MB`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);

/** Memory of this process that no file stands behind. Source: Linux, Documentation/filesystems/proc.rst, smaps_rollup. */
function anonymousMegabytes() {
  const kilobytes = /^Pss_Anon:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
