// Sections against what people or scores say, beside simpler ways of finding them: prints a table in Markdown for every manifest.
// usage: node scripts/compare-structure.mjs --model DIR --cache DIR (--manifest FILE --audio-root DIR)...
// Ways: the model's own; the rules that stand in for it; one checkerboard over timbre or over chords (Foote 2000); as many even parts as
// the reference has; and a second labeller where the manifest has one (segments2).
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDecoderPool } from '../dist/audio/decoder-pool.js';
import { hearSongs } from '../dist/eval/hear-songs.js';
import { functionAccuracy } from '../dist/eval/metrics/function-accuracy.js';
import { segmentMetrics } from '../dist/eval/metrics/segment-metrics.js';
import { openSongCache } from '../dist/eval/song-cache.js';
import { FRAMES_FORM as form } from '../dist/eval/song-form.js';
import { openModel } from '../dist/model/open-model.js';
import { analyseSong } from '../dist/structure/analyse-song.js';
import { layGrid } from '../dist/structure/frame-grid.js';
import { pickBoundaries } from '../dist/structure/pick-boundaries.js';
import { rowProduct } from '../dist/structure/self-similarity.js';

/** Half of Foote's checkerboard. */
const HALF_SECONDS = 8;
const PICKING = { shortestSeconds: 6, threshold: 0.1, contextSeconds: 15 };

const text = { type: 'string' };
const list = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { model: text, cache: text, manifest: list, 'audio-root': list } });
const model = await openModel(values.model, { threads: 1 });
const decoders = createDecoderPool();
const cache = openSongCache(values.cache, model, form);

/** Mean similarity within the halves before and after every cell less that across them, tapered, the highest as 1. */
function foote(rows, width, { count, secondsPerCell }) {
  const half = Math.round(HALF_SECONDS / secondsPerCell);
  const taper = (offset) => Math.exp(-2 * ((offset + 0.5) / half) ** 2);
  const curve = Float32Array.from({ length: count }, (_, g) => {
    let sum = 0;
    for (let i = Math.max(0, g - half); i < Math.min(count, g + half); i++)
      for (let j = Math.max(0, g - half); j < Math.min(count, g + half); j++) {
        const weight = taper(i < g ? g - 1 - i : i - g) * taper(j < g ? g - 1 - j : j - g);
        sum += (i < g === j < g ? weight : -weight) * rowProduct(rows, width, i, j);
      }
    return Math.max(0, sum);
  });
  const highest = Math.max(...curve, 1e-9);
  return pickBoundaries(
    curve.map((value) => value / highest),
    secondsPerCell,
    PICKING,
  ).map(({ seconds }) => seconds);
}

function spansBetween(inner, durationSeconds) {
  const edges = [0, ...inner, durationSeconds];
  return edges.slice(1).map((endSeconds, i) => ({ startSeconds: edges[i], endSeconds, label: String(i) }));
}

const readSegments = (segments) =>
  segments.map(({ start, end, label }) => ({ startSeconds: start, endSeconds: end, label }));

/** What every way says of one song; only those that name sections are measured by names. */
async function sayAll(heard, row) {
  const grid = layGrid(heard);
  const seconds = heard.info.durationSeconds;
  const even = row.segments.slice(1).map((_, i) => ((i + 1) * seconds) / row.segments.length);
  return {
    'learned head': (await analyseSong(heard, model)).segments,
    rules: (await analyseSong(heard, { card: model.card })).segments,
    'Foote, timbre': spansBetween(foote(grid.timbre, grid.timbreSize, grid), seconds),
    'Foote, chords': spansBetween(foote(grid.chroma, 12, grid), seconds),
    'even parts': spansBetween(even, seconds),
    ...(row.segments2 && { 'second labeller': readSegments(row.segments2) }),
  };
}

const mean = (numbers) =>
  numbers.length > 0 ? (numbers.reduce((sum, x) => sum + x, 0) / numbers.length).toFixed(3) : '–';
const NAMED = new Set(['learned head', 'rules', 'second labeller']);

function measure(way, said, reference) {
  const { HR3F, 'HR.5F': HR5F, pairwiseF } = segmentMetrics(reference, said);
  const hasFunctions = way === 'learned head' || way === 'rules';
  return [HR3F, HR5F, NAMED.has(way) ? pairwiseF : null, hasFunctions ? functionAccuracy(reference, said) : null];
}

for (const [n, manifest] of values.manifest.entries()) {
  const rows = readFileSync(manifest, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const paths = rows.map((row) => resolve(values['audio-root'][n], row.audio));
  const heard = await hearSongs(paths, { decoders, model, cache, form });
  const figures = {};
  for (const [i, row] of rows.entries()) {
    const song = heard.get(paths[i]);
    if (song instanceof Error) throw song;
    for (const [way, said] of Object.entries(await sayAll(song, row))) {
      figures[way] ??= [];
      figures[way].push(measure(way, said, readSegments(row.segments)));
    }
  }
  console.log(
    `\n${basename(manifest)}, ${rows.length} songs\n\n| | HR3F | HR.5F | pairwise F | functions |\n|---|---|---|---|---|`,
  );
  for (const [way, measured] of Object.entries(figures)) {
    const means = [0, 1, 2, 3].map((at) => mean(measured.map((one) => one[at]).filter((value) => value !== null)));
    console.log(`| ${way} | ${means.join(' | ')} |`);
  }
}
await Promise.all([decoders.close(), model.close()]);
