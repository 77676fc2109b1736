/** Answers a description with ranked songs and, for every sentence of it, the span of the song that fits. */
import { throwIfCancelled } from '../errors.js';
import type { Evidence, Segment } from '../types.js';
import { answerPage } from './answer-page.js';
import { blameFilter } from './blame-filter.js';
import { chooseCandidates } from './candidates.js';
import { checkLimit, fingerprintQuery, readCursor } from './cursor.js';
import { demandTracks } from './demand-tracks.js';
import { type DescriptionVectors, embedDescriptions } from './embed-description.js';
import type { FindQuery, FindResult, RetrievalLibrary, RetrievalWorkspace } from './find-query.js';
import { gatherEvidence } from './gather-evidence.js';
import { parseDescription } from './parse-description.js';
import { type RankedQuestion, type RankedTrack, rankTracks } from './rank-tracks.js';

export type { FindQuery, FindResult } from './find-query.js';

const WORDING = {
  nothingPasses: 'No song in the library passes the filters.',
  nothingFits: 'No song fits this description clearly better than songs fit by chance; the nearest ones are shown.',
};

/**
 * @throws {@link CollapError} `E_EMPTY_DESCRIPTION`, `E_TOO_LONG`, `E_EMPTY_LIBRARY`, `E_FILTER`, `E_CANCELLED`, and
 *   `E_USAGE` for a limit outside 1 to 50 or a cursor of another question.
 */
export async function findSongs(workspace: RetrievalWorkspace, query: FindQuery): Promise<FindResult> {
  const limit = checkLimit(query.limit);
  const { filter = {} } = query;
  const parsed = parseDescription(query.description, query.not, filter);
  const [library, model] = [await workspace.library(), await workspace.model()];
  const trackCount = await library.countTracks();
  demandTracks(trackCount);
  const fingerprint = fingerprintQuery(askedOf(query), model.identity);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, fingerprint);
  throwIfCancelled(query.signal);
  const vectors = (await embedDescriptions([parsed], model, query.textVariant))[0] as DescriptionVectors;
  const ids = await chooseCandidates(library, trackCount, vectors, filter, model.card);
  throwIfCancelled(query.signal);
  const question: RankedQuestion = { parsed, vectors, card: model.card };
  const ranked = await rankTracks(library, ids, question, (after?.rank ?? 0) + limit);
  throwIfCancelled(query.signal);
  const gather = (page: readonly RankedTrack[]) => gatherPage(library, page, question);
  const page = await answerPage(
    ranked,
    { fingerprint, limit, after, isFiltered: Object.keys(filter).length > 0 },
    gather,
    ranked.length > 0 ? WORDING : await blameFilter(WORDING, library, filter),
  );
  return { ...page, warnings: [...(await workspace.notices()), ...parsed.warnings] };
}

function askedOf({ description, not, filter, textVariant }: FindQuery): unknown[] {
  return [description, not ?? [], Object.entries(filter ?? {}).sort(), textVariant ?? null];
}

/** Every sentence's span in every song of a page. */
async function gatherPage(
  library: RetrievalLibrary,
  page: readonly RankedTrack[],
  { parsed, vectors, card }: RankedQuestion,
): Promise<Map<string, Evidence[]>> {
  const isNamed = vectors.wanted?.sections.some((named) => named.length > 0) ?? false;
  const sections = isNamed ? await library.sections(page.map(({ trackId }) => trackId)) : new Map<string, Segment[]>();
  return new Map(
    page.flatMap(({ trackId, track, clips }) => {
      const heard = clips();
      if (heard.length === 0) return [];
      return [[trackId, gatherEvidence(parsed, vectors, track, heard, card, sections.get(trackId))] as const];
    }),
  );
}
