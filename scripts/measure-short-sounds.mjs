// Measures how songs are found in folders that also hold sound effects: descriptions of validation recordings, asked of their whole packages.
// usage: node dist/cli/main.js index PACKAGES/trackballs-data PACKAGES/supertux-data … --library DIR   (those that recordings.jsonl names)
//        node scripts/measure-short-sounds.mjs DIR [MANIFEST …]
//   prints for each manifest how the right song is ranked among all files as `find` ranks them, as it would if the length of a file counted for
//   nothing, and among files of eight seconds and more
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
import { readRows } from '../training/structure/songs.mjs';

const LEAST_SECONDS = 8;
/** What the score of a file is, by its `seconds`, where so much of a song is asked for. */
const WAYS = {
  asRanked: ({ score }) => score,
  lengthAside: ({ score, seconds }, songShare) => score - nudgeByLength(songShare, seconds),
  amongSongs: ({ score, seconds, isOwn }) => (seconds < LEAST_SECONDS && !isOwn ? Number.NEGATIVE_INFINITY : score),
};
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
    const ranks = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]));
    for (const { audio, text } of readRows(manifest)) {
      const { songShare, files } = await rankAll(text, audio);
      const own = files.findIndex(({ isOwn }) => isOwn);
      if (own < 0) continue;
      for (const [way, scoreOf] of Object.entries(WAYS)) {
        const scores = files.map((file) => scoreOf(file, songShare));
        ranks[way].push(rankOf(scores, [own]));
      }
    }
    console.log(basename(String(manifest)), JSON.stringify(summarise(ranks)));
  }
} finally {
  await workspace.close();
}

/** How much of a song the text asks for, and every file of the library as it is ranked; `isOwn` is the one whose path ends with `audio`. */
async function rankAll(text, audio) {
  const [library, model] = [await workspace.library(), await workspace.model()];
  const parsed = parseDescription(text);
  const [vectors] = await embedDescriptions([parsed], model);
  const ids = await chooseCandidates(library, await library.countTracks(), vectors, {}, model.card);
  const ranked = await rankTracks(library, ids, { parsed, vectors, card: model.card });
  const files = ranked.map(({ score, track }) => ({
    score,
    seconds: track.durationSeconds,
    isOwn: track.path.endsWith(audio),
  }));
  return { songShare: parsed.songShare, files };
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
