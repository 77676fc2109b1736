/** Groups of labels to choose from, and the words that stand for each label. */
import { CollapError } from '../errors.js';
import type { ModelCard } from '../model/card.js';

export interface LabelPrompts {
  readonly label: string;
  /** At least one; a label is the mean of its prompts. */
  readonly prompts: readonly string[];
  /** Added to the score: how common the label is among songs, where the card knows it. */
  readonly offset?: number;
}

export type LabelGroups = Readonly<Record<string, readonly LabelPrompts[]>>;

/**
 * What a bare label may look like in a sentence, so that no single wording decides.
 * Source: prompt ensembles, Radford et al. 2021 (arXiv 2103.00020), section 3.1.4.
 */
const PROMPTS = [
  '{label}',
  '{label} music',
  'this song features {label}',
  'a recording of {label}',
  'the music is {label}',
];

export const PLACEHOLDER = '{label}';

export function fillPrompt(prompt: string, label: string): string {
  return prompt.replaceAll(PLACEHOLDER, label);
}

/** The card's own groups; its prompts are made for its labels, so they stand alone. */
export function groupsOfCard(card: ModelCard): LabelGroups {
  return mapGroups(card.labelGroups, ({ label, prompt, offset }) => ({ label, prompts: [prompt], offset }));
}

/**
 * The caller's labels with an ensemble of prompts; white space around a label and repeated labels are dropped.
 *
 * @throws {@link CollapError} `E_USAGE` when a group has less than two different labels: there would be nothing to choose.
 */
export function groupsOfCaller(labelGroups: Readonly<Record<string, readonly string[]>>): LabelGroups {
  return Object.fromEntries(
    Object.entries(labelGroups).map(([group, given]) => {
      const labels = [...new Set(given.map((label) => label.trim()).filter(Boolean))];
      if (labels.length < 2) {
        throw new CollapError(
          'E_USAGE',
          `The label group "${group}" has ${labels.length} different labels; a choice needs at least two.`,
          'Give two or more labels for every group, such as mood=happy,sad.',
        );
      }
      return [group, labels.map((label) => ({ label, prompts: PROMPTS.map((prompt) => fillPrompt(prompt, label)) }))];
    }),
  );
}

function mapGroups<T>(groups: Readonly<Record<string, readonly T[]>>, map: (entry: T) => LabelPrompts): LabelGroups {
  return Object.fromEntries(Object.entries(groups).map(([group, entries]) => [group, entries.map(map)]));
}
