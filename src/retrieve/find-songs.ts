/** Answers a description with ranked songs and, for every sentence of it, the span of the song that fits. */
import { CollapError, throwIfCancelled } from '../errors.js';
import type { StoredClip } from '../library/packed-clips.js';
import type { SongMatch } from '../types.js';
import { chooseCandidates } from './candidates.js';
import { checkLimit, compareRanked, fingerprintQuery, type PageEnd, readCursor, writeCursor } from './cursor.js';
import { type DescriptionVectors, embedDescriptions } from './embed-description.js';
import type { FindQuery, FindResult, RetrievalLibrary, RetrievalWorkspace } from './find-query.js';
import { gatherEvidence } from './gather-evidence.js';
import { parseDescription } from './parse-description.js';
import { type RankedQuestion, type RankedTrack, rankTracks } from './rank-tracks.js';

export type { FindQuery, FindResult } from './find-query.js';

/** Shown where nothing fits, so that the user sees what is nearest. */
const NEAREST_MISSES = 3;

/** A question that was read: words, vectors, and the page that is asked for. */
interface Question extends RankedQuestion {
  readonly fingerprint: string;
  readonly limit: number;
  readonly after: PageEnd | null;
}

/**
 * @throws {@link CollapError} `E_EMPTY_DESCRIPTION`, `E_TOO_LONG`, `E_EMPTY_LIBRARY`, `E_FILTER`, `E_CANCELLED`, and
 *   `E_USAGE` for a limit outside 1 to 50 or a cursor of another question.
 */
export async function findSongs(workspace: RetrievalWorkspace, query: FindQuery): Promise<FindResult> {
  const limit = checkLimit(query.limit);
  const parsed = parseDescription(query.description, query.not);
  const [library, model] = [await workspace.library(), await workspace.model()];
  const trackCount = await library.countTracks();
  demandTracks(trackCount);
  const fingerprint = fingerprintQuery(query, model.identity);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, fingerprint);
  throwIfCancelled(query.signal);
  const vectors = (await embedDescriptions([parsed], model, query.textVariant))[0] as DescriptionVectors;
  const ids = await chooseCandidates(library, trackCount, vectors, query.filter ?? {}, model.card);
  throwIfCancelled(query.signal);
  const question: Question = { parsed, vectors, card: model.card, fingerprint, limit, after };
  const ranked = await rankTracks(library, ids, question);
  throwIfCancelled(query.signal);
  return { ...(await cutPage(library, ranked, question)), warnings: parsed.warnings };
}

function demandTracks(trackCount: number): void {
  if (trackCount > 0) return;
  throw new CollapError(
    'E_EMPTY_LIBRARY',
    'The library holds no songs yet, so there is nothing to search.',
    'Add songs first with `collap index PATH…` (index_songs over MCP), or name another library by --library.',
  );
}

async function cutPage(
  library: RetrievalLibrary,
  ranked: readonly RankedTrack[],
  question: Question,
): Promise<Omit<FindResult, 'warnings'>> {
  if (!ranked.length) return { results: [], nextCursor: null, note: 'No song in the library passes the filters.' };
  const { after, limit } = question;
  const rest = after ? ranked.filter((track) => compareRanked(track, after) > 0) : ranked;
  const fits = after !== null || rest.some((track) => track.certainty !== 'low');
  const page = rest.slice(0, fits ? limit : Math.min(limit, NEAREST_MISSES));
  const clipsOf = await library.clips(page.map(({ trackId }) => trackId));
  const results = page.flatMap((ranked, index) => {
    const clips = clipsOf.get(ranked.trackId);
    // one that another process removed this moment is left out
    return clips?.length ? [describeMatch(ranked, clips, (after?.rank ?? 0) + index + 1, question)] : [];
  });
  const last = results.at(-1);
  const hasMore = fits && rest.length > page.length;
  const nextCursor = hasMore && last ? writeCursor(question.fingerprint, last) : null;
  const note = fits
    ? null
    : 'No song fits this description clearly better than songs fit by chance; the nearest ones are shown.';
  return { results, nextCursor, note };
}

function describeMatch(
  { track, score, certainty }: RankedTrack,
  clips: readonly StoredClip[],
  rank: number,
  question: Question,
): SongMatch {
  const { trackId, path, title, artist, durationSeconds } = track;
  const evidence = gatherEvidence(question.parsed, question.vectors, track, clips, question.card);
  return { rank, trackId, path, title, artist, durationSeconds, score, certainty, evidence };
}
