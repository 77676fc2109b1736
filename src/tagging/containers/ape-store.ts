/** APEv2 at the end of WavPack, Monkey's Audio and Musepack files. Source: Hydrogenaudio, "APEv2 specification". */
import type { AudioFile } from '../../audio/audio-file.js';
import { replaceSpan } from '../file-pieces.js';
import {
  damagedTags,
  isStandardField,
  noTagField,
  noTagFormat,
  type TagChanges,
  type TagField,
  type TagStore,
} from '../tag-fields.js';

interface ApeItem {
  readonly key: string;
  readonly value: Buffer;
  readonly isText: boolean;
  /** As in the file. */
  readonly raw: Buffer;
}

const FOOTER_BYTES = 32;
const ID3V1_BYTES = 128;
const VERSION = 2000;
const HAS_HEADER = 0x8000_0000;
const IS_HEADER = 0x2000_0000;
const KIND_BITS = 6;

/** The key we write first, then others that programs use for the same. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  genre: ['Genre'],
  mood: ['Mood'],
  bpm: ['BPM'],
  key: ['INITIALKEY', 'KEY'],
  comment: ['Comment'],
};
const keysOf = (field: TagField): readonly string[] => (isStandardField(field) && KEYS[field]) || [field];

export async function openApeStore(file: AudioFile): Promise<TagStore> {
  const { items, start, end } = await readApe(file);
  return {
    kind: 'APEv2',
    read: (field) => readField(items, field),
    readChapters: async () => null,
    async rewrite(changes, chapters) {
      if (chapters)
        throw noTagField(
          'chapters',
          'APEv2 has none',
          'Leave it out of the fields, or export a cue sheet beside the song.',
        );
      return replaceSpan(file.size, start, end, serialise(change(items, changes)));
    },
  };
}

/** @returns the items, and the bytes that their tag takes: empty, in front of an ID3v1 tag or at the end, where there is none. */
async function readApe(file: AudioFile): Promise<{ items: ApeItem[]; start: number; end: number }> {
  const tail = await file.read(file.size - ID3V1_BYTES, 3);
  const end = file.size - (tail.toString('latin1') === 'TAG' ? ID3V1_BYTES : 0);
  const footer = await file.read(end - FOOTER_BYTES, FOOTER_BYTES);
  if (footer.toString('latin1', 0, 8) !== 'APETAGEX') return { items: [], start: end, end };
  if (footer.readUInt32LE(8) !== VERSION)
    throw noTagFormat(file.path, 'Its APE tag is of version 1.', 'Convert it to APEv2 with a tag editor.');
  const start = end - footer.readUInt32LE(12);
  const head = (footer.readUInt32LE(20) & HAS_HEADER) !== 0 ? FOOTER_BYTES : 0;
  if (start - head < 0) throw damagedTags(file.path, 'its APE tag is longer than the file');
  const items = parseItems(await file.read(start, end - FOOTER_BYTES - start), footer.readUInt32LE(16));
  if (items === null) throw damagedTags(file.path, 'the items of its APE tag do not follow each other');
  return { items, start: start - head, end };
}

function parseItems(bytes: Buffer, count: number): ApeItem[] | null {
  const items: ApeItem[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const keyEnd = bytes.indexOf(0, at + 8);
    if (keyEnd < 0) return null;
    const end = keyEnd + 1 + bytes.readUInt32LE(at);
    if (end > bytes.length) return null;
    const isText = (bytes.readUInt32LE(at + 4) & KIND_BITS) === 0;
    items.push({
      key: bytes.toString('latin1', at + 8, keyEnd),
      value: bytes.subarray(keyEnd + 1, end),
      isText,
      raw: bytes.subarray(at, end),
    });
    at = end;
  }
  return at === bytes.length ? items : null;
}

function readField(items: readonly ApeItem[], field: TagField): string[] {
  for (const key of keysOf(field)) {
    const item = items.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
    const values = item?.isText ? item.value.toString('utf8').split('\0').filter(Boolean) : [];
    if (values.length > 0) return values;
  }
  return [];
}

function change(items: readonly ApeItem[], changes: TagChanges): ApeItem[] {
  let changed = [...items];
  for (const [field, values] of changes) {
    const keys = keysOf(field).map((key) => key.toLowerCase());
    if (!/^[\x20-\x7e]{2,255}$/.test(field) || /^(id3|tag|oggs|mp\+)$/i.test(field))
      throw noTagField(field, 'APEv2 takes keys of 2 to 255 ASCII characters');
    const isOld = (item: ApeItem) => keys.includes(item.key.toLowerCase());
    const first = changed.findIndex(isOld);
    const made = values.length === 0 ? [] : [makeItem(changed[first]?.key ?? (keysOf(field)[0] as string), values)];
    const at = first < 0 ? changed.length : first;
    changed = [...changed.slice(0, at), ...made, ...changed.slice(at).filter((item) => !isOld(item))];
  }
  return changed;
}

function makeItem(key: string, values: readonly string[]): ApeItem {
  const value = Buffer.from(values.join('\0'));
  const head = Buffer.alloc(8);
  head.writeUInt32LE(value.length);
  return { key, value, isText: true, raw: Buffer.concat([head, Buffer.from(`${key}\0`, 'latin1'), value]) };
}

function serialise(items: readonly ApeItem[]): Buffer {
  const body = Buffer.concat(items.map(({ raw }) => raw));
  const frame = (flags: number): Buffer => {
    const bytes = Buffer.alloc(FOOTER_BYTES);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(VERSION, 8);
    bytes.writeUInt32LE(body.length + FOOTER_BYTES, 12);
    bytes.writeUInt32LE(items.length, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  return Buffer.concat([frame(HAS_HEADER + IS_HEADER), body, frame(HAS_HEADER)]);
}
