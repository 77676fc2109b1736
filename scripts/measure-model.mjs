// CPU seconds that the model takes for a five-minute song, front end included, on one thread.
// usage: node scripts/measure-model.mjs [MODEL_DIR]    prints one JSON document; the median of five songs after a warm-up
import { openModel } from '../dist/model/open-model.js';

const SONG_SECONDS = 300;
const SONGS = 5;
const model = await openModel(process.argv[2] ?? 'models/collap-mini', { device: 'cpu', threads: 1 });
const { clipSeconds, sampleRateHz } = model.card;
let seed = 1;
const noise = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 1073741824 - 1;
};
const clips = Array.from({ length: SONG_SECONDS / clipSeconds }, () =>
  Float32Array.from({ length: clipSeconds * sampleRateHz }, () => 0.1 * noise()),
);
await model.embedClips(clips);
const seconds = [];
for (let song = 0; song < SONGS; song++) {
  const before = process.cpuUsage();
  await model.embedClips(clips);
  const { user, system } = process.cpuUsage(before);
  seconds.push((user + system) / 1e6);
}
seconds.sort((a, b) => a - b);
await model.close();
const report = {
  model: `${model.card.name} ${model.card.version}`,
  songSeconds: SONG_SECONDS,
  cpuSeconds: seconds[Math.floor(SONGS / 2)],
  all: seconds,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
