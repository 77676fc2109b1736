// What the store alone adds to the memory of indexing: simulated songs written in small batches, without any audio. Linux.
// usage: npm run build && node bench/store-memory.mjs [--songs 3000] [--batch 8]     a line after every compaction; try MALLOC_ARENA_MAX=1 before it
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readProcessTree } from '../dist/bench/cpu-time.js';
import { simulateLibrary } from '../dist/bench/simulate-library.js';
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
  const library = await openLibrary(join(dir, 'library'), { identity: { name, version }, embeddingSize });
  const between = batch * BATCHES_PER_COMPACTION;
  for (let count = between; count < songs + between; count += between) {
    const state = await simulateLibrary(library, simulator, Math.min(count, songs), join(dir, 'state.json'), batch);
    const [self] = readProcessTree(process.pid);
    console.log(`${state.songs} songs: ${Math.round(self?.megabytes() ?? Number.NaN)} MB`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
