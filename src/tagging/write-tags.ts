/** Writing tags into one file, and taking them back. */
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { AudioFile } from '../audio/audio-file.js';
import { CollapError } from '../errors.js';
import type { Chapter } from './chapter.js';
import { assertUnchanged } from './file-guards.js';
import { invertPieces, isKept } from './file-pieces.js';
import { openTags } from './open-tags.js';
import { replaceFile } from './replace-file.js';
import { CHAPTERS, type TagChanges } from './tag-fields.js';
import { readUndo, writeUndo } from './tag-journal.js';
import { verifyCopy } from './verify-copy.js';

/**
 * Sets fields of one file; everything else stays byte for byte, and an entry for {@link undoTags} is stored first.
 *
 * @param journalDir - folder of the undo entries.
 * @param chapters - take the place of those in the file; without them, those stay.
 * @param planned - the file when the changes were chosen, where that was earlier: since then it may not have changed.
 * @throws {@link CollapError} codes of {@link openTags}, `E_TAG_FIELD`, `E_LIMIT`, `E_TAG_UNSAFE`, `E_PERMISSION`, `E_NO_SPACE`, `E_IN_USE`,
 *   `E_CHANGED`; the file is then as it was.
 */
export async function writeTags(
  path: string,
  changes: TagChanges,
  journalDir: string,
  chapters?: readonly Chapter[],
  planned?: Stats,
): Promise<void> {
  const real = await realpath(path);
  if (planned) await assertUnchanged(real, planned);
  const seen = planned ?? (await stat(real));
  const source = await AudioFile.open(real);
  try {
    const pieces = await (await openTags(source)).rewrite(changes, chapters);
    if (pieces.length === 1 && pieces.every(isKept)) return;
    const entry = {
      path: real,
      sha256: await hashFile(source),
      mtimeMs: seen.mtimeMs,
      pieces: await invertPieces(pieces, source),
    };
    await replaceFile(source, {
      path: real,
      seen,
      pieces,
      async check(copy) {
        await verifyCopy(real, copy.path, [...changes.keys(), ...(chapters ? [CHAPTERS] : [])]);
        await writeUndo(journalDir, copy.sha256, entry);
      },
    });
  } finally {
    await source.close();
  }
}

/**
 * Takes a file back to the bytes and the time of change that it had before collap last wrote it.
 *
 * @throws {@link CollapError} `E_NO_UNDO` when collap did not write this file, or another program changed it since; the codes of writing.
 */
export async function undoTags(path: string, journalDir: string): Promise<void> {
  const real = await realpath(path);
  const seen = await stat(real);
  const source = await AudioFile.open(real);
  try {
    const entry = await readUndo(journalDir, await hashFile(source));
    if (entry === null) throw noUndo(path);
    await replaceFile(source, {
      path: real,
      seen,
      pieces: entry.pieces,
      mtimeSeconds: entry.mtimeMs / 1000,
      async check({ sha256 }) {
        if (sha256 === entry.sha256) return;
        throw new CollapError(
          'E_TAG_UNSAFE',
          `${path} would not become what it was. Nothing was changed.`,
          'Restore it from a backup.',
        );
      },
    });
  } finally {
    await source.close();
  }
}

function noUndo(path: string): CollapError {
  return new CollapError(
    'E_NO_UNDO',
    `collap has nothing to take back in ${path}: it did not write this file, or another program changed it since.`,
    'Name the library that was used when it was tagged (--library DIR), or restore the file from a backup.',
  );
}

async function hashFile(file: AudioFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of file.stream()) hash.update(bytes);
  return hash.digest('hex');
}
