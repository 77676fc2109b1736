// Writes how alike the sections of songs are, from the code that compares them in the product: what letters.py learns from.
// usage: node training/structure/letters.mjs --model DIR --cache DIR --out FILE (--manifest FILE --audio-root DIR)...
// A line a song: id, set, and per pair of the sections that the model finds its values (`SectionPair`), the share of their moments that bear one
// label in truth, and how much of all such moments they have. Needs dist: npm run build.
import { rename, writeFile } from 'node:fs/promises';
import { dist, openSongs } from './songs.mjs';

const { hearMetre } = await dist('structure/hear-metre.js');
const { spansBetween } = await dist('structure/place-sections.js');
const { readSections } = await dist('structure/read-sections.js');
const { compareSections, portraySection } = await dist('structure/section-likeness.js');
const { hearCells } = await dist('structure/song-cells.js');

const { model, out, songs, close } = await openSongs();

/** Seconds of a span under every label of the truth. */
function measureLabels({ startSeconds, endSeconds }, segments) {
  const seconds = new Map();
  for (const { start, end, label } of segments) {
    const shared = Math.max(0, Math.min(end, endSeconds) - Math.max(start, startSeconds));
    seconds.set(label, (seconds.get(label) ?? 0) + shared);
  }
  return seconds;
}

async function comparePairs({ row, set, heard }) {
  const { track } = hearMetre(heard, model.card);
  const cells = hearCells(heard, track);
  const read = await readSections(heard, cells, track.confidence, model);
  const spans = spansBetween(read.boundaries, cells);
  const purposes = read.purposesOf(spans);
  const portraits = spans.map((span, i) => portraySection(cells, span, purposes[i]));
  const labels = spans.map((span) => measureLabels(span, row.segments));
  const total = (seconds) => [...seconds.values()].reduce((sum, value) => sum + value, 0);
  const pairs = portraits.flatMap((a, i) =>
    portraits.slice(0, i).map((b, j) => {
      const moments = total(labels[i]) * total(labels[j]);
      const same = [...labels[i]].reduce((sum, [label, seconds]) => sum + seconds * (labels[j].get(label) ?? 0), 0);
      return { ...compareSections(cells, a, b), same: moments > 0 ? same / moments : 0, moments };
    }),
  );
  return { id: row.id, set, pairs };
}

const lines = [];
for await (const song of songs()) lines.push(`${JSON.stringify(await comparePairs(song))}\n`);
await writeFile(`${out}.part`, lines.join(''));
await rename(`${out}.part`, out);
await close();
