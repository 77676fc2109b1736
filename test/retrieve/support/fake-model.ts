/** A model whose vectors are sums of word vectors: what a text and a song share decides, and every figure can be foreseen. */
import type { ModelCard } from '../../../src/model/card.js';
import type { Model } from '../../../src/model/model.js';
import { meanOf } from '../../../src/model/song-windows.js';

export const FAKE_SIZE = 64;

/** Deterministic, roughly normal values. */
export function randomVector(seed: number, size = FAKE_SIZE): Float32Array {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) / 2 ** 32) * 2 - 1;
  };
  for (let warm = 0; warm < 8; warm++) next();
  return unit(Float32Array.from({ length: size }, () => next() + next() + next()));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length ? vector.map((value) => value / length) : vector;
}

function seedOf(word: string): number {
  return [...word].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) as number)) >>> 0, 7);
}

const IGNORED = new Set('a an the it is with and then of in music this song features recording it has'.split(' '));

export function fakeTextVector(text: string): Float32Array {
  const sum = new Float32Array(FAKE_SIZE);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (!IGNORED.has(word))
      for (const [d, value] of randomVector(seedOf(word)).entries()) sum[d] = (sum[d] as number) + value;
  }
  return unit(sum);
}

export const FAKE_CARD: ModelCard = {
  name: 'fake',
  version: '1',
  licence: 'CC0-1.0',
  sampleRateHz: 16000,
  clipSeconds: 10,
  hopSeconds: 10,
  embeddingSize: FAKE_SIZE,
  metric: 'dot',
  audio: { file: 'audio.onnx', frameRateHz: 4, onsetRateHz: 50, onsetOffsetSeconds: 0 },
  song: { pooling: 'mean' },
  tags: [],
  text: {
    tokenizer: 'tokenizer.json',
    maxTokens: 64,
    default: 'bidirectional',
    variants: { bidirectional: { file: 't.onnx' } },
  },
  fusion: { attentionTemperature: 0.1, globalWeight: 0.5, orderWeight: 0 },
  calibration: {
    background: { file: 'background.f32', count: 200 },
    certainty: { high: 4, medium: 2 },
    labels: {},
    certainLabel: 0.6,
    labelTemperature: 1,
  },
  labelGroups: {
    genre: [
      { label: 'rock', prompt: 'rock guitar', offset: 0 },
      { label: 'jazz', prompt: 'jazz saxophone', offset: 0 },
    ],
  },
  files: {},
  training: {},
  quality: {},
};

export function fakeModel(card: ModelCard = FAKE_CARD): Model & { readonly embedded: string[] } {
  const embedded: string[] = [];
  return {
    card,
    identity: { name: card.name, version: card.version, sha256: '0'.repeat(64) },
    device: 'cpu',
    embedded,
    background: Array.from({ length: 200 }, (_, index) => randomVector(1_000_000 + index)),
    embedClips: () => Promise.reject(new Error('the fake model hears nothing')),
    embedTexts: async (texts) => {
      embedded.push(...texts);
      return texts.map(fakeTextVector);
    },
    poolSong: (clips) => meanOf(clips, FAKE_SIZE),
    encodeSong: async (clips) => ({ clips, song: meanOf(clips, FAKE_SIZE) }),
    close: async () => {},
  };
}
