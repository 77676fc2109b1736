/**
 * What the model makes of songs that somebody sings: `calibration.sung` of the card.
 *
 *   node training/captions/sung.mjs MODEL --audio-root AUDIO --cache CACHE
 *
 * AUDIO holds voices/, CACHE is that of `collap eval`. The direction leads from the mean of the background to that of minutes of the sung songs that training
 * heard (voices.jsonl, validation/voices-among.jsonl). The allowances, one for each genre, are fitted on what their prompts ask for: they make the genres of
 * a song likelier than all that are neither asked for nor kin to one that is (label_words.json), as a softmax under the card's temperature with a Gaussian
 * prior, by gradient descent. It prints how many sung songs get a genre of theirs without and with them, songs left out in turn. To be run after every
 * export, before calibrate_labels.py, and after `npm run build`.
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
const { sungMusic } = await dist('model/sung-music.js');
const { levelOf } = await dist('retrieve/chance-level.js');
const { comparableBackground } = await dist('retrieve/embed-description.js');
const { dot, dots, meanOfVectors, toMetric, weightedSum } = await dist('retrieve/vectors.js');

/** Clips that make a minute; what is left at the end counts from half of one on. */
const MINUTE_CLIPS = 6;
/** In deviations: so much above the background music counts as sung a little, from so much below the mean of sung music on wholly. */
const UNSUNG = 2.5;
const SUNG = 1;
/** Inverse variance of the allowances. */
const PRIOR = 0.5;
/** How much a song counts that is asked to be hip hop: half of the songs are, which is more than elsewhere. */
const RAP_COUNTS = 0.25;
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
/** Sung songs with what is heard and asked for. */
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
    return { id: row.id, isLearned: row.group === 'learned from', asked: asked.get(row.id), ...song };
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

/** The allowances under which the genres of `songs` are likeliest, by genre; `ways` are ways to say every genre, each a Map of vectors. */
function fitAllowances(songs, ways, temperature) {
  const allowances = new Map([...ways[0].keys()].map((label) => [label, 0]));
  for (let step = 0; step < STEPS; step++) {
    const slopes = new Map([...allowances].map(([label, value]) => [label, PRIOR * value]));
    for (const vectors of ways) {
      for (const { audio, sungShare, genres, denied, counts } of songs) {
        const labels = [...genres, ...denied];
        const scores = labels.map((label) => dot(vectors.get(label), audio) + sungShare * allowances.get(label));
        const shares = softmax(scores, temperature);
        const held = shares.slice(0, genres.length).reduce((sum, share) => sum + share, 0);
        for (const [l, label] of labels.entries()) {
          const error = l < genres.length ? shares[l] - shares[l] / held : shares[l];
          slopes.set(label, slopes.get(label) + (counts * sungShare * error) / (ways.length * temperature));
        }
      }
    }
    for (const [label, slope] of slopes) allowances.set(label, allowances.get(label) - RATE * slope);
  }
  return allowances;
}

function isRight({ audio, sungShare, genres, denied }, vectors, allowances) {
  const scoreOf = (label) => dot(vectors.get(label), audio) + (allowances ? sungShare * allowances.get(label) : 0);
  return Math.max(...genres.map(scoreOf)) > Math.max(...denied.map(scoreOf));
}

/** Where sung music lies: the direction, and from and up to where on it a song is sung not at all and throughout. */
function locate(minutes, background) {
  const direction = roundAll(weightedSum([meanOfVectors(minutes), meanOfVectors(background)], [1, -1]));
  const along = Float32Array.from(direction);
  const [low, high] = [levelOf(dots(along, background)), levelOf(dots(along, minutes))];
  return {
    direction,
    from: round(low.mean + UNSUNG * low.deviation),
    to: round(high.mean - SUNG * high.deviation),
    allowances: {},
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
const music = sungMusic(card);
const { genre } = groupsOfCard(card);
const names = genre.map(({ label }) => label);
const { kin } = JSON.parse(readFileSync(new URL('../label_words.json', folder), 'utf8'));
const songs = heard
  .filter(({ asked }) => asked.genre.length)
  .map((song) => {
    const audio = toMetric(song.song, card.metric);
    const genres = song.asked.genre;
    const counts = genres.includes('hip hop') ? RAP_COUNTS : 1;
    return { ...song, audio, sungShare: music.shareOf(audio), counts, genres, denied: deniedBy(genres, names, kin) };
  });
const embedded = await embedLabelGroups({ card: genre, ...groupsOfCaller({ caller: names }) }, model);
await model.close();
const mapOf = (labels) => new Map(labels.map(({ label, vector }) => [label, vector]));
const ways = { card: mapOf(embedded.card), caller: mapOf(embedded.caller) };

const fitTo = (part) => fitAllowances(part, Object.values(ways), card.calibration.labelTemperature);
const learned = songs.filter(({ isLearned }) => isLearned);
const allowances = fitTo(learned);
const folds = Array.from({ length: FOLDS }, (_, fold) => fitTo(learned.filter((_, n) => n % FOLDS !== fold)));
const tell = (name, part, allowancesOf) => {
  for (const [way, vectors] of Object.entries(ways)) {
    const without = part.filter((song) => isRight(song, vectors, null)).length;
    const right = part.filter((song, n) => isRight(song, vectors, allowancesOf(n))).length;
    console.log(`${name}, prompts of the ${way}: of ${part.length} ${without} without, ${right} with`);
  }
};
tell('learned from, left out in turn', learned, (n) => folds[n % FOLDS]);
tell(
  'held back',
  songs.filter(({ isLearned }) => !isLearned),
  () => allowances,
);
const cardPath = join(modelDir, 'model.json');
const stored = JSON.parse(readFileSync(cardPath, 'utf8'));
stored.calibration.sung = {
  ...card.calibration.sung,
  allowances: Object.fromEntries([...allowances].map(([label, value]) => [label, round(value)])),
};
writeFileSync(cardPath, `${JSON.stringify(stored, null, 1)}\n`);
