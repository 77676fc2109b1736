// Fits the parameters of the score, and what counts as certain, on the validation manifests, with the code that answers questions.
// usage: node scripts/fit-score.mjs --audio-root DIR --cache DIR [--model DIR] [--keep] [--write]
//   prints a line for every combination; --keep leaves the parameters as the card has them and fits what counts as certain alone;
//   --write puts the best ones, and the certainty under them, into the model's card
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDecoderPool } from '../dist/audio/decoder-pool.js';
import { openEvalBench } from '../dist/eval/eval-bench.js';
import { evalChoice } from '../dist/eval/tasks/choice.js';
import { evalRetrieval, scoreRetrieval } from '../dist/eval/tasks/retrieval.js';
import { openModel } from '../dist/model/open-model.js';

const TEMPERATURES = [0.8, 1.2, 2];
const GLOBAL_WEIGHTS = [0.35, 0.5, 0.65];
const ORDER_WEIGHTS = [0.5, 0.8, 1.2];
/** Of descriptions that are not the song's, so many pass for certain, and for likely. */
const HIGH_SHARE = 0.02;
const MEDIUM_SHARE = 0.1;

const { values } = parseArgs({
  options: {
    'audio-root': { type: 'string' },
    cache: { type: 'string' },
    model: { type: 'string', default: 'models/collap-mini' },
    manifests: { type: 'string', default: 'training/validation' },
    keep: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const model = await openModel(values.model, { device: 'cpu' });
const decoders = createDecoderPool();
const known = new Map();
/** Texts are embedded once for all combinations. */
const embedTexts = async (texts, variant) => {
  const missing = texts.filter((text) => !known.has(text));
  const vectors = missing.length ? await model.embedTexts(missing, variant) : [];
  for (const [i, text] of missing.entries()) known.set(text, vectors[i]);
  return texts.map((text) => known.get(text));
};
const benchOf = (name, fusion) =>
  openEvalBench({
    manifest: join(values.manifests, `${name}.jsonl`),
    audioRoot: values['audio-root'],
    cacheDir: values.cache,
    workspace: { decoders, model: async () => ({ ...model, embedTexts, card: { ...model.card, fusion } }) },
  });

const best = values.keep ? model.card.fusion : await findBest();
const others = await othersOf(best);
const certainty = { high: quantile(others, 1 - HIGH_SHARE), medium: quantile(others, 1 - MEDIUM_SHARE) };
console.log(JSON.stringify({ best, certainty }));
if (values.write) await writeCard(best, certainty);
await decoders.close();
await model.close();

/** The parameters under which the four tasks come out best on the whole. */
async function findBest() {
  let best = { mean: -Infinity };
  for (const attentionTemperature of TEMPERATURES)
    for (const globalWeight of GLOBAL_WEIGHTS)
      for (const orderWeight of ORDER_WEIGHTS) {
        const fusion = { attentionTemperature, globalWeight, orderWeight };
        const figures = await measure(fusion);
        const mean = Object.values(figures).reduce((sum, value) => sum + value, 0) / 4;
        if (mean > best.mean) best = { fusion, mean };
        console.log(
          JSON.stringify({ ...fusion, ...figures, mean }, (_, v) => (typeof v === 'number' ? +v.toFixed(3) : v)),
        );
      }
  return best.fusion;
}

async function measure(fusion) {
  const mrr = async (name) => {
    const { result } = await evalRetrieval(await benchOf(name, fusion));
    return (result.textToAudio.mrr + result.audioToText.mrr) / 2;
  };
  const accuracy = async (name) => (await evalChoice(await benchOf(name, fusion))).result.accuracy;
  return {
    recordings: await mrr('recordings'),
    long: await mrr('long'),
    choices: await accuracy('choices'),
    order: await accuracy('order'),
  };
}

/** Scores of all descriptions of recordings that are not the song's own, in order. */
async function othersOf(fusion) {
  const { cases, matrix } = await scoreRetrieval(await benchOf('recordings', fusion));
  const scores = cases.flatMap((_, t) =>
    cases.flatMap(({ song }, o) => (o === t ? [] : [matrix.scores[t * matrix.songCount + song]])),
  );
  return scores.sort((a, b) => a - b);
}

function quantile(sorted, share) {
  return Math.round(sorted[Math.floor(share * (sorted.length - 1))] * 1000) / 1000;
}

async function writeCard(fusion, certainty) {
  const path = join(values.model, 'model.json');
  const card = JSON.parse(await readFile(path, 'utf8'));
  card.fusion = fusion;
  card.calibration.certainty = certainty;
  await writeFile(`${path}.part`, `${JSON.stringify(card, null, 1)}\n`);
  await rename(`${path}.part`, path);
}
