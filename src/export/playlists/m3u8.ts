import { sep } from 'node:path';
import { toOneLine } from '../../one-line.js';
import { fileUri } from '../paths/file-uri.js';
import { type PlaylistEntry, titleOf } from './playlist-entry.js';

/**
 * An extended M3U playlist in UTF-8; songs at or below the playlist's own folder are named relative to it, so that both can move together.
 * Names that are not UTF-8 are written as their bytes, as players look for them; one with a line break, which would be two entries, as a URI.
 *
 * @param folder - where the playlist will lie, absolute; null: all paths are absolute.
 */
export function writeM3u8(entries: readonly PlaylistEntry[], folder: string | null): Uint8Array {
  const lines = entries.flatMap((entry) => {
    const name = [entry.artist, titleOf(entry)]
      .filter((text) => text !== null)
      .map(toOneLine)
      .join(' - ');
    const seconds = entry.durationSeconds === null ? -1 : Math.round(entry.durationSeconds); // -1: not known
    return [Buffer.from(`#EXTINF:${seconds},${name}`), relativePath(entry.path, folder)];
  });
  return Buffer.concat([Buffer.from('#EXTM3U'), ...lines].flatMap((line) => [line, Buffer.from('\n')]));
}

function relativePath(path: PlaylistEntry['path'], folder: string | null): Buffer {
  const bytes = Buffer.from(path as Buffer);
  if (bytes.includes('\n') || bytes.includes('\r')) return Buffer.from(fileUri(path));
  if (folder === null) return bytes;
  const prefix = Buffer.from(folder.endsWith(sep) ? folder : folder + sep);
  if (!bytes.subarray(0, prefix.length).equals(prefix)) return bytes;
  const rest = bytes.subarray(prefix.length);
  return rest[0] === '#'.charCodeAt(0) ? Buffer.concat([Buffer.from(`.${sep}`), rest]) : rest; // else it would be a comment
}
