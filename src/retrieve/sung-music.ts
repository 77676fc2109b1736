/**
 * Songs that somebody sings. Training heard few, so some words that go with voices ("reggae", "opera") fit every one of them better than they should, and
 * others ("hip hop") worse: docs/decisions/0050-songs-that-are-sung.md. Legend: D = embedding size.
 */
import type { Model } from '../model/model.js';
import { dot } from './vectors.js';

export interface SungMusic {
  /** @returns how far a song or a section is sung, 0..1. @param audio - as the metric compares it, shape (D). */
  shareOf(audio: Float32Array): number;
  /** @returns by how much a text is more similar to songs that are sung than to others. @param text - shape (D). */
  raiseOf(text: Float32Array): number;
  /** @returns what is added to the score of a label for a song that is sung; 0 for labels of which nothing is known. */
  allowanceFor(label: string): number;
}

const UNKNOWN: SungMusic = { shareOf: () => 0, raiseOf: () => 0, allowanceFor: () => 0 };

const opened = new WeakMap<Model, SungMusic>();

/** What the model's card knows of sung music; without that, no song counts as sung. */
export function sungMusic(model: Model): SungMusic {
  const before = opened.get(model);
  if (before) return before;
  const music = openSungMusic(model);
  opened.set(model, music);
  return music;
}

function openSungMusic({ card }: Model): SungMusic {
  const { sung } = card.calibration;
  if (!sung) return UNKNOWN;
  const { from, to } = sung;
  const allowances = new Map(Object.entries(sung.allowances));
  const direction = Float32Array.from(sung.direction);
  return {
    shareOf: (audio) => Math.min(1, Math.max(0, (dot(direction, audio) - from) / (to - from))),
    raiseOf: (text) => dot(direction, text),
    allowanceFor: (label) => allowances.get(plainName(label)) ?? 0,
  };
}

/** "Hip-Hop music" is "hip hop". */
const plainName = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .replace(/ music$/, '')
    .trim();
