// Indexes one file of a folder after the other with the built collap, says `stored` after the first, and waits to be killed.
// usage: node renewal-child.mjs LIBRARY MODEL FOLDER
import { setTimeout as sleep } from 'node:timers/promises';
import { indexPaths } from '../../../dist/library/index-paths.js';
import { openWorkspace } from '../../../dist/library/workspace.js';

const [libraryDir, modelDir, folder] = process.argv.slice(2);
const workspace = openWorkspace({ libraryDir, modelDir, device: 'cpu' });
const { indexing, decoders } = workspace;
let decoded = 0;
// every song but the first two is never decoded to its end
const slow = {
  prepare: () => decoders.prepare(),
  close: () => decoders.close(),
  decode: (path, options) => {
    const song = decoders.decode(path, options);
    return ++decoded <= 2 ? song : { ...song, blocks: neverEnding() };
  },
};

// biome-ignore lint/correctness/useYield: it gives no block, and does not end
async function* neverEnding() {
  await sleep(600_000);
}

await indexPaths({ ...workspace, indexing, decoders: slow }, [folder], {
  onProgress: () => process.stdout.write('stored\n'),
});
