/** A description of one song in prose, with times. */
import { type HearOptions, type HearWorkspace, hearSong } from '../align/hear-song.js';
import { CollapError } from '../errors.js';
import type { Model } from '../model/model.js';
import { toldTempo } from '../told-tempo.js';
import { createPicker, type Picker } from './picker.js';
import { type DescribableSong, type Portrait, portraySong } from './portrait.js';
import { tellAbsent, tellDynamics, tellForm, tellInstruments, tellParts } from './tell-parts.js';
import { tellShort } from './tell-short.js';
import { tellWhole } from './tell-whole.js';
import { type DescriptionSentence, fitWords } from './told-sentence.js';

export interface DescribeOptions extends HearOptions {
  /** About how many words, 20 to 1,000; by default as many as suit the song's length, 250 for four minutes. */
  readonly words?: number | undefined;
}

export interface SongDescription {
  readonly durationSeconds: number;
  readonly tempoBpm: number | null;
  readonly key: string | null;
  /** The whole description. */
  readonly text: string;
  /** The same in two sentences. */
  readonly short: string;
  /** The sentences of `text` with the times that they speak of. */
  readonly sentences: readonly DescriptionSentence[];
  /** Groups of labels of which nothing is said because nothing is certain. */
  readonly unsure: readonly string[];
  /** What the decoder had to say of the file, such as that it is cut off; a sentence each. */
  readonly warnings: readonly string[];
}

/** What hangs on the song alone. */
type ToldSong = Omit<SongDescription, 'warnings'>;

/** Words for a song of no length, and for every minute. */
const LEAST_WORDS = 90;
const WORDS_A_MINUTE = 40;
const MOST_WORDS = 400;
export const WORD_LIMITS = { least: 20, most: 1000 } as const;
/** Numbers of the song vector that the choice of words hangs on. */
const SEED_NUMBERS = 16;

/**
 * @param reference - the path of any audio file, or a track id or title of the library.
 * @throws {@link CollapError} `E_USAGE` for a number of words out of range, `E_NOT_FOUND`, the decoder's codes, `E_CANCELLED`.
 */
export async function describeSong(
  workspace: HearWorkspace,
  reference: string,
  options: DescribeOptions = {},
): Promise<SongDescription> {
  checkWords(options.words);
  const heard = await hearSong(workspace, reference, options);
  const told = await describeHeard(
    { ...heard, song: heard.embedding.song, loudnessDb: heard.embedding.loudnessDb },
    await workspace.model(),
    options.words,
  );
  return { ...told, warnings: heard.warnings };
}

/** The same for a song that has been heard. */
export async function describeHeard(song: DescribableSong, model: Model, words?: number): Promise<ToldSong> {
  const portrait = await portraySong(song, model);
  if (portrait.parts.every(({ lufs }) => lufs === null)) return describeSilence(song, portrait);
  const picker = createPicker(Array.from(song.song.subarray(0, SEED_NUMBERS)));
  const sentences = fitWords(tellAll(portrait, picker), words ?? wordsFor(song.durationSeconds));
  return {
    durationSeconds: song.durationSeconds,
    tempoBpm: toldTempo(song.tempoBpm),
    key: song.key,
    text: sentences.map(({ text }) => text).join(' '),
    short: tellShort(portrait, picker),
    sentences,
    unsure: portrait.classification.unsure,
  };
}

function describeSilence({ durationSeconds, tempoBpm, key }: DescribableSong, portrait: Portrait): ToldSong {
  const text = 'It is silent from beginning to end.';
  return {
    durationSeconds,
    tempoBpm: toldTempo(tempoBpm),
    key,
    text,
    short: text,
    sentences: [{ text, startSeconds: 0, endSeconds: durationSeconds, about: 'dynamics' }],
    unsure: portrait.classification.unsure,
  };
}

function tellAll(portrait: Portrait, picker: Picker) {
  return [
    ...tellWhole(portrait, picker),
    tellForm(portrait, picker),
    ...tellParts(portrait, picker),
    ...tellInstruments(portrait, picker),
    ...tellDynamics(portrait, picker),
    ...tellAbsent(portrait, picker),
  ];
}

const wordsFor = (durationSeconds: number): number =>
  Math.min(MOST_WORDS, LEAST_WORDS + (WORDS_A_MINUTE * durationSeconds) / 60);

function checkWords(words: number | undefined): void {
  const { least, most } = WORD_LIMITS;
  if (words === undefined || (Number.isInteger(words) && words >= least && words <= most)) return;
  throw new CollapError(
    'E_USAGE',
    `A description cannot have ${words} words.`,
    `Ask for ${least} to ${most} words, or for the short form.`,
  );
}
