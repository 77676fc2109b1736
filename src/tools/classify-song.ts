import * as z from 'zod';
import type { Classification } from '../classify/classify-song.js';
import type { TimeSpan } from '../types.js';
import { nameSong } from './name-song.js';
import { countFitting, estimateTokens, round } from './result-budget.js';
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
      probability: z
        .number()
        .describe('0 to 1. Built-in groups: of this label alone, several may hold; your own labels: adds up to 1.'),
    }),
  ),
);
const unsure = z.array(z.string()).describe('Groups of which no label is certain: "not sure" is the answer.');
const energy = z.object({
  value: z.number().describe('Share of other music that is less energetic, 0 to 1.'),
  level: z.enum(['low', 'medium', 'high']),
});

export const classifySongOutput = z.object({
  groups: groups.describe('For every group of labels, the most probable ones.'),
  unsure,
  tempoBpm: z.number().nullable().describe('Estimated tempo in beats per minute; null when there is no clear beat.'),
  key: z.string().nullable().describe('Estimated key, such as "A minor"; null when unclear.'),
  energy,
  sections: z
    .array(z.object({ startSeconds: z.number(), endSeconds: z.number(), groups, unsure, energy }))
    .describe('The same for each section of the song, in seconds; empty when the answer would grow too long.'),
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
  async run({ song, labels, labelGroups, top }, call) {
    const named = await nameSong(call.workspace, song);
    const own = { ...(labels !== undefined && { labels }), ...labelGroups };
    const classified = await call.useCases.classifySong(
      call.workspace,
      named.track === null ? named.path : named.track.trackId,
      {
        signal: call.signal,
        hearSections: named.path !== null,
        ...(Object.keys(own).length > 0 && { labelGroups: own }),
      },
    );
    const document = shorten(classified, top);
    if (estimateTokens(document) <= call.maxTokens) return document;
    const brief = { ...document, sections: [] };
    return { ...brief, spans: brief.spans.slice(0, countFitting(brief.spans, call.maxTokens / 2)) };
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
  const shortEnergy = ({ value, level }: Classification['energy']) => ({ value: round(value, 2), level });
  const shortSpan = <T extends TimeSpan>(span: T): T => ({
    ...span,
    startSeconds: round(span.startSeconds, 1),
    endSeconds: round(span.endSeconds, 1),
  });
  return {
    ...classified,
    groups: shortGroups(classified.groups),
    energy: shortEnergy(classified.energy),
    sections: classified.sections.map((section) => ({
      ...shortSpan(section),
      groups: shortGroups(section.groups),
      energy: shortEnergy(section.energy),
    })),
    spans: classified.spans.map((span) => ({ ...shortSpan(span), probability: round(span.probability, 3) })),
  };
}
