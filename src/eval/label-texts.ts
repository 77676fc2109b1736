import { fillPrompt, PLACEHOLDER } from '../classify/label-groups.js';
import { CollapError } from '../errors.js';
import { asDescription, heardClause, type ParsedDescription } from '../retrieve/parse-description.js';

/**
 * The texts that stand for labels, each heard as it stands: "no vocals" is a label, not a thing to avoid.
 *
 * @throws {@link CollapError} `E_USAGE` where the prompt has no place for a label.
 */
export function labelTexts(labels: readonly string[], prompt: string): ParsedDescription[] {
  if (!prompt.includes(PLACEHOLDER)) throw noPlace(prompt);
  return labels.map((label) => asDescription([heardClause(fillPrompt(prompt, label))]));
}

const noPlace = (prompt: string) =>
  new CollapError(
    'E_USAGE',
    `The prompt "${prompt}" has no place for the label.`,
    `Write ${PLACEHOLDER} where the label belongs, such as "a piece of ${PLACEHOLDER} music".`,
  );
