// Which nodes of an audio graph the time goes to: CPU seconds for five minutes of music, the best of twelve runs on one thread.
// usage: node bench/profile-graph.mjs [AUDIO.onnx] [--clips 4] [--shown 25]
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [SONG_SECONDS, CLIP_SECONDS, SAMPLE_RATE_HZ, RUNS] = [300, 10, 16_000, 12];
const { values, positionals } = parseArgs({
  options: { clips: { type: 'string', default: '4' }, shown: { type: 'string', default: '25' } },
  allowPositionals: true,
});
const file = positionals[0] ?? fileURLToPath(new URL('../models/collap-mini/audio.onnx', import.meta.url));
const [clips, samples] = [Number(values.clips), CLIP_SECONDS * SAMPLE_RATE_HZ];
const dir = mkdtempSync(join(tmpdir(), 'collap-graph-'));
const session = await InferenceSession.create(file, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableProfiling: true,
  profileFilePrefix: join(dir, 'profile'),
});
const waveform = Float32Array.from({ length: clips * samples }, (_, n) => 0.1 * Math.sin(n + 1e-4 * n * n));
for (let run = 0; run < RUNS; run++) await session.run({ waveform: new Tensor('float32', waveform, [clips, samples]) });
session.endProfiling();
const events = JSON.parse(readFileSync(join(dir, readdirSync(dir)[0]), 'utf8'));
rmSync(dir, { recursive: true });

const best = new Map();
for (const { cat, name, dur, args } of events) {
  if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
  const node = `${name.replace('_kernel_time', '')} (${args.op_name})`;
  best.set(node, Math.min(best.get(node) ?? Number.POSITIVE_INFINITY, dur));
}
const perSong = (microseconds) => ((microseconds / 1e6 / clips / CLIP_SECONDS) * SONG_SECONDS).toFixed(4);
const all = [...best.values()].reduce((sum, value) => sum + value, 0);
const rows = [...best].sort(([, a], [, b]) => b - a).slice(0, Number(values.shown));
for (const [node, spent] of [['all nodes', all], ...rows]) process.stdout.write(`${perSong(spent)}  ${node}\n`);
