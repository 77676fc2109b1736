// Tempo and key of recordings, ours beside the QM Vamp plugins': how often they agree, and where they do not. Prints tables in Markdown.
// usage: node scripts/compare-qm.mjs --model DIR --cache DIR --manifest FILE --audio-root DIR [--most 1000] [--seconds 60] [--differing 10]
// The plugins take as long as a song lasts: they hear `seconds` from its middle; ours is the whole song's. Needs ffmpeg, vamp-simple-host (Debian's vamp-examples) and the plugins inside Debian's ardour (VAMP_PATH, by default /usr/lib/ardour7/vamp).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDecoderPool } from '../dist/audio/decoder-pool.js';
import { parseKeyName } from '../dist/embed/key-names.js';
import { hearSongs } from '../dist/eval/hear-songs.js';
import { weighKey } from '../dist/eval/metrics/key-metrics.js';
import { judgeTempo } from '../dist/eval/metrics/tempo-metrics.js';
import { openSongCache } from '../dist/eval/song-cache.js';
import { FRAMES_FORM as form } from '../dist/eval/song-form.js';
import { openModel } from '../dist/model/open-model.js';

const scratch = mkdtempSync(join(tmpdir(), 'qm-'));
const PLUGINS = 'libardourvampplugins';
const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    model: text,
    cache: text,
    manifest: text,
    'audio-root': text,
    most: { ...text, default: '1000' },
    seconds: { ...text, default: '60' },
    differing: { ...text, default: '10' },
  },
});
const env = { ...process.env, VAMP_PATH: process.env.VAMP_PATH ?? '/usr/lib/ardour7/vamp' };

/** @returns stretches `{seconds, value, name}` of one output of a plugin. */
function runPlugin(output, path, durationSeconds) {
  const { status, stdout, error } = spawnSync('vamp-simple-host', [`${PLUGINS}:${output}`, path], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(`vamp-simple-host cannot run ${PLUGINS}:${output} on ${path}`);
  const lines = [...stdout.matchAll(/^\s*([\d.]+):\s+([\d.]+)\s*(.*)$/gm)];
  return lines.map(([, start, value, name], i) => ({
    seconds: Number(lines[i + 1]?.[1] ?? durationSeconds) - Number(start),
    value: Number(value),
    name,
  }));
}

/** @returns the path of a WAV file with the middle of a song; the next call overwrites it. */
function cutMiddle(path, durationSeconds) {
  const start = Math.max(0, (durationSeconds - Number(values.seconds)) / 2);
  const quiet = ['-nostdin', '-v', 'error', '-y'];
  const from = ['-ss', String(start), '-t', values.seconds, '-i', path];
  const { status } = spawnSync('ffmpeg', [...quiet, ...from, '-ac', '1', '-ar', '44100', join(scratch, 'middle.wav')]);
  if (status !== 0) throw new Error(`ffmpeg cannot cut ${path}`);
  return join(scratch, 'middle.wav');
}

/** The value at which half of the time lies below. */
function medianOf(stretches) {
  const sorted = stretches.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { seconds }) => sum + seconds, 0) / 2;
  let below = 0;
  for (const { seconds, value } of sorted) {
    below += seconds;
    if (below >= half) return value;
  }
  return null;
}

/** The name that most of the time bears. */
function longestOf(stretches) {
  const totals = new Map();
  for (const { name, seconds } of stretches) totals.set(name, (totals.get(name) ?? 0) + seconds);
  return [...totals].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function compare({ id }, path, { tempo, key, info }) {
  const excerpt = cutMiddle(path, info.durationSeconds);
  const theirBpm = medianOf(runPlugin('qm-tempotracker:tempo', excerpt, Number(values.seconds)));
  // Where two spellings are usual, the plugin gives both: "G# / Ab minor".
  const theirKey = longestOf(runPlugin('qm-keydetector:key', excerpt, Number(values.seconds)));
  const spelt = theirKey === null ? null : parseKeyName(theirKey.replace(/^\S+ \/ /, ''));
  return {
    id,
    theirBpm,
    theirKey: spelt,
    bpm: tempo.bpm,
    tempoConfidence: tempo.confidence,
    key: key.key,
    keyConfidence: key.confidence,
    tempoAgrees: theirBpm === null ? null : judgeTempo(theirBpm, tempo.bpm),
    keyWeight: spelt === null ? null : weighKey(spelt, key.key),
  };
}

const rows = readFileSync(values.manifest, 'utf8')
  .trim()
  .split('\n')
  .slice(0, Number(values.most))
  .map((line) => JSON.parse(line));
const paths = rows.map((row) => resolve(values['audio-root'], row.audio));
const model = await openModel(values.model, { threads: 1 });
const decoders = createDecoderPool();
const heard = await hearSongs(paths, { decoders, model, cache: openSongCache(values.cache, model, form), form });
await Promise.all([decoders.close(), model.close()]);
const cases = rows.flatMap((row, i) =>
  heard.get(paths[i]) instanceof Error ? [] : [compare(row, paths[i], heard.get(paths[i]))],
);

const share = (list, test) => `${(list.filter(test).length / list.length).toFixed(2)} of ${list.length}`;
const timed = cases.filter(({ tempoAgrees }) => tempoAgrees);
const keyed = cases.filter(({ keyWeight }) => keyWeight !== null);
const round = (bpm) => (bpm === null ? 'none' : bpm.toFixed(1));
console.log(
  `| | agreement |\n|---|---|\n| tempo within 4 % | ${share(timed, ({ tempoAgrees }) => tempoAgrees.acc1)} |`,
);
console.log(`| tempo, other metrical levels too | ${share(timed, ({ tempoAgrees }) => tempoAgrees.acc2)} |`);
console.log(`| key | ${share(keyed, ({ keyWeight }) => keyWeight === 1)} |`);
const weight = keyed.reduce((sum, { keyWeight }) => sum + keyWeight, 0) / keyed.length;
console.log(`| key, weighted (MIREX) | ${weight.toFixed(2)} |`);
console.log('\n| differing | tempo | QM | regularity | key | QM | certainty |\n|---|---|---|---|---|---|---|');
const differing = cases.filter(({ tempoAgrees, keyWeight }) => !tempoAgrees?.acc1 || (keyWeight ?? 0) < 1);
// Evenly over the list, so that no package stands for all.
const step = Math.max(1, differing.length / Number(values.differing));
for (let at = 0; at < differing.length; at += step) {
  const one = differing[Math.floor(at)];
  const ours = [round(one.bpm), round(one.theirBpm), one.tempoConfidence.toFixed(2)];
  console.log(`| ${[one.id, ...ours, one.key, one.theirKey, one.keyConfidence.toFixed(2)].join(' | ')} |`);
}
