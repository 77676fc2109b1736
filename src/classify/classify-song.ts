/** Says what one song is: labels with probabilities for the whole and for each section, tempo, key and energy. */
import { throwIfCancelled } from '../errors.js';
import { poolSpan } from '../library/stored-section.js';
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { sungMusic } from '../model/sung-music.js';
import { comparableBackground } from '../retrieve/embed-description.js';
import { toMetric } from '../retrieve/vectors.js';
import { toldTempo } from '../told-tempo.js';
import type { TimeSpan } from '../types.js';
import { findLabelSpans, type LabelSpan, unsureGroups } from './certain-labels.js';
import { groupsOfCaller, groupsOfCard } from './label-groups.js';
import { type ClassifyWorkspace, type LoadedSong, loadSong } from './load-song.js';
import { type Energy, openEnergyMeter } from './measure-energy.js';
import { cutStretches, mergeSections, type SpanLabels } from './merge-sections.js';
import { classifyVector, embedLabelGroups, type GroupProbabilities, type LabelScaling } from './score-labels.js';

export interface ClassifyOptions {
  /** Labels to choose from, by group; without them, the model's own groups. */
  readonly labelGroups?: Readonly<Record<string, readonly string[]>>;
  readonly textVariant?: TextVariant;
  /** Whether a song that the library holds without its sections is heard anew for them (the default), or taken as it is stored. */
  readonly hearSections?: boolean;
  readonly signal?: AbortSignal;
}

export interface ClassifiedSection extends TimeSpan, SpanLabels {
  /** Groups of which no label is certain here. */
  readonly unsure: readonly string[];
}

export interface Classification {
  /** Every group with its labels, the most probable first. */
  readonly groups: GroupProbabilities;
  /** Groups of which no label is certain: "not sure". */
  readonly unsure: readonly string[];
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly energy: Energy;
  readonly sections: readonly ClassifiedSection[];
  /** Where each label is certain: "strings from 1:05 to 1:50". */
  readonly spans: readonly LabelSpan[];
}

export interface SongClassification extends Classification {
  /** What the decoder had to say of the file, such as that it is cut off; a sentence each. */
  readonly warnings: readonly string[];
}

/** Labels a section shows of every group: the song as a whole shows all of them. */
const SECTION_LABELS = 3;

/**
 * @param reference - a track id, title or path of the library, or the path of any audio file.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_USAGE` for a group with less than two labels, the decoder's codes, `E_CANCELLED`.
 */
export async function classifySong(
  workspace: ClassifyWorkspace,
  reference: string,
  options: ClassifyOptions = {},
): Promise<SongClassification> {
  const { labelGroups, hearSections = true, signal } = options;
  if (labelGroups) groupsOfCaller(labelGroups); // complains before anything is heard
  const song = await loadSong(workspace, reference, { hearSections, signal });
  throwIfCancelled(signal);
  return { ...(await classifyLoaded(song, await workspace.model(), options)), warnings: song.warnings };
}

/** The same for a song that has been heard. */
export async function classifyLoaded(
  song: LoadedSong,
  model: Model,
  { labelGroups, textVariant }: ClassifyOptions = {},
): Promise<Classification> {
  const { metric, calibration } = model.card;
  const groups = await embedLabelGroups(
    labelGroups ? groupsOfCaller(labelGroups) : groupsOfCard(model.card),
    model,
    textVariant,
  );
  const measureEnergy = await openEnergyMeter(model, comparableBackground(model), textVariant);
  const sung = sungMusic(model.card);
  const scaling = {
    temperature: calibration.labelTemperature,
    calibration: labelGroups ? {} : calibration.labels,
  };
  const listen = (vector: Float32Array): SpanLabels => {
    const audio = toMetric(vector, metric);
    const heard = classifyVector(audio, sung.shareOf(audio), groups, scaling);
    return { groups: song.loudnessDb === null ? saysNothing(heard, scaling) : heard, energy: measureEnergy(audio) };
  };
  const certain = calibration.certainLabel;
  const sections = mergeSections(song.segments ?? cutStretches(song.durationSeconds), certain, (span) =>
    listen(poolSpan(span, song.clips, model.card.clipSeconds)),
  );
  const whole = listen(song.song);
  return {
    ...whole,
    unsure: unsureGroups(whole.groups, certain),
    tempoBpm: toldTempo(song.tempoBpm),
    key: song.key,
    sections: sections.map((section) => ({
      ...section,
      groups: shorten(section.groups, certain),
      unsure: unsureGroups(section.groups, certain),
    })),
    spans: findLabelSpans(sections, certain),
  };
}

/** Of silence no label holds; where one of them has to, each as much as the others. */
function saysNothing(groups: GroupProbabilities, { calibration }: LabelScaling): GroupProbabilities {
  return Object.fromEntries(
    Object.entries(groups).map(([group, labels]) => {
      const probability = Object.hasOwn(calibration, group) ? 0 : 1 / labels.length;
      return [group, labels.map(({ label }) => ({ label, probability }))];
    }),
  );
}

/** The first few labels, and all that are certain. */
function shorten(groups: GroupProbabilities, certain: number): GroupProbabilities {
  return Object.fromEntries(
    Object.entries(groups).map(([group, labels]) => [
      group,
      labels.filter(({ probability }, index) => index < SECTION_LABELS || probability >= certain),
    ]),
  );
}
