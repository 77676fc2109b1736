// Compares an exported model in Node with what PyTorch said of the same inputs.
// usage: node scripts/check-parity.mjs MODEL_DIR GOLDEN.json    exit 1 where a value differs by more than 1e-4
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openModel } from '../dist/model/open-model.js';
import { loadTokenizer } from '../dist/model/tokenize.js';

const TOLERANCE = 1e-4;
const [modelDir, goldenPath] = process.argv.slice(2);
const golden = JSON.parse(await readFile(goldenPath, 'utf8'));
const model = await openModel(modelDir, { device: 'cpu', threads: 1 });
let worst = 0;
const compare = (name, found, expected) => {
  const difference = Math.max(...expected.map((value, i) => Math.abs(value - found[i]) / Math.max(1, Math.abs(value))));
  worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  process.stderr.write(`${name}: largest difference ${difference.toExponential(2)}\n`);
};
const signal = Float32Array.from({ length: model.card.clipSeconds * model.card.sampleRateHz }, (_, n) => {
  const t = n / model.card.sampleRateHz;
  const gate = 0.5 + 0.5 * Math.sign(Math.sin(2 * Math.PI * 2 * t));
  return 0.3 * Math.sin(2 * Math.PI * (110 * t + 40 * t * t)) * gate + 0.05 * Math.sin(2 * Math.PI * 3000 * t);
});
const [clip] = await model.embedClips([signal]);
const names = {
  clip_embedding: 'embedding',
  tag_logits: 'tagLogits',
  onset_strength: 'onsetStrength',
  chroma: 'chroma',
};
for (const [output, field] of Object.entries(names)) compare(output, clip[field], golden.audio[output].values);
const tokenizer = loadTokenizer(join(modelDir, model.card.text.tokenizer));
for (const [n, text] of golden.texts.entries()) {
  compare(`tokens of "${text.slice(0, 24)}"`, tokenizer.encode(text).ids, golden.ids[n]);
}
for (const [variant, vectors] of Object.entries(golden.embeddings)) {
  const found = await model.embedTexts(golden.texts, variant);
  for (const [n, vector] of vectors.entries()) compare(`${variant} text ${n}`, found[n], vector);
}
if (golden.song) {
  const size = model.card.embeddingSize;
  const clips = Array.from({ length: 5 }, (_, n) =>
    Float32Array.from({ length: size }, (_, d) => 3 * Math.sin(Math.fround((n * size + d) * 0.37))),
  );
  const encoded = await model.encodeSong(clips);
  compare('song embedding', encoded.song, golden.song.song);
  compare('contextual clips', encoded.clips[0], golden.song.clips.slice(0, size));
}
await model.close();
process.stdout.write(`largest difference ${worst.toExponential(2)}, allowed ${TOLERANCE}\n`);
process.exitCode = worst <= TOLERANCE ? 0 : 1;
