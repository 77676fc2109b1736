import * as z from 'zod';
import { CollapError } from '../errors.js';
import { fitClassification } from './fit-classification.js';
import { nameSong } from './name-song.js';
import { defineTool } from './tool.js';

const labels = z.array(z.string().min(1).max(100)).min(2).max(100);

export const classifySongInput = z.strictObject({
  song: z
    .string()
    .min(1)
    .max(4_096)
    .describe('A trackId, a title or file name, or an absolute path; the file need not be in the library.'),
  labels: labels
    .optional()
    .describe('Your own labels in English, 2 to 100, to choose from instead of the built-in groups.'),
  labelGroups: z
    .record(z.string().min(1).max(50), labels)
    .optional()
    .describe(
      'Several groups of your own labels, such as {"era": ["sixties", "nineties"], "use": ["film score", "party"]}.',
    ),
  top: z.int().min(1).max(100).default(5).describe('How many labels of each group, most probable first, 1 to 100.'),
  sections: z.boolean().default(true).describe('false leaves out the sections, most of the answer; spans stay.'),
});

const groups = z.record(z.string(), z.array(z.object({ label: z.string(), probability: z.number() })));
const unsure = z.array(z.string()).describe('Groups of which no label is certain.');
const energy = z.object({
  value: z.number().describe('Share of other music that is less energetic, 0 to 1.'),
  level: z.enum(['low', 'medium', 'high']),
});

export const classifySongOutput = z.object({
  groups: groups.describe(
    'For every group of labels, the most probable ones, 0 to 1. Built-in groups: of each label alone, several may hold; your own labels: adds up to 1.',
  ),
  unsure,
  tempoBpm: z.number().nullable().describe('Null when there is no clear beat.'),
  key: z.string().nullable().describe('Such as "A minor"; null when unclear.'),
  energy,
  sections: z
    .array(z.object({ startSeconds: z.number(), endSeconds: z.number(), groups, unsure, energy }))
    .describe(
      'The same for each section of the song, in seconds; empty when the answer would grow too long, or sections is false.',
    ),
  spans: z
    .array(
      z.object({
        group: z.string(),
        label: z.string(),
        startSeconds: z.number(),
        endSeconds: z.number(),
        probability: z.number(),
      }),
    )
    .describe('Where each label is certain, such as strings from 65 to 110 seconds.'),
  note: z.string().nullable().describe('What was left out of a long answer.'),
  warnings: z.array(z.string()),
});

/** One song in; labels with probabilities, tempo, key and energy out. */
export const classifySongTool = defineTool({
  name: 'classify_song',
  title: 'Classify a song',
  description:
    'Says what one song is: genre, mood, instruments, voice with probabilities, tempo in BPM, key and energy, for the whole and section by section; or chooses among labels of your own. ' +
    'Do not use it to find songs that have a property (find_songs does that over the whole library at once), or on many songs in a row.',
  input: classifySongInput,
  output: classifySongOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song, labels, labelGroups, top, sections }, call) {
    const named = await nameSong(call.workspace, song);
    const own = ownGroups(labels, labelGroups);
    const classified = await call.useCases.classifySong(
      call.workspace,
      named.track === null ? named.path : named.track.trackId,
      {
        signal: call.signal,
        hearSections: named.path !== null,
        ...(Object.keys(own).length > 0 && { labelGroups: own }),
      },
    );
    const asked = sections ? classified : { ...classified, sections: [] };
    return fitClassification(asked, top, call.maxTokens);
  },
});

/** @throws {@link CollapError} `E_USAGE` where both name a group `labels`: one of them would be lost. */
function ownGroups(
  labels: readonly string[] | undefined,
  labelGroups: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, readonly string[]>> {
  if (labels === undefined) return labelGroups;
  if (!Object.hasOwn(labelGroups, 'labels')) return { labels, ...labelGroups };
  throw new CollapError(
    'E_USAGE',
    'labels is the group "labels", and labelGroups has one of that name, too.',
    'Give the group in labelGroups another name, or leave out labels.',
  );
}
