import * as z from 'zod';
import type { Classification } from '../classify/classify-song.js';
import { nameSong } from './name-song.js';
import { estimateTokens, round } from './result-budget.js';
import { defineTool } from './tool.js';

const labels = z.array(z.string().min(1).max(100)).min(2).max(100);

export const classifySongInput = z.strictObject({
  song: z
    .string()
    .min(1)
    .max(4_096)
    .describe('A trackId, an exact title, or an absolute path; the file need not be in the library.'),
  labels: labels
    .optional()
    .describe('Your own labels in English, 2 to 100, to choose from instead of the built-in groups.'),
  labelGroups: z
    .record(z.string().min(1).max(50), labels)
    .optional()
    .describe(
      'Several groups of your own labels, such as {"era": ["sixties", "nineties"], "use": ["film score", "party"]}.',
    ),
  top: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('How many labels to return for each group, most probable first, 1 to 100.'),
});

const groups = z.record(
  z.string(),
  z.array(
    z.object({
      label: z.string(),
      probability: z.number().describe('0 to 1; adds up to 1 over all labels of the group.'),
    }),
  ),
);

export const classifySongOutput = z.object({
  groups: groups.describe('For every group of labels, the most probable ones.'),
  tempoBpm: z.number().nullable().describe('Estimated tempo in beats per minute; null when there is no clear beat.'),
  key: z.string().nullable().describe('Estimated key, such as "A minor"; null when unclear.'),
  sections: z
    .array(z.object({ startSeconds: z.number(), endSeconds: z.number(), groups }))
    .describe('The same over time, in seconds; empty when the answer would grow too long.'),
});

/** One song in; labels with probabilities, tempo and key out. */
export const classifySongTool = defineTool({
  name: 'classify_song',
  title: 'Classify a song',
  description:
    'Says what one song is: genre, mood, instruments, voice with probabilities, tempo in BPM and key, for the whole and over time; or chooses among labels of your own. ' +
    'Do not use it to find songs that have a property (find_songs does that over the whole library at once), or on many songs in a row.',
  input: classifySongInput,
  output: classifySongOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song, labels, labelGroups, top }, call) {
    const named = await nameSong(call.workspace, song);
    const own = { ...(labels !== undefined && { labels }), ...labelGroups };
    const classified = await call.useCases.classifySong(
      call.workspace,
      named.track === null ? named.path : named.track.trackId,
      {
        signal: call.signal,
        ...(Object.keys(own).length > 0 && { labelGroups: own }),
      },
    );
    const document = shorten(classified, top);
    return estimateTokens(document) <= call.maxTokens ? document : { ...document, sections: [] };
  },
});

function shorten(classified: Classification, top: number): Classification {
  const shortGroups = (given: Classification['groups']): Classification['groups'] =>
    Object.fromEntries(
      Object.entries(given).map(([group, scored]) => {
        const best = [...scored].sort((a, b) => b.probability - a.probability).slice(0, top);
        return [group, best.map(({ label, probability }) => ({ label, probability: round(probability, 4) }))];
      }),
    );
  return {
    ...classified,
    groups: shortGroups(classified.groups),
    sections: classified.sections.map((section) => ({ ...section, groups: shortGroups(section.groups) })),
  };
}
