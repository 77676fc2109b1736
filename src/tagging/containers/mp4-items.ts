/** iTunes metadata items (`ilst`) of MP4 files. Source: Apple, "QuickTime File Format: metadata"; names as iTunes and MusicBrainz Picard use them. */

import { listBoxes } from '../../audio/containers/mp4-boxes.js';
import { isStandardField, noTagField, type TagChanges, type TagField } from '../tag-fields.js';
import { makeBox } from './mp4-tree.js';

/** An item by its type, or a free one (`----`) by its name. */
interface Place {
  readonly type: string;
  readonly name?: string;
}

const FREE = '----';
const MEAN = 'com.apple.iTunes';
const TEXT = 1;
const INTEGER = 21;
const MAX_TEMPO = 65_535;

function placesOf(field: TagField): Place[] {
  const own = (name: string): Place => ({ type: FREE, name });
  const places: Record<string, Place[]> = {
    genre: [{ type: '\xa9gen' }, { type: 'gnre' }],
    mood: [own('MOOD')],
    bpm: [{ type: 'tmpo' }, own('BPM')],
    key: [own('initialkey'), own('KEY')],
    comment: [{ type: '\xa9cmt' }],
  };
  return (isStandardField(field) && places[field]) || [own(field)];
}

const bodyOf = (item: Buffer): Buffer => item.subarray(8);
const typeOf = (item: Buffer): string => item.toString('latin1', 4, 8);

/** Bodies of the boxes of a type inside an item, behind their version and flags. */
function parts(item: Buffer, type: string): Buffer[] {
  const body = bodyOf(item);
  return listBoxes(body).flatMap((box) => (box.type === type ? [body.subarray(box.bodyStart, box.end)] : []));
}

function stands(item: Buffer, { type, name }: Place): boolean {
  if (typeOf(item) !== type) return false;
  if (name === undefined) return true;
  const text = (part: string) => parts(item, part)[0]?.toString('utf8', 4) ?? '';
  return text('mean') === MEAN && text('name').toLowerCase() === name.toLowerCase();
}

function readItem(item: Buffer): string[] {
  return parts(item, 'data').map((data) => {
    const value = data.subarray(8);
    const isNumber = ['tmpo', 'gnre'].includes(typeOf(item)) && value.length > 0 && value.length <= 4;
    return isNumber ? String(value.readUIntBE(0, value.length)) : value.toString('utf8');
  });
}

/** @param ilst - its body. @returns every item, head and body. */
export function splitItems(ilst: Buffer): Buffer[] {
  return listBoxes(ilst).map(({ type, bodyStart, end }) => makeBox(type, ilst.subarray(bodyStart, end)));
}

export function readItemField(items: readonly Buffer[], field: TagField): string[] {
  for (const place of placesOf(field)) {
    const values = items.filter((item) => stands(item, place)).flatMap(readItem);
    const filled = values.filter((value) => value !== '');
    if (filled.length > 0) return filled;
  }
  return [];
}

/** The items with other values; a changed field stays where its first item stood. */
export function changeItems(items: readonly Buffer[], changes: TagChanges): Buffer[] {
  let changed = [...items];
  for (const [field, values] of changes) {
    const places = placesOf(field);
    const isOld = (item: Buffer) => places.some((place) => stands(item, place));
    const first = changed.findIndex(isOld);
    const old = changed[first];
    const known = places.find((place) => old && place.type !== 'gnre' && stands(old, place));
    const made = values.length === 0 ? [] : [makeItem(field, known ?? (places[0] as Place), values, old)];
    const at = first < 0 ? changed.length : first;
    changed = [...changed.slice(0, at), ...made, ...changed.slice(at).filter((item) => !isOld(item))];
  }
  return changed;
}

function makeItem(field: TagField, { type, name }: Place, values: readonly string[], old?: Buffer): Buffer {
  if (type === 'tmpo') return makeBox(type, makeData(INTEGER, tempoBytes(field, values[0])));
  const data = values.map((value) => makeData(TEXT, Buffer.from(value)));
  if (name === undefined) return makeBox(type, ...data);
  const oldName = old && typeOf(old) === FREE ? parts(old, 'name')[0]?.toString('utf8', 4) : undefined;
  const zeros = Buffer.alloc(4);
  return makeBox(
    FREE,
    makeBox('mean', zeros, Buffer.from(MEAN)),
    makeBox('name', zeros, Buffer.from(oldName ?? name)),
    ...data,
  );
}

function makeData(kind: number, value: Buffer): Buffer {
  return makeBox('data', Buffer.from([0, 0, 0, kind, 0, 0, 0, 0]), value);
}

function tempoBytes(field: TagField, text: string | undefined): Buffer {
  const bpm = Math.round(Number(text));
  if (!(bpm >= 0 && bpm <= MAX_TEMPO))
    throw noTagField(field, `MP4 takes whole numbers from 0 to ${MAX_TEMPO}, not "${text}"`);
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(bpm);
  return bytes;
}
