/** Says what one song is: labels with probabilities for the whole and over time, tempo and key. */
import { throwIfCancelled } from '../errors.js';
import type { TextVariant } from '../model/card.js';
import { toMetric } from '../retrieve/vectors.js';
import { groupsOfCaller, groupsOfCard } from './label-groups.js';
import { type ClassifyWorkspace, loadSong } from './load-song.js';
import { type LabelledSection, mergeSections } from './merge-sections.js';
import { classifyVector, embedLabelGroups, type GroupProbabilities } from './score-labels.js';

export interface ClassifyOptions {
  /** Labels to choose from, by group; without them, the model's own groups. */
  readonly labelGroups?: Readonly<Record<string, readonly string[]>>;
  readonly textVariant?: TextVariant;
  readonly signal?: AbortSignal;
}

export interface Classification {
  /** Every group with its labels, the most probable first; flat probabilities mean "not sure". */
  readonly groups: GroupProbabilities;
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly sections: readonly LabelledSection[];
}

/**
 * @param reference - a track id, title or path of the library, or the path of any audio file.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_USAGE` for a group with less than two labels, the decoder's codes, `E_CANCELLED`.
 */
export async function classifySong(
  workspace: ClassifyWorkspace,
  reference: string,
  options: ClassifyOptions = {},
): Promise<Classification> {
  const { labelGroups, textVariant, signal } = options;
  const ownGroups = labelGroups && groupsOfCaller(labelGroups);
  const song = await loadSong(workspace, reference, signal);
  throwIfCancelled(signal);
  const model = await workspace.model();
  const { card } = model;
  const groups = await embedLabelGroups(ownGroups ?? groupsOfCard(card), model, textVariant);
  const classify = (vector: Float32Array) =>
    classifyVector(toMetric(vector, card.metric), groups, card.calibration.labelTemperature);
  const times = { clipStarts: song.clips.map((clip) => clip.startSeconds), durationSeconds: song.durationSeconds };
  const sections = mergeSections(times, (from, to) =>
    classify(model.poolSong(song.clips.slice(from, to).map((clip) => clip.embedding))),
  );
  return { groups: classify(song.song), tempoBpm: song.tempoBpm, key: song.key, sections };
}
