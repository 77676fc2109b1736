// Listens to one file after the other as `collap index` does, and says what came of each. Needs `npm run build`.
// usage: fork with MODEL_DIR; messages in: a path; out: { state, code, seconds }
import { stat } from 'node:fs/promises';
import { indexSong } from '../../../dist/library/index-song.js';
import { openWorkspace } from '../../../dist/library/workspace.js';

const workspace = openWorkspace({ libraryDir: '', modelDir: process.argv[2], device: 'cpu' });

async function listen(path) {
  const { size, mtimeMs } = await stat(path);
  const deps = {
    decoders: workspace.decoders,
    model: workspace.model,
    knownTracks: new Set(),
    inFlight: new Map(),
    signal: new AbortController().signal,
  };
  const outcome = await indexSong({ path, raw: path, sizeBytes: size, mtimeMs }, deps);
  if (outcome.kind === 'failed') return { state: 'failed', code: outcome.error.code, message: outcome.error.message };
  return { state: 'ready', code: outcome.warnings[0]?.code ?? null, message: outcome.warnings[0]?.message ?? '' };
}

await workspace.model();
process.on('message', async (path) => {
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  const result = await listen(path).catch((error) => ({
    state: 'threw',
    code: error.code ?? null,
    message: String(error),
  }));
  const { user, system } = process.cpuUsage(cpu);
  process.send({ ...result, seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit(0));
process.send('open');
