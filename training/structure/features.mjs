// Writes what the structure head and the choice of tempo read of songs, from the code that reads it in the product: one front end for both.
// usage: node training/structure/features.mjs --model DIR --cache DIR --out DIR (--manifest FILE --audio-root DIR)...
// Per song ID.f32, float32 (cells × values), ID.tempo.f32 (candidates × values), and a line of index.jsonl: id, set, group, size, edges, metre,
// segments, tempoBpm, and estimatedBpm as the rule has it.
// Goes on where a killed run stopped: for another model, or after a change of the code, name a new OUT. Needs dist: npm run build.
import { appendFileSync, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dist, openSongs, readRows } from './songs.mjs';

const { correlateOnsets, estimateTempo } = await dist('embed/tempo.js');
const { describeCandidates } = await dist('embed/tempo-candidates.js');
const { hearMetre } = await dist('structure/hear-metre.js');
const { describeCells } = await dist('structure/section-features.js');
const { hearCells } = await dist('structure/song-cells.js');

const { model, out, songs, close } = await openSongs();
const rateHz = model.card.audio.onsetRateHz;

/** @returns false where nothing repeats. */
async function writeCandidates({ onsetStrength }, file) {
  const correlation = correlateOnsets(onsetStrength, rateHz);
  if (!correlation) return false;
  await writeFile(file, new Uint8Array(describeCandidates(correlation, onsetStrength, rateHz).buffer));
  return true;
}

async function describe({ row, set, heard }) {
  const { track } = hearMetre(heard, model.card);
  const cells = describeCells(heard, hearCells(heard, track), track.confidence);
  await writeFile(join(out, `${row.id}.f32`), new Uint8Array(cells.values.buffer));
  const repeats = await writeCandidates(heard, join(out, `${row.id}.tempo.f32`));
  return {
    ...{ id: row.id, set, group: row.group, size: cells.size, edges: [...cells.edges], metre: [...cells.metre] },
    ...{ segments: row.segments, segments2: row.segments2 },
    ...(repeats && { tempoBpm: row.tempoBpm, estimatedBpm: estimateTempo(heard.onsetStrength, rateHz).bpm }),
  };
}

await mkdir(out, { recursive: true });
const index = join(out, 'index.jsonl');
const done = new Set(existsSync(index) ? readRows(index).map(({ id }) => id) : []);
for await (const song of songs(done)) appendFileSync(index, `${JSON.stringify(await describe(song))}\n`);
await close();
