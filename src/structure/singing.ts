/** What singing says of sections: the learned head heard songs without voices only. Legend: S = sections. */
import type { ModelCard } from '../model/card.js';
import { sungMusic } from '../model/sung-music.js';
import type { SegmentFunction, TimeSpan } from '../types.js';
import type { HeardSong } from './read-form.js';
import { weighClips } from './weigh-clips.js';

/** A song of which less is sung has no verses that somebody must sing. */
const SUNG_SONG = 1 / 3;

/** @returns how far each section is sung, 0..1, shape (S); null where that says nothing: the clips are not known, or the song is not sung. */
export function shareSinging({ clips, info }: HeardSong, spans: readonly TimeSpan[], card: ModelCard): number[] | null {
  if (!clips?.length) return null;
  const { shareOf } = sungMusic(card);
  const shares = clips.map(({ embedding }) => shareOf(embedding));
  const starts = clips.map(({ startSeconds }) => startSeconds);
  const within = (span: TimeSpan) =>
    weighClips(span, starts, card.clipSeconds).reduce((sum, weight, n) => sum + weight * (shares[n] as number), 0);
  return within({ startSeconds: 0, endSeconds: info.durationSeconds }) < SUNG_SONG ? null : spans.map(within);
}

/** Nats by which a function is less likely of a section of a sung song: where all of it is sung, and where nothing is. */
const UNLIKELY: Readonly<Partial<Record<SegmentFunction, { readonly sung: number; readonly unsung: number }>>> = {
  intro: { sung: 2, unsung: 0 },
  instrumental: { sung: 12, unsung: 0 },
  verse: { sung: 0, unsung: 3 },
  chorus: { sung: 0, unsung: 1 },
};

/** @param share - how far the section is sung, 0..1. */
export function singingLog(name: SegmentFunction, share: number): number {
  const { sung, unsung } = UNLIKELY[name] ?? { sung: 0, unsung: 0 };
  return -(share * sung + (1 - share) * unsung);
}
