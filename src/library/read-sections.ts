/** Looking up the sections of songs. */
import type { Segment } from '../types.js';
import { inChunks, isOneOf } from './sql.js';
import { fromSectionRows, SECTION_COLUMNS } from './stored-section.js';
import type { LibraryTables } from './tables.js';

/** In playing order, by track id; songs without sections are left out. */
export async function readSections(
  { segments }: LibraryTables,
  trackIds: readonly string[],
): Promise<Map<string, Segment[]>> {
  const found = new Map<string, Segment[]>();
  const table = await segments.ifThere();
  if (table === null) return found;
  for (const chunk of inChunks(trackIds, 500)) {
    for (const { trackId, section } of fromSectionRows(
      await table.query().where(isOneOf('trackId', chunk)).select(SECTION_COLUMNS).toArrow(),
    )) {
      const own = found.get(trackId);
      if (own) own.push(section);
      else found.set(trackId, [section]);
    }
  }
  for (const own of found.values()) own.sort((a, b) => a.startSeconds - b.startSeconds);
  return found;
}

/** How many songs have no sections yet: each that has begins with one at 0. */
export async function countWithoutSections({ segments, tracks }: LibraryTables): Promise<number> {
  const table = await segments.ifThere();
  const [all, withSections] = await Promise.all([tracks.countRows(), table?.countRows('startSeconds = 0') ?? 0]);
  return Math.max(0, all - withSections);
}

/** Their ids. */
export async function tracksWithoutSections(tables: LibraryTables): Promise<string[]> {
  if ((await countWithoutSections(tables)) === 0) return [];
  const table = await tables.segments.ifThere();
  const idsOf = async (from: LibraryTables['tracks'], where: string) =>
    (await from.query().where(where).select(['trackId']).toArray()).map((row) => row.trackId as string);
  const has = new Set(table === null ? [] : await idsOf(table, 'startSeconds = 0'));
  return (await idsOf(tables.tracks, 'true')).filter((id) => !has.has(id));
}
