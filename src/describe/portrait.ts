/** What there is to say of a song: everything a description draws on, before a word is chosen. Legend: D = embedding size. */
import { certainLabels, type LabelSpan } from '../classify/certain-labels.js';
import { type Classification, classifyLoaded } from '../classify/classify-song.js';
import type { LoadedSong } from '../classify/load-song.js';
import { loudnessOf } from '../embed/loudness.js';
import { poolSpan } from '../library/stored-section.js';
import type { Model } from '../model/model.js';
import { sungMusic } from '../model/sung-music.js';
import { toMetric } from '../retrieve/vectors.js';
import type { SongStructure } from '../structure/song-structure.js';
import type { TimeSpan } from '../types.js';
import { SUNG_COLOURS } from './colours.js';
import { cutParts, type PartSpan } from './cut-parts.js';
import { type Colour, openColours, pickColours, type RankedColour } from './hear-colours.js';

/** A song as it is described. */
export interface DescribableSong extends LoadedSong {
  readonly structure: SongStructure;
}

/** A part of a song, with what is heard in it. */
export interface SongPart extends PartSpan {
  /** Index of the first part with this letter; its own where it is new. */
  readonly sameAs: number;
  /** Instruments that are certain here, the most probable first. */
  readonly instruments: readonly string[];
  /** Words that stand out here, the highest first. */
  readonly colours: readonly Colour[];
  /** Mean loudness in LUFS; null for silence. */
  readonly lufs: number | null;
}

export interface Portrait {
  readonly song: DescribableSong;
  readonly classification: Classification;
  /** Certain labels of the whole song by group, the most probable first. */
  readonly certain: Readonly<Record<string, readonly string[]>>;
  /** Words that stand out over the whole song, the highest first. */
  readonly colours: readonly Colour[];
  readonly parts: readonly SongPart[];
  readonly spans: readonly LabelSpan[];
}

/** A word must stand out by so many standard deviations: about one song in six does. */
const LEAST_HEIGHT = 1;
const SONG_COLOURS = 8;
const PART_COLOURS = 6;
/** How much it counts that a word stands out against the rest of the song, next to other music. */
const CONTRAST_SHARE = 1;
/** What a word loses that was said of the part before. */
const REPETITION_LOSS = 0.5;

export async function portraySong(song: DescribableSong, model: Model): Promise<Portrait> {
  const classification = await classifyLoaded(song, model);
  const least = model.card.calibration.certainLabel;
  const certain = Object.fromEntries(
    Object.entries(classification.groups).map(([group, labels]) => [
      group,
      certainLabels(labels, least).map(({ label }) => label),
    ]),
  );
  const isSung = certain.voice?.some((label) => label !== 'instrumental') ?? false;
  const colours = (await openColours(model)).filter(({ word }) => isSung || !SUNG_COLOURS.has(word));
  const { shareOf } = sungMusic(model.card);
  const whole = toMetric(song.song, model.card.metric);
  const wholeShare = shareOf(whole);
  const rankWhole = colours.map((colour): RankedColour => ({ colour, height: colour.heightOf(whole, wholeShare) }));
  const spans = classification.spans.filter(({ label }) => isSung || !SUNG_COLOURS.has(label));
  const vectorOf = (span: TimeSpan) => toMetric(poolSpan(span, song.clips, model.card.clipSeconds), model.card.metric);
  const merged = cutParts(song.structure.segments, vectorOf);
  const parts: SongPart[] = [];
  for (const part of merged) {
    const audio = vectorOf(part);
    const sungShare = shareOf(audio);
    const said = parts.at(-1)?.colours ?? [];
    const ranked = rankWhole.flatMap(({ colour, height: overall }): RankedColour[] => {
      const height = colour.heightOf(audio, sungShare);
      const repeated = said.includes(colour) ? REPETITION_LOSS : 0;
      return height < LEAST_HEIGHT ? [] : [{ colour, height: height + CONTRAST_SHARE * (height - overall) - repeated }];
    });
    parts.push({
      ...part,
      sameAs: merged.findIndex((other) => other.letter === part.letter),
      instruments: heardIn(part, spans),
      colours: pickColours(ranked, PART_COLOURS),
      lufs: loudnessOf(song.structure.loudness, part),
    });
  }
  const strong = rankWhole.filter(({ height }) => height >= LEAST_HEIGHT);
  return { song, classification, certain, spans, parts, colours: pickColours(strong, SONG_COLOURS) };
}

/** Instruments that are certain over at least half of a span. */
function heardIn(span: TimeSpan, spans: readonly LabelSpan[]): string[] {
  const half = (span.endSeconds - span.startSeconds) / 2;
  return spans
    .filter(({ group, startSeconds, endSeconds }) => {
      const shared = Math.min(endSeconds, span.endSeconds) - Math.max(startSeconds, span.startSeconds);
      return group === 'instrument' && shared >= half;
    })
    .sort((a, b) => b.probability - a.probability)
    .map(({ label }) => label);
}
