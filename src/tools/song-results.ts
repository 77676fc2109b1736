/** Ranked songs with evidence, as every search tool returns them. */
import * as z from 'zod';
import type { SongPage } from '../retrieve/answer-page.js';
import type { Evidence } from '../types.js';
import { rethrowWithJob } from './empty-library.js';
import { countFitting, estimateTokens, round, takeFitting } from './result-budget.js';
import type { ToolCall } from './tool.js';

export const evidenceFields = {
  sentence: z.string().describe('A sentence of the description.'),
  role: z.enum(['wanted', 'avoided']).describe('avoided: the times say where it is heard anyway.'),
  startSeconds: z
    .number()
    .nullable()
    .describe('Where the span that answers the sentence begins; null when nothing does.'),
  endSeconds: z.number().nullable().describe('Where it ends.'),
  score: z.number().describe('How well the span fits; compare within one answer only.'),
};

/** @param evidence - schema of one entry. */
export function songResultsOf<E extends z.ZodObject>(evidence: E) {
  return z.object({
    results: z.array(
      z.object({
        rank: z.uint32().describe('1 is the best.'),
        trackId: z.string().describe('Names the song to other tools.'),
        path: z.string(),
        title: z.string().nullable(),
        artist: z.string().nullable(),
        durationSeconds: z.number(),
        tempoBpm: z.number().nullable(),
        key: z.string().nullable(),
        score: z.number().describe('Compare within one answer only.'),
        certainty: z.enum(['high', 'medium', 'low']).describe('How sure that the song fits at all.'),
        evidence: z.array(evidence),
      }),
    ),
    nextCursor: z.string().nullable().describe('Cursor for the songs that follow; null at the end.'),
    note: z.string().nullable().describe('What to know about the answer.'),
    warnings: z.array(z.string()).describe('What may have made the answer worse.'),
  });
}

/**
 * Searches, and asks again for as many songs as fit into the answer, so that the cursor goes on right behind them.
 *
 * @param search - the same question with another limit.
 * @throws what the search throws; of an empty library with the job that fills it.
 */
export async function searchWithin<R extends SongPage>(
  { maxTokens, jobs }: ToolCall,
  limit: number,
  search: (limit: number) => Promise<R>,
): Promise<R> {
  const found = rounded(await search(limit).catch((error) => rethrowWithJob(error, jobs)));
  if (estimateTokens(found) <= maxTokens) return found;
  const fitting = Math.max(1, countFitting(found.results, maxTokens - estimateTokens({ ...found, results: [] })));
  const fewer = rounded(await search(fitting));
  const told = addNote(
    fewer,
    `Only ${fitting === 1 ? 'one song fits' : `${fitting} songs fit`} into one answer; nextCursor leads to the others.`,
  );
  return estimateTokens(told) <= maxTokens ? told : cutEvidence(told, maxTokens);
}

const addNote = <R extends SongPage>(page: R, note: string): R => ({
  ...page,
  note: page.note === null ? note : `${page.note} ${note}`,
});

/** Of one song that is too long for an answer by itself, the first part of its evidence. */
function cutEvidence<R extends SongPage>(page: R, maxTokens: number): R {
  const told = addNote(page, 'Its evidence is cut; a program gets all of it over HTTP or on the command line.');
  const [song] = told.results;
  if (!song) return told;
  const bare = { ...told, results: [{ ...song, evidence: [] }] };
  const evidence = takeFitting(song.evidence, maxTokens - estimateTokens(bare));
  return { ...told, results: [{ ...song, evidence }] };
}

/** Tenths of a second and four decimals of a score are all that the model can tell. */
function rounded<R extends SongPage>(found: R): R {
  const results = found.results.map((song) => ({
    ...song,
    durationSeconds: round(song.durationSeconds, 1),
    tempoBpm: song.tempoBpm === null ? null : round(song.tempoBpm, 1),
    score: round(song.score, 4),
    evidence: song.evidence.map(roundEvidence),
  }));
  return { ...found, results };
}

function roundEvidence<E extends Evidence>(evidence: E): E {
  const entries = Object.entries(evidence).map(([name, value]) => {
    if (typeof value !== 'number') return [name, value];
    return [name, round(value, name.endsWith('Seconds') ? 1 : 4)];
  });
  return Object.fromEntries(entries) as E;
}
