/**
 * What the model makes of songs that somebody sings: `calibration.sung` of the card.
 *
 *   node training/captions/sung.mjs MODEL --audio-root AUDIO --cache CACHE
 *
 * AUDIO holds voices/, CACHE is that of `collap eval`. The direction leads from the mean of the background to that of minutes of the sung songs that training
 * heard (voices.jsonl, validation/voices-among.jsonl). The shift is fitted on what their prompts ask for: it makes the genres of a song likelier than all that are neither asked
 * for nor kin to one that is (label_words.json), as a softmax under the card's temperature with a Gaussian prior, by gradient descent. It prints how
 * many sung songs get a genre of theirs without and with it, songs left out in turn. To be run after every export, before calibrate_labels.py, and after
 * `npm run build`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dist, readRows } from '../structure/songs.mjs';

const { createDecoderPool } = await dist('audio/decoder-pool.js');
const { openModel } = await dist('model/open-model.js');
const { hearSongs } = await dist('eval/hear-songs.js');
const { openSongCache } = await dist('eval/song-cache.js');
const { VECTORS_FORM: form } = await dist('eval/song-form.js');
const { groupsOfCaller, groupsOfCard } = await dist('classify/label-groups.js');
const { embedLabelGroups, softmax } = await dist('classify/score-labels.js');
const { sungMusic } = await dist('retrieve/sung-music.js');
const { levelOf } = await dist('retrieve/chance-level.js');
const { comparableBackground } = await dist('retrieve/embed-description.js');
const { dot, dots, meanOfVectors, toMetric, weightedSum } = await dist('retrieve/vectors.js');

/** Clips that make a minute; what is left at the end counts from half of one on. */
const MINUTE_CLIPS = 6;
/** In deviations: so much above the background music counts as sung a little, from so much below the mean of sung music on wholly. */
const UNSUNG = 2.5;
const SUNG = 1;
/** Inverse variance of the shift's values. */
const PRIOR = 3;
const STEPS = 300;
const RATE = 0.05;
const FOLDS = 5;
const DIGITS = 4;

const folder = new URL('.', import.meta.url);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'audio-root': { type: 'string' }, cache: { type: 'string' } },
});
const [modelDir] = positionals;
if (!modelDir || !values['audio-root'] || !values.cache) {
  throw new Error('usage: node training/captions/sung.mjs MODEL --audio-root AUDIO --cache CACHE');
}
/** Sung songs with what is heard and asked for: { id, learned, genres, song, clips }. */
async function readSungSongs(model) {
  const asked = new Map(readRows(new URL('voices.jsonl', folder)).map((row) => [row.id, row]));
  const rows = readRows(new URL('../validation/voices-among.jsonl', folder)).filter(
    ({ id }) => !asked.get(id).voice.includes('instrumental'),
  );
  const pathOf = ({ audio }) => resolve(values['audio-root'], audio);
  const decoders = createDecoderPool();
  const cache = openSongCache(values.cache, model, form);
  const heard = await hearSongs(rows.map(pathOf), { decoders, model, cache, form });
  await decoders.close();
  return rows.map((row) => {
    const song = heard.get(pathOf(row));
    if (song instanceof Error) throw song;
    return { id: row.id, isLearned: row.group === 'learned from', genres: asked.get(row.id).genre, ...song };
  });
}

function cutMinutes({ clips }) {
  const starts = Array.from({ length: Math.ceil(clips.length / MINUTE_CLIPS) }, (_, n) => n * MINUTE_CLIPS);
  const minutes = starts.map((start) => clips.slice(start, start + MINUTE_CLIPS));
  return minutes.filter((minute) => minute.length >= MINUTE_CLIPS / 2).map(meanOfVectors);
}

/** Genres that a song certainly does not have. */
function deniedBy(genres, all, kin) {
  const near = new Set(kin.filter((names) => names.some((name) => genres.includes(name))).flat());
  return all.filter((label) => !genres.includes(label) && !near.has(label));
}

