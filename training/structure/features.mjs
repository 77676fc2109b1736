// Writes what the structure head reads of the songs of manifests, from the code that reads it in the product: one front end for both.
// usage: node training/structure/features.mjs --model DIR --cache DIR --out DIR (--manifest FILE --audio-root DIR)...
// Per song ID.f32, float32 (cells × values), and a line of index.jsonl: id, set, group, size, edges, metre, segments.
// Songs that the cache (as of `collap eval --cache`) lacks are heard first. Needs dist: npm run build.
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const dist = (file) => import(new URL(`../../dist/${file}`, import.meta.url));
const { createDecoderPool } = await dist('audio/decoder-pool.js');
const { openModel } = await dist('model/open-model.js');
const { hearSongs } = await dist('eval/hear-songs.js');
const { openSongCache } = await dist('eval/song-cache.js');
const { FRAMES_FORM: form } = await dist('eval/song-form.js');
const { hearMetre } = await dist('structure/hear-metre.js');
const { describeCells } = await dist('structure/section-features.js');

const text = { type: 'string' };
const list = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { model: text, cache: text, out: text, manifest: list, 'audio-root': list } });
const model = await openModel(values.model, { threads: 1 });
const decoders = createDecoderPool();
const cache = openSongCache(values.cache, model, form);
await mkdir(values.out, { recursive: true });
const index = createWriteStream(join(values.out, 'index.jsonl'));

async function describe(row, set, path) {
  const heard = (await hearSongs([path], { decoders, model, cache, form })).get(path);
  if (heard instanceof Error) throw heard;
  const cells = describeCells(heard, hearMetre(heard, model.card).track);
  await writeFile(join(values.out, `${row.id}.f32`), new Uint8Array(cells.values.buffer));
  const known = {
    id: row.id,
    set,
    group: row.group,
    size: cells.size,
    edges: [...cells.edges],
    metre: [...cells.metre],
  };
  index.write(`${JSON.stringify({ ...known, segments: row.segments, segments2: row.segments2 })}\n`);
}

for (const [n, manifest] of values.manifest.entries()) {
  const rows = readFileSync(manifest, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const row of rows)
    await describe(row, basename(manifest, '.jsonl'), resolve(values['audio-root'][n], row.audio));
  process.stderr.write(`${manifest}: ${rows.length} songs\n`);
}
index.end();
await Promise.all([decoders.close?.(), model.close()]);
