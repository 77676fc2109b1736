/**
 * What tempo words tell of: `TEMPI` and `ALL` of src/retrieve/tempo-words.ts.
 *
 *   node training/captions/tempi.mjs RENDERED …
 *
 * RENDERED are folders of training/render/songs.py, whose songs.jsonl has the true tempo of each song. Of the training songs that are described in free
 * prose (prose.jsonl) it prints how many are told of with the words of each tempo, their median and the deviation in octaves. After `npm run build`.
 */
import { join } from 'node:path';
import { dist, readRows } from '../structure/songs.mjs';

const { median } = await dist('eval/metrics/median.js');
const { readToldTempo } = await dist('retrieve/tempo-words.js');

const tempi = new Map();
for (const folder of process.argv.slice(2)) {
  for (const { id, tempoBpm, split } of readRows(join(folder, 'songs.jsonl')))
    if (split === 'train') tempi.set(id, tempoBpm);
}
const octaves = new Map([['all', []]]);
for (const { id, sentences } of readRows(new URL('prose.jsonl', import.meta.url))) {
  if (!tempi.has(id)) continue;
  const told = Math.round(readToldTempo(sentences.join('\n'))?.centreBpm);
  for (const name of told ? ['all', told] : ['all']) {
    octaves.set(name, [...(octaves.get(name) ?? []), Math.log2(tempi.get(id))]);
  }
}
for (const [told, values] of octaves) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  console.log(told, values.length, Math.round(2 ** median(values)), deviation.toFixed(2));
}
