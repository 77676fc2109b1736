// Songs of manifests as the product hears them, for features.mjs and letters.mjs. Their options: --model DIR --cache DIR --out PATH (--manifest FILE --audio-root DIR)...
// Tempi of a manifest may stand in tempo.jsonl beside it. Songs that the cache (as of `collap eval --cache`) lacks are heard first.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const dist = (file) => import(new URL(`../../dist/${file}`, import.meta.url));
const { createDecoderPool } = await dist('audio/decoder-pool.js');
const { openModel } = await dist('model/open-model.js');
const { hearSongs } = await dist('eval/hear-songs.js');
const { openSongCache } = await dist('eval/song-cache.js');
const { FRAMES_FORM: form } = await dist('eval/song-form.js');

const text = { type: 'string' };
const list = { type: 'string', multiple: true, default: [] };

export const readRows = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

export async function openSongs() {
  const { values } = parseArgs({
    options: { model: text, cache: text, out: text, manifest: list, 'audio-root': list },
  });
  const model = await openModel(values.model, { threads: 1 });
  const decoders = createDecoderPool();
  const cache = openSongCache(values.cache, model, form);

  /** Row by row: { row, set, heard }; those named in `done` are passed over. */
  async function* songs(done = new Set()) {
    for (const [n, manifest] of values.manifest.entries()) {
      const beside = join(dirname(manifest), 'tempo.jsonl');
      const tempi = new Map(existsSync(beside) ? readRows(beside).map(({ id, tempoBpm }) => [id, tempoBpm]) : []);
      for (const row of readRows(manifest)) {
        if (done.has(row.id)) continue;
        const path = resolve(values['audio-root'][n], row.audio);
        const heard = (await hearSongs([path], { decoders, model, cache, form })).get(path);
        if (heard instanceof Error) throw heard;
        yield {
          row: { ...row, tempoBpm: tempi.get(row.id) ?? row.tempoBpm },
          set: basename(manifest, '.jsonl'),
          heard,
        };
      }
      process.stderr.write(`${manifest}: done\n`);
    }
  }
  return { model, out: values.out, songs, close: () => Promise.all([decoders.close(), model.close()]) };
}
