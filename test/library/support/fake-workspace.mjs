// A workspace whose ears are made of arithmetic: decoders that read 16-bit WAV, a model whose vectors follow from the samples.
// Plain JavaScript, because the child of the kill test runs it too, against `dist`.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const RATE_HZ = 8000;
const SIZE = 8;

export const FAKE_CARD = {
  name: 'fake',
  version: '1',
  sampleRateHz: RATE_HZ,
  clipSeconds: 0.5,
  hopSeconds: 0.5,
  embeddingSize: SIZE,
  metric: 'dot',
  audio: { file: 'none', frameRateHz: 4, onsetRateHz: 64, onsetOffsetSeconds: 0 },
};
export const FAKE_IDENTITY = { name: 'fake', version: '1', sha256: 'f'.repeat(64) };

/** A mono WAV of noise that only `seed` decides. */
export function fakeWav(seed, seconds = 1.2) {
  const samples = Math.round(seconds * RATE_HZ);
  const data = Buffer.alloc(samples * 2);
  let state = (seed * 2654435761 + 99) >>> 0;
  for (let i = 0; i < samples; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data.writeInt16LE((state >>> 16) - 32768, i * 2);
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(RATE_HZ, 4);
  format.writeUInt32LE(RATE_HZ * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  return riff([chunk('fmt ', format), chunk('data', data)]);
}

/** The same audio with a title. */
export function withTitle(wav, title) {
  const name = chunk('INAM', Buffer.from(`${title}\0`));
  return riff([wav.subarray(12), chunk('LIST', Buffer.concat([Buffer.from('INFO'), name]))]);
}

function chunk(id, body) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(id), length, body, Buffer.alloc(body.length % 2)]);
}

function riff(chunks) {
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

/**
 * @param options.errorOf - makes the error that the decoder throws for a file, or null.
 * @param options.warningsOf - what the decoder warns of in a file.
 * @param options.delayMs - how long the model thinks about a batch.
 */
const poolSong = (clips) =>
  clips.reduce((sum, clip) => sum.map((value, d) => value + clip[d] / clips.length), new Float32Array(SIZE));

export function fakeWorkspace({
  libraryDir,
  openLibrary,
  roots = null,
  errorOf = () => null,
  warningsOf = () => [],
  delayMs = 0,
}) {
  const calls = { decoded: [], embedded: 0, models: 0 };
  let library;
  const model = {
    card: FAKE_CARD,
    identity: FAKE_IDENTITY,
    device: 'fake',
    background: [],
    async embedClips(waveforms) {
      await sleep(delayMs);
      calls.embedded += waveforms.length;
      return waveforms.map(featuresOf);
    },
    poolSong,
    encodeSong: async (clips) => ({ clips, song: poolSong(clips) }),
    close: async () => {},
  };
  const decoders = {
    decode(path, { signal } = {}) {
      calls.decoded.push(path);
      let settle;
      const info = new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
      return { blocks: blocksOf(path, signal, errorOf, settle, warningsOf(path)), info };
    },
    prepare() {},
    close: async () => {},
  };
  const workspace = {
    calls,
    libraryDir,
    modelDir: '',
    roots,
    allowWrite: true,
    decoders,
    model: async () => {
      calls.models++;
      return model;
    },
    library: () => (library ??= openLibrary(libraryDir, { identity: FAKE_IDENTITY, embeddingSize: SIZE })),
    records: () => workspace.library(),
    notices: async () => [],
    indexing: async () => ({
      library: await workspace.library(),
      model: workspace.model,
      outdated: null,
      complete: async () => {},
    }),
    now: () => workspace,
    close: async () => {},
  };
  return workspace;
}

async function* blocksOf(path, signal, errorOf, { resolve, reject }, warnings) {
  const error = signal?.aborted ? signal.reason : errorOf(path);
  if (error) {
    reject(error);
    throw error;
  }
  const bytes = await readFile(path);
  const samples = bytes.readUInt32LE(40) / 2;
  yield Float32Array.from({ length: samples }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32768);
  const durationSeconds = samples / RATE_HZ;
  resolve({
    durationSeconds,
    headerSeconds: durationSeconds,
    sampleRateHz: RATE_HZ,
    channels: 1,
    codec: 'pcm',
    decoder: 'wasm',
    warnings,
  });
}

function featuresOf(samples) {
  const embedding = Float32Array.from({ length: SIZE }, (_, d) => samples[d * 7] + samples[d * 11 + 100]);
  return {
    embedding,
    tagLogits: embedding.slice(0, 3),
    onsetStrength: new Float32Array(32),
    chroma: new Float32Array(24),
    frameEmbedding: new Float32Array(8),
  };
}