/** The shift under which the genres of `songs` are likeliest; `prompts` are ways to say every genre, each a Map of vectors. */
function fitShift(songs, prompts, temperature, size) {
  const shift = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const slope = Float64Array.from(shift, (value) => PRIOR * value);
    for (const vectors of prompts) {
      for (const { audio, sungShare, genres, denied } of songs) {
        const labels = [...genres, ...denied].map((label) => vectors.get(label));
        const shares = softmax(
          labels.map((vector) => dot(vector, audio) + sungShare * dot(vector, shift)),
          temperature,
        );
        const own = shares.slice(0, genres.length).reduce((sum, share) => sum + share, 0);
        for (const [l, vector] of labels.entries()) {
          const error = l < genres.length ? shares[l] - shares[l] / own : shares[l];
          const weight = (sungShare * error) / (prompts.length * temperature);
          for (let d = 0; d < size; d++) slope[d] += weight * vector[d];
        }
      }
    }
    for (let d = 0; d < size; d++) shift[d] -= RATE * slope[d];
  }
  return shift;
}

const isRight = ({ audio, sungShare, genres, denied }, vectors, shift) => {
  const best = (labels) =>
    Math.max(
      ...labels.map(
        (label) => dot(vectors.get(label), audio) + (shift ? sungShare * dot(vectors.get(label), shift) : 0),
      ),
    );
  return best(genres) > best(denied);
};

/** Where sung music lies: the direction, and from and up to where on it a song is sung not at all and throughout. */
function locate(minutes, background) {
  const direction = roundAll(weightedSum([meanOfVectors(minutes), meanOfVectors(background)], [1, -1]));
  const along = Float32Array.from(direction);
  const [low, high] = [levelOf(dots(along, background)), levelOf(dots(along, minutes))];
  return {
    direction,
    from: round(low.mean + UNSUNG * low.deviation),
    to: round(high.mean - SUNG * high.deviation),
    shift: direction.map(() => 0),
  };
}

const round = (value) => Number(value.toFixed(DIGITS));
const roundAll = (values) => Array.from(values, round);

const model = await openModel(modelDir);
const { card } = model;
const heard = await readSungSongs(model);
const minutes = heard.filter(({ isLearned }) => isLearned).flatMap(cutMinutes);
card.calibration.sung = locate(
  minutes.map((vector) => toMetric(vector, card.metric)),
  comparableBackground(model),
);
const music = sungMusic(model);
const { genre } = groupsOfCard(card);
const names = genre.map(({ label }) => label);
const { kin } = JSON.parse(readFileSync(new URL('../label_words.json', folder), 'utf8'));
const songs = heard
  .filter(({ genres }) => genres.length)
  .map((song) => {
    const audio = toMetric(song.song, card.metric);
    return { ...song, audio, sungShare: music.shareOf(audio), denied: deniedBy(song.genres, names, kin) };
  });
const ways = await embedLabelGroups({ card: genre, ...groupsOfCaller({ caller: names }) }, model);
const prompts = Object.values(ways).map((labels) => new Map(labels.map(({ label, vector }) => [label, vector])));
await model.close();

const fitTo = (part) => fitShift(part, prompts, card.calibration.labelTemperature, card.embeddingSize);
const learned = songs.filter(({ isLearned }) => isLearned);
const shift = fitTo(learned);
const folds = Array.from({ length: FOLDS }, (_, fold) => fitTo(learned.filter((_, n) => n % FOLDS !== fold)));
const tell = (name, part, shiftOf) => {
  for (const [way, vectors] of Object.entries(
    Object.fromEntries(Object.keys(ways).map((key, n) => [key, prompts[n]])),
  )) {
    const without = part.filter((song) => isRight(song, vectors, null)).length;
    const right = part.filter((song, n) => isRight(song, vectors, shiftOf(n))).length;
    console.log(`${name}, prompts of the ${way}: ${without} of ${part.length} without, ${right} with`);
  }
};
tell('learned from, left out in turn', learned, (n) => folds[n % FOLDS]);
tell(
  'held back',
  songs.filter(({ isLearned }) => !isLearned),
  () => shift,
);
const cardPath = join(modelDir, 'model.json');
const stored = JSON.parse(readFileSync(cardPath, 'utf8'));
stored.calibration.sung = { ...card.calibration.sung, shift: roundAll(shift) };
writeFileSync(cardPath, `${JSON.stringify(stored, null, 1)}\n`);
