// Measures how songs are found in folders that also hold sound effects: descriptions of validation recordings, asked of their whole packages.
// usage: node dist/cli/main.js index PACKAGES/trackballs-data PACKAGES/supertux-data … --library DIR   (those that recordings.jsonl names)
//        node scripts/measure-short-sounds.mjs DIR [MANIFEST …]
//   prints for each manifest how the right song is ranked among all files as `find` ranks them, as it would if the length of a file counted for
//   nothing, and among files of eight seconds and more
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readConfig } from '../dist/config.js';
import { rankOf } from '../dist/eval/metrics/rank.js';
import { retrievalMetrics } from '../dist/eval/metrics/retrieval-metrics.js';
import { openWorkspace } from '../dist/library/workspace.js';
import { chooseCandidates } from '../dist/retrieve/candidates.js';
import { embedDescriptions } from '../dist/retrieve/embed-description.js';
import { parseDescription } from '../dist/retrieve/parse-description.js';
import { rankTracks } from '../dist/retrieve/rank-tracks.js';
import { nudgeByLength } from '../dist/retrieve/song-length.js';

const LEAST_SECONDS = 8;
const MANIFESTS = ['recordings', 'recordings-prose', 'recordings-short'].map(
  (name) => new URL(`../training/validation/${name}.jsonl`, import.meta.url),
);

const [libraryDir, ...named] = process.argv.slice(2);
if (!libraryDir) {
  process.stderr.write('measure-short-sounds: name the library of the packages; see the head of this file.\n');
  process.exit(1);
}
const workspace = openWorkspace({ libraryDir, modelDir: readConfig().modelDir, device: 'cpu' });
try {
  for (const manifest of named.length ? named : MANIFESTS) {
    const ranks = { asRanked: [], lengthAside: [], amongSongs: [] };
    for (const line of (await readFile(manifest, 'utf8')).split('\n').filter(Boolean)) {
      const { audio, text } = JSON.parse(line);
      const { ranked, songShare } = await rankAll(text);
      const own = ranked.findIndex(({ track }) => track.path.endsWith(audio));
      if (own < 0) continue;
      const seconds = ranked.map(({ track }) => track.durationSeconds);
      const scores = ranked.map(({ score }) => score);
      ranks.asRanked.push(rankOf(scores, [own]));
      ranks.lengthAside.push(
        rankOf(
          scores.map((score, n) => score - nudgeByLength(songShare, seconds[n])),
          [own],
        ),
      );
      ranks.amongSongs.push(
        rankOf(
          scores.map((score, n) => (seconds[n] < LEAST_SECONDS && n !== own ? Number.NEGATIVE_INFINITY : score)),
          [own],
        ),
      );
    }
    console.log(basename(String(manifest)), JSON.stringify(summarise(ranks)));
  }
} finally {
  await workspace.close();
}

/** Every file of the library by its score, and how much of a song the text asks for. */
async function rankAll(text) {
  const [library, model] = [await workspace.library(), await workspace.model()];
  const parsed = parseDescription(text);
  const [vectors] = await embedDescriptions([parsed], model);
  const ids = await chooseCandidates(library, await library.countTracks(), vectors, {}, model.card);
  return { ranked: await rankTracks(library, ids, { parsed, vectors, card: model.card }), songShare: parsed.songShare };
}

function summarise(ranks) {
  const rounded = (value) => Math.round(1000 * value) / 1000;
  return Object.fromEntries(
    Object.entries(ranks).map(([name, list]) => {
      const { mrr, 'recall@1': first, 'recall@10': ten } = retrievalMetrics(list);
      return [name, { n: list.length, mrr: rounded(mrr), 'recall@1': rounded(first), 'recall@10': rounded(ten) }];
    }),
  );
}
