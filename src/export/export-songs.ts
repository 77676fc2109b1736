/** Songs in, one file (or its text) in a format of another program out. */
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { CollapError, throwIfCancelled } from '../errors.js';
import { PACKAGE_VERSION } from '../package-version.js';
import type { ProgressListener } from '../types.js';
import { annotateSong, type HearingWorkspace } from './annotate-song.js';
import type { Annotations } from './annotations.js';
import { copySong } from './copy-song.js';
import type { ExportOptions } from './export-options.js';
import { type FoundSong, findSong, type SongLibrary } from './find-song.js';
import { type CopyFormat, checkOptions, type ExportFormat, FORMATS, type FormatName } from './formats.js';
import { assertNoneOf, assertNoSongName } from './guard-songs.js';
import { readEntry } from './playlists/read-entry.js';
import { type SaveOptions, saveFile } from './save-file.js';

export interface ExportWorkspace extends HearingWorkspace, SongLibrary {}

export interface ExportRequest {
  /** Paths, track ids or exact titles; one, except for playlists and collections. */
  readonly songs: readonly string[];
  readonly format: FormatName;
  readonly options?: ExportOptions;
  /** A file, an existing folder, or one to be made, which then ends in a separator; null: the text is returned. */
  readonly out: string | null;
  /** Whether a file that is there may be replaced. */
  readonly overwrite?: boolean;
  /** Whether of a link the file that it leads to is replaced, also outside of any roots; else the link itself. */
  readonly followLinks?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
}

/** One song that went into an export. */
export interface ExportedSong {
  readonly path: string;
  /** How many sections were found; null for playlists, which are not heard. */
  readonly segments: number | null;
}

export interface ExportResult {
  readonly format: FormatName;
  readonly mediaType: string;
  /** Where it was written; null where it was not. */
  readonly path: string | null;
  readonly bytes: number;
  /** What would have been written; null where it was. */
  readonly content: string | Uint8Array | null;
  readonly songs: readonly ExportedSong[];
}

/**
 * Hears the songs (playlists need none of that), writes the format, and saves it where it was asked for.
 *
 * @throws {@link CollapError} `E_USAGE` for options or numbers of songs that the format does not take, `E_NOT_FOUND`, `E_EXISTS`,
 *   `E_PERMISSION`, `E_NO_SPACE`, `E_UNSUPPORTED` for a container without a place for it, the decoder's codes; nothing is written then.
 */
export async function exportSongs(workspace: ExportWorkspace, request: ExportRequest): Promise<ExportResult> {
  const format: ExportFormat = FORMATS[request.format];
  checkOptions(request.format, request.options ?? {});
  checkCount(request, format);
  const found = await findAll(workspace, request.songs);
  const path = request.out === null ? null : await choosePath(request.out, found[0] as FoundSong, format);
  if (path !== null) await checkTarget(path, request.format, format, found);
  if (format.kind === 'copy') return exportCopy(workspace, request, format, found[0] as FoundSong, path);
  const { content, songs } = await render(workspace, request, format, found, path);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (path !== null) await saveFile(path, saving(request), (file) => file.writeFile(bytes));
  return { ...describe(request.format), path, bytes: bytes.length, content: path === null ? content : null, songs };
}

const describe = (format: FormatName): Pick<ExportResult, 'format' | 'mediaType'> => ({
  format,
  mediaType: FORMATS[format].mediaType,
});

function checkCount({ songs, format: name, out }: ExportRequest, { kind }: ExportFormat): void {
  if (songs.length === 0) throw new CollapError('E_USAGE', 'No song was named.', 'Name at least one song.');
  if (songs.length > 1 && (kind === 'song' || kind === 'copy')) {
    throw new CollapError(
      'E_USAGE',
      `The format ${name} is about one song; ${songs.length} were named.`,
      'Export one song at a time, or take m3u8, xspf, rekordbox or traktor for several.',
    );
  }
  if (kind === 'copy' && out === null) {
    throw new CollapError(
      'E_USAGE',
      `The format ${name} writes a copy of the song, which needs a place.`,
      'Give a path: --out FILE on the command line, path over MCP and HTTP.',
    );
  }
}

async function findAll(workspace: ExportWorkspace, references: readonly string[]): Promise<FoundSong[]> {
  const found: FoundSong[] = [];
  for (const reference of references) found.push(await findSong(workspace, reference));
  return found;
}

/** A folder, or what ends like one and is not there yet, gets the song's name with the format's extension. */
async function choosePath(out: string, { path }: FoundSong, { extension }: ExportFormat): Promise<string> {
  const isFolder =
    endsLikeFolder(out) ||
    (await stat(out).then(
      (stats) => stats.isDirectory(),
      () => false, // not there yet: a file to be made
    ));
  const own = extname(path);
  return resolve(isFolder ? join(out, basename(path, own) + (extension ?? own)) : out);
}

const endsLikeFolder = (path: string): boolean => path.endsWith('/') || path.endsWith(sep);

/** How {@link saveFile} goes about the file that was asked for. */
const saving = ({ out, overwrite = false, followLinks = false }: ExportRequest): SaveOptions => ({
  overwrite,
  followLinks,
  makeFolder: out !== null && endsLikeFolder(out),
});

/** A copy looks for itself whether it would be its own song. */
async function checkTarget(path: string, name: FormatName, format: ExportFormat, found: readonly FoundSong[]) {
  if (format.kind === 'copy') return;
  await assertNoSongName(path, `the format ${name}`, format.extension as string); // only copies keep that of the song
  const files = found.map(({ file }) => file);
  await assertNoneOf(files, path);
}

async function exportCopy(
  workspace: ExportWorkspace,
  request: ExportRequest,
  format: CopyFormat,
  found: FoundSong,
  path: string | null,
): Promise<ExportResult> {
  const target = path as string; // checkCount demands one
  const song = await annotateSong(workspace, found, request);
  throwIfCancelled(request.signal);
  const bytes = await copySong(found, target, saving(request), (file) =>
    format.place(file, song, request.options ?? {}),
  );
  return { ...describe(request.format), path: target, bytes, content: null, songs: [exported(song)] };
}

async function render(
  workspace: ExportWorkspace,
  request: ExportRequest,
  format: Exclude<ExportFormat, CopyFormat>,
  found: readonly FoundSong[],
  path: string | null,
): Promise<{ content: string | Uint8Array; songs: ExportedSong[] }> {
  if (format.kind === 'playlist') {
    const entries = await Promise.all(found.map(readEntry));
    const content = format.write(entries, path === null ? null : dirname(path));
    return { content, songs: found.map((song) => ({ path: song.path, segments: null })) };
  }
  const songs: Annotations[] = [];
  for (const song of found) {
    throwIfCancelled(request.signal);
    songs.push(await annotateSong(workspace, song, request));
  }
  const content =
    format.kind === 'collection'
      ? format.write(songs, PACKAGE_VERSION)
      : format.write(songs[0] as Annotations, request.options ?? {}, PACKAGE_VERSION);
  return { content, songs: songs.map(exported) };
}

const exported = ({ path, segments }: Annotations): ExportedSong => ({ path, segments: segments.length });
