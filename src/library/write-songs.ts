/** What changes a library: batches of songs, removals, and the clearing up after a writer that was killed. */
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeArrowTable, type Table } from '@lancedb/lancedb';
import { Field, Schema, Utf8 } from 'apache-arrow';
import { type FileRecord, filesAt, filesOfTracks } from './file-record.js';
import { DESCRIPTION_SCHEMA, FILES_SCHEMA, SEGMENTS_SCHEMA, tracksSchema } from './schema.js';
import { inChunks, isOneOf } from './sql.js';
import { toSectionRow } from './stored-section.js';
import { type NewTrack, type TrackDescription, toDescriptionRow, toTrackRow } from './stored-track.js';
import { type LibraryTables, updateRows, upsert } from './tables.js';
import { withWriteLock } from './write-lock.js';

export interface LibraryBatch {
  readonly files: readonly FileRecord[];
  /** Tracks that were embedded. */
  readonly tracks: readonly NewTrack[];
  /** What changed of tracks that the library holds already. */
  readonly descriptions: readonly TrackDescription[];
}

const PATH_SCHEMA = new Schema([new Field('trackId', new Utf8(), false), new Field('path', new Utf8(), false)]);
/** Left behind when a writer was killed in the middle of a batch, until somebody has cleared up. */
const UNSWEPT_FILE = 'unswept';

/**
 * Stores one batch. Sections come first, then tracks with their clips, then files: a file is never `ready` without its track,
 * whenever the process is killed, and writing the same batch again changes nothing.
 *
 * @returns paths that were not stored, because another process removed their track meanwhile.
 */
export function writeBatch(tables: LibraryTables, batch: LibraryBatch): Promise<string[]> {
  return locked(tables, async () => {
    const tracks = lastOf(batch.tracks, (track) => track.trackId);
    const descriptions = lastOf(batch.descriptions, (track) => track.trackId);
    const all = lastOf(batch.files, (file) => file.path);
    const before = await filesAt(
      tables.files,
      all.map((file) => file.path),
    );
    await replaceSections(tables, tracks);
    const heldTracks = await tables.tracks.countRows(
      isOneOf(
        'trackId',
        tracks.map((track) => track.trackId),
      ),
    );
    await upsert(tables.tracks, 'trackId', tracksSchema(tables.embeddingSize), tracks.map(toTrackRow), heldTracks > 0);
    await updateRows(tables.tracks, 'trackId', DESCRIPTION_SCHEMA, descriptions.map(toDescriptionRow));
    const lost = await withoutTrack(tables, all, new Set(tracks.map((track) => track.trackId)));
    const files = all.filter((file) => !lost.has(file.path));
    await upsert(
      tables.files,
      'path',
      FILES_SCHEMA,
      files.map((file) => ({ ...file })),
      before.length > 0,
    );
    const kept = new Set(files.map((file) => file.trackId));
    await releaseTracks(
      tables,
      before.flatMap(({ trackId }) => (trackId === null || kept.has(trackId) ? [] : [trackId])),
    );
    return [...lost];
  });
}

/** Removes files, and the tracks that no other file holds. @returns how many files there were. */
export function removeFiles(tables: LibraryTables, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) return Promise.resolve(0);
  return locked(tables, async () => {
    const before = await filesAt(tables.files, paths);
    for (const chunk of inChunks(before))
      await tables.files.delete(
        isOneOf(
          'path',
          chunk.map((file) => file.path),
        ),
      );
    await releaseTracks(
      tables,
      before.flatMap(({ trackId }) => (trackId === null ? [] : [trackId])),
    );
    return before.length;
  });
}

