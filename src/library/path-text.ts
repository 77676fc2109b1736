/** Paths as text that survives JSON: names are bytes, and not all bytes are UTF-8. */
import { isUtf8 } from 'node:buffer';
import { lstat } from 'node:fs/promises';

/** What the file system takes: text, or bytes where text could not say it. */
export type RawPath = string | Buffer;

/** A byte that is not UTF-8, as written by {@link pathToText}. */
const ESCAPED_BYTE = /\\x([89a-f][0-9a-f])/i;

/** Bytes that are not UTF-8 become `\xNN`; all others stay. */
export function pathToText(path: Buffer): string {
  if (isUtf8(path)) return path.toString();
  let text = '';
  for (let i = 0; i < path.length; ) {
    const length = [1, 2, 3, 4].find((bytes) => i + bytes <= path.length && isUtf8(path.subarray(i, i + bytes)));
    text += length ? path.toString('utf8', i, i + length) : `\\x${path.toString('hex', i, i + 1)}`;
    i += length ?? 1;
  }
  return text;
}

/** The path that a text stands for. A name that really contains `\xNN` is taken as it stands where such a file exists. */
export async function textToPath(text: string): Promise<RawPath> {
  if (!ESCAPED_BYTE.test(text)) return text;
  const exists = await lstat(text).then(
    () => true,
    () => false, // then the escapes stand for bytes
  );
  return exists ? text : unescapeBytes(text);
}

function unescapeBytes(text: string): Buffer {
  const parts = text.split(ESCAPED_BYTE); // text, byte, text, byte, …
  return Buffer.concat(parts.map((part, i) => Buffer.from(part, i % 2 === 0 ? 'utf8' : 'hex')));
}

/** Whether a path, written as the library writes it, is one of some or lies below one. */
export function isUnder(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
}
