/** Texts inside ID3v2 frames. Source: id3.org, ID3v2.2, 2.3.0 and 2.4.0 informal standards, "text encoding". */
import { inflateSync } from 'node:zlib';

export type Id3Version = 2 | 3 | 4;

const LATIN1 = 0;
const UTF16 = 1;
const UTF16_BE = 2;
const UTF8 = 3;

function decode(bytes: Buffer, encoding: number): string {
  if (encoding === UTF8) return bytes.toString('utf8');
  if (encoding === LATIN1) return bytes.toString('latin1');
  const isBigEndian = encoding === UTF16_BE || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  if (isBigEndian) even.swap16();
  return even.toString('utf16le');
}

/** The texts of a frame's body behind its encoding byte, split at the terminators. */
export function readTexts(bytes: Buffer, encoding: number): string[] {
  const texts = decode(bytes, encoding)
    .split('\0')
    .map((text) => text.replace(/^\ufeff/, ''));
  while (texts.length > 1 && texts.at(-1) === '') texts.pop();
  return texts;
}

/**
 * Texts with the encoding byte before them: what the version has and every reader knows, the shortest that holds them.
 *
 * @param lead - stands between the encoding byte and the texts (the language of a comment).
 */
export function encodeTexts(version: Id3Version, lead: string, parts: readonly string[]): Buffer {
  const isLatin1 = parts.every((part) => /^[\0-\xff]*$/.test(part));
  const encoding = version === 4 ? UTF8 : isLatin1 ? LATIN1 : UTF16;
  const encode = (part: string) =>
    encoding === UTF8
      ? Buffer.from(part)
      : encoding === LATIN1
        ? Buffer.from(part, 'latin1')
        : Buffer.from(`\ufeff${part}`, 'utf16le');
  const terminator = Buffer.alloc(encoding === UTF16 ? 2 : 1);
  const joined = parts.flatMap((part, index) => (index === 0 ? [encode(part)] : [terminator, encode(part)]));
  return Buffer.concat([Buffer.from([encoding]), Buffer.from(lead, 'latin1'), ...joined]);
}

/** Takes out the zero bytes that were put behind 0xff so that no player takes a tag for music. */
export function removeUnsynchronisation(bytes: Buffer): Buffer {
  const clean = Buffer.alloc(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    clean[length++] = bytes[i] as number;
    if (bytes[i] === 0xff && bytes[i + 1] === 0) i++;
  }
  return clean.subarray(0, length);
}

/** The content of a frame that is packed as its flags say; null when it is encrypted. */
export function unpackBody(
  version: Id3Version,
  formatFlags: number,
  body: Buffer,
  isUnsynchronised: boolean,
): Buffer | null {
  if (version === 2) return body;
  const isEncrypted = (formatFlags & (version === 3 ? 0x40 : 0x04)) !== 0;
  if (isEncrypted) return null;
  if (version === 3) {
    const content = body.subarray((formatFlags & 0x20) !== 0 ? 1 : 0);
    return (formatFlags & 0x80) !== 0 ? inflateSync(content.subarray(4)) : content;
  }
  const grouped = body.subarray((formatFlags & 0x40) !== 0 ? 1 : 0);
  const content = (formatFlags & 0x01) !== 0 ? grouped.subarray(4) : grouped;
  const clean = isUnsynchronised || (formatFlags & 0x02) !== 0 ? removeUnsynchronisation(content) : content;
  return (formatFlags & 0x08) !== 0 ? inflateSync(clean) : clean;
}
