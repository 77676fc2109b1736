/** Answers a song with ranked songs that are like it, and shows where. */
import { CollapError, throwIfCancelled } from '../../errors.js';
import type { TimeSpan } from '../../types.js';
import { answerPage } from '../answer-page.js';
import { blameFilter } from '../blame-filter.js';
import { checkLimit, compareRanked, fingerprintQuery, readCursor } from '../cursor.js';
import { demandTracks } from '../demand-tracks.js';
import { type AskedSong, loadAskedSong } from './asked-song.js';
import { applyBut, readBut } from './but.js';
import { rankBySection } from './rank-by-section.js';
import { rankBySound } from './rank-by-sound.js';
import { rankByStructure } from './rank-by-structure.js';
import type {
  SimilarQuery,
  SimilarQuestion,
  SimilarRanking,
  SimilarResult,
  SimilarWorkspace,
} from './similar-query.js';

export type { SimilarBy, SimilarEvidence, SimilarQuery, SimilarResult } from './similar-query.js';

/**
 * @throws {@link CollapError} `E_NOT_FOUND` when the song is neither a file nor in the library, `E_EMPTY_LIBRARY`, `E_FILTER`,
 *   `E_EMPTY_DESCRIPTION` and `E_TOO_LONG` for `but`, the decoder's codes, `E_CANCELLED`, and `E_USAGE` for a stretch that is none, a limit
 *   outside 1 to 50 or a cursor of another question.
 */
export async function findSimilar(workspace: SimilarWorkspace, query: SimilarQuery): Promise<SimilarResult> {
  const limit = checkLimit(query.limit);
  checkKind(query);
  const library = await workspace.library();
  demandTracks(await library.countTracks());
  const asked = await loadAskedSong(workspace, query);
  const stretch = stretchOf(query, asked);
  const model = await workspace.model();
  const fingerprint = fingerprintQuery(askedOf(query, asked), model.identity);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, fingerprint);
  const but = await readBut(query, asked.tempoBpm, model);
  throwIfCancelled(query.signal);
  const question = { query, asked, library, model };
  const ranking = await rank(question, stretch);
  throwIfCancelled(query.signal);
  const { ranked, gather } = but ? await applyBut(but, ranking, library) : ranking;
  const page = await answerPage(
    [...ranked].sort(compareRanked),
    { fingerprint, limit, after },
    gather,
    ranked.length > 0 ? ranking.wording : await blameFilter(ranking.wording, library, query.filter),
  );
  const note = [page.note, ranking.note].filter((text) => text !== null).join(' ') || null;
  return { ...page, note, warnings: [...(await workspace.notices()), ...(but?.warnings ?? [])] };
}

function rank(question: SimilarQuestion, stretch: TimeSpan | null): Promise<SimilarRanking> {
  if (stretch) return rankBySection(question, stretch);
  return question.query.by === 'structure' ? rankByStructure(question) : rankBySound(question);
}

const isStretch = ({ fromSeconds, toSeconds }: SimilarQuery): boolean =>
  fromSeconds !== undefined || toSeconds !== undefined;

function checkKind(query: SimilarQuery): void {
  if (isStretch(query) && query.by === 'structure')
    throw new CollapError(
      'E_USAGE',
      'A stretch of a song has no structure of its own to compare.',
      'Leave out the times, or ask by sound.',
    );
  if (query.within && !isStretch(query))
    throw new CollapError(
      'E_USAGE',
      'Without times, the song itself cannot be an answer.',
      'Say from when to when in the song, or leave out "within".',
    );
}

function stretchOf(query: SimilarQuery, { durationSeconds }: AskedSong): TimeSpan | null {
  if (!isStretch(query)) return null;
  const { fromSeconds: startSeconds = 0, toSeconds: endSeconds = durationSeconds } = query;
  if (startSeconds >= 0 && startSeconds < Math.min(endSeconds, durationSeconds))
    return { startSeconds, endSeconds: Math.min(endSeconds, durationSeconds) };
  throw new CollapError(
    'E_USAGE',
    `There is no stretch from ${startSeconds} to ${endSeconds} seconds in a song of ${durationSeconds.toFixed(1)} seconds.`,
    'Give a start before the end, both inside the song.',
  );
}

function askedOf(query: SimilarQuery, { trackId }: AskedSong): unknown[] {
  const { by = 'sound', fromSeconds, toSeconds, within = false, but, filter, textVariant } = query;
  const stretch = [fromSeconds ?? null, toSeconds ?? null, within];
  return ['similar', trackId, by, stretch, but ?? null, Object.entries(filter ?? {}).sort(), textVariant ?? null];
}
