// Writes what the structure head and the choice of tempo read of songs, from the code that reads it in the product: one front end for both.
// usage: node training/structure/features.mjs --model DIR --cache DIR --out DIR (--manifest FILE --audio-root DIR)...
// Per song ID.f32, float32 (cells × values), ID.tempo.f32 (candidates × values), and a line of index.jsonl: id, set, group, size, edges, metre,
// segments, tempoBpm, and estimatedBpm as the rule has it. Tempi of a manifest may stand in tempo.jsonl beside it.
// Goes on where a killed run stopped: for another model, or after a change of the code, name a new OUT.
// Songs that the cache (as of `collap eval --cache`) lacks are heard first. Needs dist: npm run build.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const dist = (file) => import(new URL(`../../dist/${file}`, import.meta.url));
const { createDecoderPool } = await dist('audio/decoder-pool.js');
const { openModel } = await dist('model/open-model.js');
const { hearSongs } = await dist('eval/hear-songs.js');
const { openSongCache } = await dist('eval/song-cache.js');
const { FRAMES_FORM: form } = await dist('eval/song-form.js');
const { correlateOnsets, estimateTempo } = await dist('embed/tempo.js');
const { describeCandidates } = await dist('embed/tempo-candidates.js');
const { hearMetre } = await dist('structure/hear-metre.js');
const { describeCells } = await dist('structure/section-features.js');

const text = { type: 'string' };
const list = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { model: text, cache: text, out: text, manifest: list, 'audio-root': list } });
const model = await openModel(values.model, { threads: 1 });
const rateHz = model.card.audio.onsetRateHz;
const decoders = createDecoderPool();
const cache = openSongCache(values.cache, model, form);

async function hear(path) {
  const heard = (await hearSongs([path], { decoders, model, cache, form })).get(path);
  if (heard instanceof Error) throw heard;
  return heard;
}

/** @returns false where nothing repeats. */
async function writeCandidates({ onsetStrength }, file) {
  const correlation = correlateOnsets(onsetStrength, rateHz);
  if (!correlation) return false;
  await writeFile(file, new Uint8Array(describeCandidates(correlation, onsetStrength, rateHz).buffer));
  return true;
}

async function describe(row, set, path, tempoBpm) {
  const heard = await hear(path);
  const cells = describeCells(heard, hearMetre(heard, model.card).track);
  await writeFile(join(values.out, `${row.id}.f32`), new Uint8Array(cells.values.buffer));
  const repeats = await writeCandidates(heard, join(values.out, `${row.id}.tempo.f32`));
  return {
    ...{ id: row.id, set, group: row.group, size: cells.size, edges: [...cells.edges], metre: [...cells.metre] },
    ...{ segments: row.segments, segments2: row.segments2 },
    ...(repeats && { tempoBpm, estimatedBpm: estimateTempo(heard.onsetStrength, rateHz).bpm }),
  };
}

const readRows = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

await mkdir(values.out, { recursive: true });
const index = join(values.out, 'index.jsonl');
const done = new Set(existsSync(index) ? readRows(index).map(({ id }) => id) : []);
for (const [n, manifest] of values.manifest.entries()) {
  const beside = join(dirname(manifest), 'tempo.jsonl');
  const tempi = new Map(existsSync(beside) ? readRows(beside).map(({ id, tempoBpm }) => [id, tempoBpm]) : []);
  const set = basename(manifest, '.jsonl');
  for (const row of readRows(manifest)) {
    if (done.has(row.id)) continue;
    const path = resolve(values['audio-root'][n], row.audio);
    appendFileSync(index, `${JSON.stringify(await describe(row, set, path, tempi.get(row.id) ?? row.tempoBpm))}\n`);
  }
  process.stderr.write(`${manifest}: described\n`);
}
await Promise.all([decoders.close(), model.close()]);
