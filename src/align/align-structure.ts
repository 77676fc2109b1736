/** The sections of a song; with a description, where each sentence is answered; with a second song, which section corresponds to which. */
import { throwIfCancelled } from '../errors.js';
import type { TextVariant } from '../model/card.js';
import { splitSentences } from '../model/split-sentences.js';
import { checkDescription } from '../retrieve/check-description.js';
import { warnOfLanguage } from '../retrieve/parse-description.js';
import { foldSpaces, readWritten } from '../retrieve/written/read-written.js';
import { toldTempo } from '../told-tempo.js';
import type { Segment } from '../types.js';
import { alignSentences, type DescriptionAlignment, type SentenceAlignment } from './align-description.js';
import { type HeardSong, type HearOptions, type HearWorkspace, hearSong } from './hear-song.js';
import { matchHeardSongs, type SongMatching } from './match-songs.js';

export interface AlignOptions extends HearOptions {
  readonly description?: string | undefined;
  /** A second song, named as the first. */
  readonly with?: string | undefined;
  readonly textVariant?: TextVariant | undefined;
}

export interface StructureAlignment {
  readonly durationSeconds: number;
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly segments: readonly Segment[];
  /** One entry a sentence, in reading order; empty without a description. */
  readonly alignment: readonly SentenceAlignment[];
  /** Above 0 where the song follows the told order rather than its reverse; null without a description. */
  readonly orderScore: number | null;
  /** Null without a second song. */
  readonly correspondence: SongMatching | null;
  /** What to know about the answer; null where there is nothing. */
  readonly note: string | null;
  readonly warnings: readonly string[];
}

/** What was found, with what pictures need. */
export interface AlignedSong {
  readonly song: HeardSong;
  readonly other: HeardSong | null;
  readonly description: DescriptionAlignment | null;
  readonly document: StructureAlignment;
}

/**
 * @param reference - a track id or title of the library, or the path of any audio file.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_EMPTY_DESCRIPTION`, `E_TOO_LONG`, the decoder's codes, `E_CANCELLED`.
 */
export async function alignStructure(
  workspace: HearWorkspace,
  reference: string,
  options: AlignOptions = {},
): Promise<AlignedSong> {
  const { description, signal, textVariant } = options;
  if (description !== undefined) checkDescription(description);
  const song = await hearSong(workspace, reference, options);
  const other = options.with === undefined ? null : await hearSong(workspace, options.with, options);
  throwIfCancelled(signal);
  const model = await workspace.model();
  const aligned =
    description === undefined ? null : await alignSentences(song, sentencesOf(description), model, textVariant);
  throwIfCancelled(signal);
  const correspondence = other && matchHeardSongs(song, other, model);
  const { durationSeconds, tempoBpm, key, segments } = song;
  const document: StructureAlignment = {
    durationSeconds,
    tempoBpm: toldTempo(tempoBpm),
    key,
    segments,
    alignment: aligned?.alignment ?? [],
    orderScore: aligned?.orderScore ?? null,
    correspondence,
    note: aligned && noteOf(aligned, model.card.calibration.certainty.medium),
    warnings: [
      ...song.warnings,
      ...(other?.warnings ?? []),
      ...(description === undefined ? [] : warnOfLanguage(description)),
    ],
  };
  return { song, other, description: aligned, document };
}

function sentencesOf(description: string): string[] {
  const text = foldSpaces(description);
  const { told, not } = readWritten(text);
  const sentences = [...told, ...not.map((text) => `Avoid: ${text}`)]
    .flatMap(splitSentences)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  return sentences.length ? sentences : [text.trim()];
}

function noteOf({ alignment, fit }: DescriptionAlignment, medium: number): string | null {
  if (alignment.every(({ startSeconds }) => startSeconds === null)) {
    return 'Nothing in this song answers the description clearly better than songs do by chance.';
  }
  if (fit >= medium) return null;
  return 'The description as a whole fits this song hardly better than songs fit by chance; the times are the likeliest places only.';
}
