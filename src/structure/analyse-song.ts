/** The form of one song: sections with letters and functions, beats, bars, tempo and key along the timeline. */
import { entryFile } from '../entry-file.js';
import type { Model } from '../model/model.js';
import { layGrid } from './frame-grid.js';
import { type HeardSong, readForm, type SongForm } from './read-form.js';
import { compareCells, type SelfSimilarity } from './self-similarity.js';
import type { SongStructure } from './song-structure.js';

export type { HeardSong } from './read-form.js';
export type { BeatTrack, KeySpan, SongStructure, TempoSpan } from './song-structure.js';

/**
 * Analyses one song of any length, from 10 seconds to hours.
 *
 * @param heard - from `embedSong`.
 * @param model - its card tells where on the timeline an onset value lies; its structure graph, where it has one, reads the sections. A model
 *   with threads of its own does the work there, so that whoever asks this process meanwhile does not wait.
 */
export async function analyseSong(
  heard: HeardSong,
  model: Pick<Model, 'card' | 'markSections' | 'runBeside'>,
): Promise<SongStructure> {
  const { frames, loudness, onsetStrength, tempo, key, info, clips } = heard;
  const form = model.runBeside
    ? await model.runBeside<SongForm>(entryFile('./form-worker.js', import.meta.url), {
        ...{ frames, loudness, onsetStrength, tempo, key },
        info: { durationSeconds: info.durationSeconds },
        clips: clips?.map(({ startSeconds, embedding }) => ({ startSeconds, embedding })),
      } satisfies HeardSong)
    : await readForm(heard, model);
  let compared: SelfSimilarity | undefined;
  return {
    durationSeconds: info.durationSeconds,
    ...form,
    ...{ tempo, key, loudness },
    /** Laid out when first looked at: few need it. */
    get selfSimilarity() {
      compared ??= compareCells(layGrid(heard));
      return compared;
    },
  };
}