/** Clears up after a writer that was killed in the middle of a batch; costs one look for a file where none was. */
export async function sweepAfterKill(tables: LibraryTables): Promise<void> {
  const marker = join(tables.dir, UNSWEPT_FILE);
  const isUnswept = await stat(marker).then(
    () => true,
    () => false,
  ); // absent: nothing to do
  if (!isUnswept) return;
  await locked(tables, async () => {
    const idsOf = async (table: LibraryTables['tracks'], where: string) =>
      new Set((await table.query().where(where).select(['trackId']).toArray()).map((row) => row.trackId as string));
    const segments = await tables.segments.ifThere();
    const [inFiles, inTracks, inSegments] = await Promise.all([
      idsOf(tables.files, "state = 'ready'"),
      idsOf(tables.tracks, 'true'),
      segments === null ? new Set<string>() : idsOf(segments, 'true'),
    ]);
    const isAstray = (id: string) => !inTracks.has(id) || !inFiles.has(id);
    await deleteByTrack(
      tables.tracks,
      [...inTracks].filter((id) => !inFiles.has(id)),
    );
    await deleteByTrack(segments, [...inSegments].filter(isAstray));
    await deleteByTrack(
      tables.files,
      [...inFiles].filter((id) => !inTracks.has(id)),
    );
    await rm(marker, { force: true });
  });
}

function locked<T>(tables: LibraryTables, action: () => Promise<T>): Promise<T> {
  return withWriteLock(tables.dir, async (ownerWasKilled) => {
    if (ownerWasKilled) await writeFile(join(tables.dir, UNSWEPT_FILE), '');
    return action();
  });
}

/** A process that is killed in between leaves a song without sections: the next run listens to it again. */
async function replaceSections({ segments }: LibraryTables, tracks: readonly NewTrack[]): Promise<void> {
  if (tracks.length === 0) return;
  const table = await segments.made();
  const ids = tracks.map(({ trackId }) => trackId);
  if ((await table.countRows(isOneOf('trackId', ids))) > 0) await table.delete(isOneOf('trackId', ids));
  const rows = tracks.flatMap(({ trackId, sections }) => sections.map((section) => toSectionRow(trackId, section)));
  if (rows.length > 0) await table.add(makeArrowTable(rows, { schema: SEGMENTS_SCHEMA }));
}

/** Files said to be ready whose track the library does not hold; the tracks just `written` need no look. */
async function withoutTrack(
  { tracks }: LibraryTables,
  files: readonly FileRecord[],
  written: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>(written);
  const wanted = [
    ...new Set(
      files.flatMap(({ state, trackId }) =>
        state === 'ready' && trackId !== null && !written.has(trackId) ? [trackId] : [],
      ),
    ),
  ];
  for (const chunk of inChunks(wanted)) {
    for (const row of await tracks.query().where(isOneOf('trackId', chunk)).select(['trackId']).toArray())
      found.add(row.trackId);
  }
  return new Set(
    files.filter(({ state, trackId }) => state === 'ready' && !found.has(trackId ?? '')).map((file) => file.path),
  );
}

/** Deletes tracks that no file holds any more; the others must name one of the files that are left. */
async function releaseTracks(tables: LibraryTables, trackIds: readonly string[]): Promise<void> {
  if (trackIds.length === 0) return;
  const left = new Map<string, string[]>();
  for (const { trackId, path } of await filesOfTracks(tables.files, trackIds))
    left.set(trackId as string, [...(left.get(trackId as string) ?? []), path]);
  const released = trackIds.filter((id) => !left.has(id));
  await deleteByTrack(tables.tracks, released);
  await deleteByTrack(await tables.segments.ifThere(), released);
  for (const chunk of inChunks([...left.keys()])) {
    const rows = await tables.tracks.query().where(isOneOf('trackId', chunk)).select(['trackId', 'path']).toArray();
    const astray = rows.filter((row) => !left.get(row.trackId)?.includes(row.path));
    const moved = astray.map((row) => ({
      trackId: row.trackId as string,
      path: left.get(row.trackId)?.sort()[0] as string,
    }));
    await updateRows(tables.tracks, 'trackId', PATH_SCHEMA, moved);
  }
}

async function deleteByTrack(table: Table | null, trackIds: readonly string[]): Promise<void> {
  for (const chunk of inChunks(trackIds)) await table?.delete(isOneOf('trackId', chunk));
}

function lastOf<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
