/**
 * Songs that somebody sings. Training heard few, so some words that go with voices ("reggae", "opera") fit every one of them better than they should, and
 * others ("hip hop") worse: docs/decisions/0050-songs-that-are-sung.md. Legend: D = embedding size.
 */
import type { ModelCard } from './card.js';

export interface SungMusic {
  /** @returns how far a song, a section or a clip is sung, 0..1. @param audio - shape (D). */
  shareOf(audio: Float32Array): number;
  /** @returns by how much a text is more similar to songs that are sung than to others. @param text - shape (D). */
  raiseOf(text: Float32Array): number;
  /** @returns a text without what it has in common with all that is sung. @param text - shape (D). */
  withoutSinging(text: Float32Array): Float32Array;
  /** @returns what is added to the score of a label for a song that is sung; 0 for labels of which nothing is known. */
  allowanceFor(label: string): number;
}

const UNKNOWN: SungMusic = {
  shareOf: () => 0,
  raiseOf: () => 0,
  withoutSinging: (text) => text,
  allowanceFor: () => 0,
};

const opened = new WeakMap<ModelCard, SungMusic>();

/** What a model's card knows of sung music; without that, no song counts as sung. */
export function sungMusic(card: ModelCard): SungMusic {
  const before = opened.get(card);
  if (before) return before;
  const music = openSungMusic(card);
  opened.set(card, music);
  return music;
}

function openSungMusic({ metric, calibration: { sung } }: ModelCard): SungMusic {
  if (!sung) return UNKNOWN;
  const { direction, from, to } = sung;
  const allowances = new Map(Object.entries(sung.allowances));
  const along = (vector: Float32Array) => direction.reduce((sum, value, d) => sum + value * (vector[d] as number), 0);
  const shareOf = (audio: Float32Array) => {
    const length = metric === 'cosine' ? Math.hypot(...audio) : 1;
    return Math.min(1, Math.max(0, (along(audio) / Math.max(length, Number.MIN_VALUE) - from) / (to - from)));
  };
  const square = direction.reduce((sum, value) => sum + value ** 2, 0);
  const withoutSinging = (text: Float32Array) => {
    const share = along(text) / Math.max(square, Number.MIN_VALUE);
    return text.map((value, d) => value - share * (direction[d] as number));
  };
  return { shareOf, raiseOf: along, withoutSinging, allowanceFor: (label) => allowances.get(plainName(label)) ?? 0 };
}

/** "Hip-Hop music" is "hip hop". */
const plainName = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .replace(/ music$/, '')
    .trim();
