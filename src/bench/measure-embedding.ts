/** What it costs to decode songs, to embed them, and to put them through a graph of CLAP's shape, on one thread. */
import type { AudioDecoder } from '../audio/audio-info.js';
import { cutClips } from '../audio/clips.js';
import { createDecoderPool, type DecoderPool } from '../audio/decoder-pool.js';
import { clipSamples } from '../model/card.js';
import { openModel } from '../model/open-model.js';
import { loadRuntime } from '../model/providers.js';
import { createRandom } from '../random.js';
import { clapLogMel } from './clap-mel.js';
import { brief, readProcessTree, timeWork } from './cpu-time.js';

/** CPU seconds for five minutes of music. */
export interface EmbeddingMeasurement {
  readonly songs: number;
  readonly audioSeconds: number;
  /** The decoder's process and this one: decoding, mixing, resampling, the pipe. */
  readonly decodingCpuSeconds: number;
  /** The audio graph with its front end. */
  readonly modelCpuSeconds: number;
  readonly modelOverDecoding: number;
  readonly decoders: Readonly<Partial<Record<AudioDecoder, number>>>;
  readonly clap:
    | {
        readonly frontEndCpuSeconds: number /** Front end and graph. */;
        readonly cpuSeconds: number;
        readonly timesOurs: number;
      }
    | { readonly unavailable: string };
}

const SONG_SECONDS = 300;
const CLAP_CLIP_SECONDS = 10;
const CLAP_SAMPLE_RATE_HZ = 48_000;
/** log-mel frames and bands of a clip, as the public export takes them. */
const CLAP_SHAPE = [1, 1, 1001, 64];
/** Of the same work, after one that is not counted. */
const RUNS = 5;

/** @param clapFile - an ONNX graph as `bench/export-clap.py` writes it. */
export async function measureEmbedding(
  paths: readonly string[],
  modelDir: string,
  clapFile: string | null,
): Promise<EmbeddingMeasurement> {
  const model = await openModel(modelDir, { device: 'cpu', threads: 1 });
  const pool = createDecoderPool({ processes: 1 });
  try {
    const { clipSeconds, sampleRateHz } = model.card;
    await decode(pool, paths[0] as string, sampleRateHz); // the process is there, and warm
    const before = childCpuSeconds();
    const decoded = await timeWork(async () => {
      const songs = [];
      for (const path of paths) songs.push(await decode(pool, path, sampleRateHz));
      return songs;
    });
    const decodingCpu = decoded.cpuSeconds + childCpuSeconds() - before;
    const audioSeconds = decoded.result.reduce((sum, { seconds }) => sum + seconds, 0);
    const layout = { clipSamples: clipSamples(model.card), hopSamples: Math.round(clipSeconds * sampleRateHz) };
    const clipsOf = await Promise.all(decoded.result.map(({ blocks }) => cutSamples(blocks, layout)));
    const embedAll = async () => {
      for (const clips of clipsOf) await model.embedClips(clips);
    };
    await embedAll(); // compilers and caches are warm, as those of CLAP are below
    let modelCpu = 0;
    for (let n = 0; n < RUNS; n++) modelCpu += (await timeWork(embedAll)).cpuSeconds / RUNS;
    const clipCount = clipsOf.flat().length;
    const perSong = (cpu: number, seconds: number): number => brief((cpu / seconds) * SONG_SECONDS);
    const modelCpuSeconds = perSong(modelCpu, clipCount * clipSeconds);
    const decodingCpuSeconds = perSong(decodingCpu, audioSeconds);
    return {
      songs: paths.length,
      audioSeconds: brief(audioSeconds),
      decodingCpuSeconds,
      modelCpuSeconds,
      modelOverDecoding: brief(modelCpuSeconds / decodingCpuSeconds),
      decoders: countDecoders(decoded.result.map(({ decoder }) => decoder)),
      clap: await measureClap(clapFile, modelCpuSeconds),
    };
  } finally {
    await pool.close();
    await model.close();
  }
}

async function decode(pool: DecoderPool, path: string, sampleRateHz: number) {
  const { blocks: stream, info } = pool.decode(path, { sampleRateHz });
  const blocks: Float32Array[] = [];
  for await (const block of stream) blocks.push(block);
  const { durationSeconds, decoder } = await info;
  return { blocks, seconds: durationSeconds, decoder };
}

async function cutSamples(
  blocks: readonly Float32Array[],
  layout: Parameters<typeof cutClips>[1],
): Promise<Float32Array[]> {
  const clips: Float32Array[] = [];
  for await (const clip of cutClips(asStream(blocks), layout)) clips.push(clip.samples);
  return clips;
}

async function* asStream(blocks: readonly Float32Array[]): AsyncGenerator<Float32Array> {
  yield* blocks;
}

function childCpuSeconds(): number {
  const others = readProcessTree(process.pid).filter(({ pid }) => pid !== process.pid);
  return others.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

function countDecoders(decoders: readonly AudioDecoder[]): Partial<Record<AudioDecoder, number>> {
  const counts: Partial<Record<AudioDecoder, number>> = {};
  for (const decoder of decoders) counts[decoder] = (counts[decoder] ?? 0) + 1;
  return counts;
}

/** Its log-mel front end, here in JavaScript as ours would be without a graph for it, and the graph. */
async function measureClap(file: string | null, ours: number): Promise<EmbeddingMeasurement['clap']> {
  if (file === null)
    return { unavailable: 'no graph was given: make one with bench/export-clap.py and name it by --clap FILE' };
  const { InferenceSession, Tensor } = loadRuntime();
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const random = createRandom(1);
  const samples = Float32Array.from({ length: CLAP_CLIP_SECONDS * CLAP_SAMPLE_RATE_HZ }, () => 0.1 * random.normal());
  const hear = async () => clapLogMel(samples);
  const run = async (values: Float32Array) =>
    session.run({ input_features: new Tensor('float32', values, CLAP_SHAPE) });
  const values = await hear();
  await run(values);
  let [frontEnd, graph] = [0, 0];
  for (let n = 0; n < RUNS; n++) {
    frontEnd += (await timeWork(hear)).cpuSeconds;
    graph += (await timeWork(() => run(values))).cpuSeconds;
  }
  await session.release();
  const perSong = (cpu: number): number => brief((cpu / RUNS / CLAP_CLIP_SECONDS) * SONG_SECONDS);
  const cpuSeconds = brief(perSong(graph) + perSong(frontEnd));
  return { frontEndCpuSeconds: perSong(frontEnd), cpuSeconds, timesOurs: brief(cpuSeconds / ours) };
}
