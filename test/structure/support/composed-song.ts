/** Songs made of numbers: each section has its own sound and chords, so that the true form is known. */
import { estimateKey } from '../../../src/embed/key.js';
import { estimateTempo } from '../../../src/embed/tempo.js';
import type { ModelCard } from '../../../src/model/card.js';
import type { HeardSong } from '../../../src/structure/analyse-song.js';

export const CARD = { audio: { onsetRateHz: 64, frameRateHz: 4, onsetOffsetSeconds: 0 } } as ModelCard;
const SIZE = 16;
/** Roots of each kind of section's four chords, as pitch classes. */
const CHORDS: Record<string, number[]> = { A: [0, 9, 5, 7], B: [5, 7, 4, 9], C: [2, 10, 3, 8], D: [11, 6, 1, 4] };

export interface ComposedSection {
  readonly kind: 'A' | 'B' | 'C' | 'D';
  readonly seconds: number;
  /** In LUFS, -20 by default. */
  readonly lufs?: number;
}

export function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A click on every beat, a louder one on every fourth; a chord a bar. */
export function composeSong(sections: readonly ComposedSection[], bpm = 120): HeardSong {
  const noise = createNoise(7);
  const kinds = sections.flatMap(({ kind, seconds }) => new Array<string>(seconds * 4).fill(kind));
  const starts = sections.map((_, i) => sections.slice(0, i).reduce((sum, { seconds }) => sum + seconds, 0));
  const durationSeconds = kinds.length / 4;
  const barSeconds = 240 / bpm;
  const sectionAt = (second: number) => starts.findLastIndex((start) => start <= second);
  const embedding = Float32Array.from(
    { length: kinds.length * SIZE },
    (_, i) => ((i % SIZE) % 4 === (kinds[Math.floor(i / SIZE)] as string).charCodeAt(0) % 4 ? 2 : 0) + noise() * 0.5,
  );
  const chroma = Float32Array.from({ length: kinds.length * 12 }, (_, i) => {
    const second = Math.floor(i / 12) / 4;
    const within = second - (starts[sectionAt(second)] as number);
    const root = CHORDS[kinds[Math.floor(i / 12)] as string]?.[Math.floor(within / barSeconds) % 4] as number;
    return [0, 4, 7].includes((i + 12 - root) % 12) ? 1 : noise() * 0.2;
  });
  const onsetStrength = Float32Array.from({ length: durationSeconds * 64 }, (_, i) => {
    const beat = Math.round((i / 64 / 60) * bpm);
    const isBeat = Math.abs(i - (beat * 60 * 64) / bpm) <= 0.5;
    return (isBeat ? (beat % 4 === 0 ? 1.5 : 1) : 0) + noise() * 0.1;
  });
  const momentaryLufs = Float32Array.from(
    { length: durationSeconds * 10 },
    (_, i) => sections[sectionAt(i / 10)]?.lufs ?? -20,
  );
  return {
    info: { durationSeconds } as HeardSong['info'],
    frames: { rateHz: 4, count: kinds.length, embeddingSize: SIZE, embedding, chroma },
    loudness: { rateHz: 10, momentaryLufs, integratedLufs: -20 },
    onsetStrength,
    tempo: estimateTempo(onsetStrength, 64),
    key: estimateKey(chroma),
  };
}
