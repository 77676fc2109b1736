/** Whether a library holds together: every row readable, every file with its song, every song with its clips and, if it has any, all its sections. */
import type { Table } from '@lancedb/lancedb';
import { asCollapError, CollapError } from '../../errors.js';
import type { TimeSpan } from '../../types.js';
import { openPackedClips } from '../packed-clips.js';
import type { LibraryTables } from '../tables.js';
import { withExistingTables } from './open-existing.js';

export interface VerifyReport {
  readonly tracks: number;
  readonly files: number;
  /** Empty where all is well; as many as are of use. */
  readonly problems: readonly { readonly trackId: string | null; readonly message: string }[];
}

const MOST_PROBLEMS = 100;

/**
 * Reads everything once.
 *
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_LIBRARY` where the tables cannot even be opened.
 */
export function verifyLibrary(dir: string): Promise<VerifyReport> {
  return withExistingTables(dir, async (tables) => {
    const problems: { trackId: string | null; message: string }[] = [];
    const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        const { message } = asCollapError(error);
        problems.push({ trackId: null, message: (message.split('\n', 1)[0] as string).slice(0, 300) });
        return otherwise;
      }
    };
    const files = await attempt(() => column(tables.files, 'trackId', "state = 'ready'"), []);
    const tracks = await attempt(() => readTracks(tables, problems), new Map<string, boolean>());
    const held = new Set(files);
    for (const [trackId, hasClips] of tracks) {
      if (!held.has(trackId)) problems.push({ trackId, message: 'No file holds the song.' });
      if (!hasClips) problems.push({ trackId, message: 'The song has no clips.' });
    }
    for (const [trackId, isTorn] of await attempt(() => readSectionOrder(tables), [])) {
      if (isTorn) problems.push({ trackId, message: 'The sections of the song have gaps.' });
      if (!tracks.has(trackId) && !held.has(trackId))
        problems.push({ trackId, message: 'Sections have lost their song.' });
    }
    for (const trackId of held)
      if (!tracks.has(trackId)) problems.push({ trackId, message: 'A file has lost its song.' });
    return { tracks: tracks.size, files: files.length, problems: problems.slice(0, MOST_PROBLEMS) };
  });
}

/** Whose sections there are, and whether they fail to follow each other from 0 on. */
async function readSectionOrder({ segments }: LibraryTables): Promise<[trackId: string, isTorn: boolean][]> {
  const table = await segments.ifThere();
  const spans = new Map<string, TimeSpan[]>();
  for await (const batch of table?.query().select(['trackId', 'startSeconds', 'endSeconds']) ?? []) {
    const [ids, starts, ends] = ['trackId', 'startSeconds', 'endSeconds'].map((name) => batch.getChild(name));
    for (let row = 0; row < batch.numRows; row++) {
      const own = spans.get(ids?.get(row)) ?? [];
      own.push({ startSeconds: starts?.get(row), endSeconds: ends?.get(row) });
      spans.set(ids?.get(row), own);
    }
  }
  const isTorn = (own: TimeSpan[]) => {
    own.sort((a, b) => a.startSeconds - b.startSeconds);
    return own.some(({ startSeconds }, i) => startSeconds !== (i === 0 ? 0 : own[i - 1]?.endSeconds));
  };
  return [...spans].map(([id, own]) => [id, isTorn(own)]);
}

async function column(table: Table, name: string, where: string): Promise<string[]> {
  const values: string[] = [];
  for await (const batch of table.query().where(where).select([name])) values.push(...(batch.getChild(name) ?? []));
  return values;
}

/** Ids of all tracks, and whether their clips can be opened. */
async function readTracks(
  { tracks, embeddingSize }: LibraryTables,
  problems: { trackId: string | null; message: string }[],
): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>();
  for await (const batch of tracks.query()) {
    const [ids, clips] = [batch.getChild('trackId'), batch.getChild('clips')];
    for (let row = 0; row < batch.numRows; row++) {
      const trackId = ids?.get(row) as string;
      if (found.has(trackId)) problems.push({ trackId, message: 'The song is there twice.' });
      try {
        const { scales, values } = openPackedClips(clips?.get(row));
        if (values.length !== scales.length * embeddingSize)
          throw new CollapError(
            'E_SHAPE',
            'The clips have another size than the library says.',
            'Index the song again.',
          );
        found.set(trackId, scales.length > 0);
      } catch (error) {
        problems.push({ trackId, message: asCollapError(error).message });
        found.set(trackId, true);
      }
    }
  }
  return found;
}
