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
const { levelOf } = await dist('retrieve/chance-level.js');
const { readToldTempo } = await dist('retrieve/tempo-words.js');

const tempi = new Map(
  process.argv
    .slice(2)
    .flatMap((folder) => readRows(join(folder, 'songs.jsonl')))
    .flatMap(({ id, tempoBpm, split }) => (split === 'train' ? [[id, Math.log2(tempoBpm)]] : [])),
);
const told = readRows(new URL('prose.jsonl', import.meta.url)).flatMap(({ id, sentences }) => {
  const octaves = tempi.get(id);
  return octaves === undefined ? [] : [{ octaves, words: readToldTempo(sentences.join('\n'))?.centreBpm }];
});

function print(name, songs) {
  const octaves = songs.map((song) => song.octaves);
  console.log(name, octaves.length, Math.round(2 ** median(octaves)), levelOf(octaves).deviation.toFixed(2));
}

print('all', told);
for (const words of [...new Set(told.map((song) => song.words))].filter(Boolean).sort((a, b) => a - b)) {
  print(
    Math.round(words),
    told.filter((song) => song.words === words),
  );
}
