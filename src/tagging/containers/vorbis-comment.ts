/** Vorbis comments, in FLAC, Ogg Vorbis, Opus and Ogg FLAC. Source: Xiph.org, "Ogg Vorbis I format specification: comment field". */
import { isStandardField, noTagField, type TagChanges, type TagField } from '../tag-fields.js';

export interface VorbisComment {
  readonly vendor: Buffer;
  /** `NAME=value`, as in the file. */
  readonly entries: readonly Buffer[];
  /** What stands behind the last entry: framing bit, padding. */
  readonly rest: Buffer;
}

/** The name we write first, then others that programs use for the same. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  genre: ['GENRE'],
  mood: ['MOOD'],
  bpm: ['BPM', 'TEMPO'],
  key: ['INITIALKEY', 'KEY'],
  comment: ['COMMENT', 'DESCRIPTION'],
};

export const NO_COMMENT: VorbisComment = { vendor: Buffer.from('collap'), entries: [], rest: Buffer.alloc(0) };

/** @throws `Error` that says what is wrong. */
export function parseComment(bytes: Buffer): VorbisComment {
  let at = 0;
  const take = (): Buffer => {
    const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    if (at + 4 + length > bytes.length) throw new Error('an entry is longer than the block');
    const text = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return text;
  };
  const vendor = take();
  if (at + 4 > bytes.length) throw new Error('it ends behind the vendor');
  const count = bytes.readUInt32LE(at);
  at += 4;
  if (count > bytes.length) throw new Error('it claims more entries than it can hold');
  const entries = Array.from({ length: count }, take);
  return { vendor, entries, rest: bytes.subarray(at) };
}

export function serialiseComment({ vendor, entries, rest }: VorbisComment): Buffer {
  const withLength = (text: Buffer): Buffer[] => [uint32(text.length), text];
  return Buffer.concat([...withLength(vendor), uint32(entries.length), ...entries.flatMap(withLength), rest]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const namesOf = (field: TagField): readonly string[] =>
  (isStandardField(field) && NAMES[field]) || [field.toUpperCase()];

/** In upper case; empty where the entry has none. */
export function nameOf(entry: Buffer): string {
  const equals = entry.indexOf('=');
  return equals < 0 ? '' : entry.toString('latin1', 0, equals).toUpperCase();
}

export function readCommentField({ entries }: VorbisComment, field: TagField): string[] {
  for (const name of namesOf(field)) {
    const values = entries
      .filter((entry) => nameOf(entry) === name)
      .map((entry) => entry.toString('utf8', name.length + 1));
    const filled = values.filter((value) => value !== '');
    if (filled.length > 0) return filled;
  }
  return [];
}

/** The comment with other values; a changed field stays where its first entry stood, under the name it had there. */
export function changeComment(comment: VorbisComment, changes: TagChanges): VorbisComment {
  let entries = [...comment.entries];
  for (const [field, values] of changes) {
    const names = namesOf(field);
    if (!/^[\x20-\x3c\x3e-\x7d]+$/.test(names[0] as string))
      throw noTagField(field, 'Vorbis comments take names of ASCII without "="');
    const isOld = (entry: Buffer) => names.includes(nameOf(entry));
    const first = entries.findIndex(isOld);
    const old = entries[first];
    const name = old ? old.toString('latin1', 0, old.indexOf('=')) : names[0];
    const made = values.map((value) => Buffer.from(`${name}=${value}`));
    const at = first < 0 ? entries.length : first;
    entries = [...entries.slice(0, at), ...made, ...entries.slice(at).filter((entry) => !isOld(entry))];
  }
  return { ...comment, entries };
}
