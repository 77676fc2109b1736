/** Finds the songs below a folder. */
import { readdir, stat } from 'node:fs/promises';
import { AUDIO_EXTENSIONS } from '../audio/formats.js';
import type { ErrorCode } from '../errors.js';
import type { FileWarning } from '../types.js';
import { pathToText, type RawPath } from './path-text.js';
import { isInsideRoots, type Roots } from './roots.js';

export interface FoundFile {
  /** For people and for the library: bytes that are not UTF-8 as `\xNN`. */
  readonly path: string;
  /** For the file system. */
  readonly raw: RawPath;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export interface FolderWalk {
  readonly files: FoundFile[];
  /** Folders and links that could not be followed. */
  readonly warnings: FileWarning[];
  /** Folders that could not be read: what the library knows of them still holds. */
  readonly unreadable: string[];
}

type Folder = { readonly path: Buffer; readonly isLink: boolean };

const SLASH = Buffer.from('/');
const KNOWN = new Set(AUDIO_EXTENSIONS);
/** Most folders hold a dozen files: asked one after the other, the disk would wait for us more than we for it. */
const FOLDERS_AT_ONCE = 32;
/** Files of one folder whose state is asked for at the same time. */
const STATS_AT_ONCE = 64;

/**
 * Walks a folder: hidden files and folders are passed over, links followed, each folder entered once whatever links lead to it.
 * Folders come before links to folders, so that a file is found under its own path.
 *
 * @param folder - absolute.
 * @param roots - links that lead out of them are not followed.
 */
export async function walkAudio(folder: RawPath, roots: Roots = null): Promise<FolderWalk> {
  const walk: FolderWalk = { files: [], warnings: [], unreadable: [] };
  const entered = new Set<string>();
  const folders: Folder[] = [{ path: Buffer.from(folder), isLink: false }];
  const links: Folder[] = [];
  const enter = (folder: Folder) =>
    guardEntry(walk, folder, roots, async (path) => {
      const { dev, ino } = await stat(path);
      if (entered.has(`${dev}:${ino}`)) return;
      entered.add(`${dev}:${ino}`);
      const candidates = await readFolder(path, folders, links);
      for (let start = 0; start < candidates.length; start += STATS_AT_ONCE) {
        const some = candidates.slice(start, start + STATS_AT_ONCE);
        const found = await Promise.all(some.map((candidate) => look(walk, candidate, roots)));
        walk.files.push(...found.filter((file) => file !== null));
      }
    });
  while (folders.length + links.length > 0) {
    // Links one by one and in order: of two that lead to one folder, the same one wins each time.
    const next = folders.length > 0 ? folders.splice(0, FOLDERS_AT_ONCE) : links.sort(byPath).splice(0, 1);
    await Promise.all(next.map(enter));
  }
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return walk;
}

function byPath(a: Folder, b: Folder): number {
  return Buffer.compare(a.path, b.path);
}

/** Songs of one folder, whose folders and links to folders are put on the lists. */
async function readFolder(path: Buffer, folders: Folder[], links: Folder[]): Promise<Folder[]> {
  const songs: Folder[] = [];
  const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' });
  for (const entry of entries) {
    if (entry.name[0] === '.'.charCodeAt(0)) continue;
    const child = {
      path: Buffer.concat([path, path.at(-1) === SLASH[0] ? Buffer.alloc(0) : SLASH, entry.name]),
      isLink: entry.isSymbolicLink(),
    };
    if (entry.isDirectory()) folders.push(child);
    else if (KNOWN.has(extensionOf(entry.name))) songs.push(child);
    else if (child.isLink) links.push(child);
  }
  return songs;
}

/** A song's size and time; null for what is no regular file. */
async function look(walk: FolderWalk, candidate: Folder, roots: Roots): Promise<FoundFile | null> {
  let found: FoundFile | null = null;
  await guardEntry(walk, candidate, roots, async (path) => {
    const state = await stat(path);
    const text = pathToText(path);
    if (state.isFile())
      found = {
        path: text,
        raw: path.equals(Buffer.from(text)) ? text : path,
        sizeBytes: state.size,
        mtimeMs: state.mtimeMs,
      };
    else
      walk.warnings.push({
        path: text,
        code: 'E_NOT_AUDIO',
        message: 'It is named like a song, but is no regular file.',
      });
  });
  return found;
}

/** Runs an action on a folder or a file; what cannot be read, or lies elsewhere, becomes a warning. */
async function guardEntry(
  walk: FolderWalk,
  { path, isLink }: Folder,
  roots: Roots,
  action: (path: Buffer) => Promise<void>,
): Promise<void> {
  const shown = pathToText(path);
  try {
    if (isLink && !(await isInsideRoots(path, roots))) {
      walk.warnings.push({
        path: shown,
        code: 'E_OUTSIDE_ROOTS',
        message: 'The link leads out of the music folders and was not followed.',
      });
    } else {
      await action(path);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTDIR') return; // a link to a file that is no song
    if (code === 'ENOENT' && isLink && isNamedOtherwise(path)) return; // nor would it have been one
    if (code !== 'ENOENT') walk.unreadable.push(shown);
    walk.warnings.push({ path: shown, ...reasonOf(code, isLink) });
  }
}

function reasonOf(code: string | undefined, isLink: boolean): { code: ErrorCode; message: string } {
  if (code === 'ENOENT')
    return {
      code: 'E_NOT_FOUND',
      message: isLink ? 'The link leads nowhere.' : 'It vanished while the folder was read.',
    };
  if (code === 'ELOOP') return { code: 'E_NOT_FOUND', message: 'The link leads in a circle.' };
  if (code === 'EACCES' || code === 'EPERM')
    return { code: 'E_PERMISSION', message: 'It cannot be read with the rights of this process.' };
  return { code: 'E_INTERNAL', message: `It cannot be read (${code}).` };
}

/** Whether a path ends like a file that is no song. */
function isNamedOtherwise(path: Buffer): boolean {
  const extension = extensionOf(path.subarray(path.lastIndexOf(SLASH) + 1));
  return extension !== '' && !KNOWN.has(extension);
}

function extensionOf(name: Buffer): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.toString('latin1', dot).toLowerCase();
}
