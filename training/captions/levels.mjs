/**
 * Fits how much told loudness says of a song: `ODDS` and `EVEN_ODDS` of src/retrieve/story/level-odds.ts.
 *
 *   node training/captions/levels.mjs DATA
 *
 * DATA is what training/prepare.py wrote: pcm/ and tracks.jsonl. Every description of a training recording in free prose (prose.jsonl) is laid over its
 * own recording and over ten others; a logistic regression per kind, both sides of equal weight, tells them apart by the difference of levels. After
 * `npm run build`; seeded, about two minutes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, readRows } from '../structure/songs.mjs';

const { cutClips } = await dist('audio/clips.js');
const { createRandom } = await dist('random.js');
const { createLoudnessMeter, loudnessOf, SILENCE_LUFS } = await dist('embed/loudness.js');
const { measureDifferences, readToldLevels, SOFT_LU } = await dist('retrieve/story/level-odds.js');

const RATE_HZ = 16_000;
const CLIP_SECONDS = 10;
const OTHERS = 10;
const SEED = 7;
const STEPS = 3_000;

/** Samples of an int16 array as numpy writes it, shape (T). */
function readSamples(path) {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const samples = new Float32Array((bytes.length - start) >> 1);
  for (let t = 0; t < samples.length; t++) samples[t] = bytes.readInt16LE(start + 2 * t) / 32768;
  return samples;
}

/** Mean loudness of every clip of a recording. */
async function measureClips(samples) {
  const meter = createLoudnessMeter(RATE_HZ);
  const layout = { clipSamples: CLIP_SECONDS * RATE_HZ, hopSamples: CLIP_SECONDS * RATE_HZ };
  const starts = [];
  async function* blocks() {
    yield samples;
  }
  for await (const { startSample } of cutClips(meter.measure(blocks()), layout)) starts.push(startSample / RATE_HZ);
  const curve = meter.curve();
  return starts.map(
    (startSeconds) => loudnessOf(curve, { startSeconds, endSeconds: startSeconds + CLIP_SECONDS }) ?? SILENCE_LUFS,
  );
}

/** Weights of `a + b x` between two sets of numbers, by gradient ascent. */
function fitLogistic(own, others) {
  let [a, b] = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [da, db] = [0, 0];
    for (const [values, truth] of [
      [own, 1],
      [others, 0],
    ]) {
      for (const x of values) {
        const error = (truth - 1 / (1 + Math.exp(-(a + b * x)))) / values.length;
        da += error;
        db += error * x;
      }
    }
    a += 0.1 * da;
    b += 0.05 * db;
  }
  return [a, b];
}

/** How often a number of the first set is above one of the second. */
function areaUnderCurve(own, others) {
  const sorted = [...others].sort((x, y) => x - y);
  const below = (x) => sorted.filter((y) => y < x).length + sorted.filter((y) => y === x).length / 2;
  return own.reduce((sum, x) => sum + below(x) / sorted.length, 0) / own.length;
}

const data = process.argv[2];
if (!data) throw new Error('usage: node training/captions/levels.mjs DATA');
const training = new Set(
  readRows(join(data, 'tracks.jsonl')).flatMap(({ id, split }) => (split === 'validation' ? [] : [id])),
);
const told = readRows(new URL('prose.jsonl', import.meta.url)).filter(({ id }) => training.has(id));
const levels = new Map();
for (const id of new Set(told.map((one) => one.id)))
  levels.set(id, await measureClips(readSamples(join(data, 'pcm', `${id}.npy`))));
const ids = [...levels.keys()];
const random = createRandom(SEED);
const found = new Map();
const note = (side, description, lufs) => {
  for (const { kind, isPlaced, lu } of measureDifferences(description, lufs, CLIP_SECONDS)) {
    const key = kind === 'even' || kind === 'wide' ? kind : `${kind} ${isPlaced ? 'at a place' : 'in turn'}`;
    const sides = found.get(key) ?? { own: [], others: [] };
    sides[side].push(SOFT_LU * Math.tanh(lu / SOFT_LU));
    found.set(key, sides);
  }
};
for (const { id, sentences } of told) {
  const description = readToldLevels(sentences);
  if (!description) continue;
  note('own', description, levels.get(id));
  for (let n = 0; n < OTHERS; n++)
    note('others', description, levels.get(ids[Math.floor(random.uniform() * ids.length)]));
}
console.log(`${told.length} descriptions of ${ids.length} recordings`);
for (const [key, { own, others }] of [...found].sort()) {
  const [a, b] = fitLogistic(own, others);
  const area = areaUnderCurve(own, others);
  console.log(`${key}: n ${own.length}, area under the curve ${area.toFixed(3)}, [${a.toFixed(2)}, ${b.toFixed(2)}]`);
}
