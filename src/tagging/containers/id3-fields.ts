/** Where ID3v2 keeps our fields, and how it writes them. */
import { isStandardField, noTagField, type TagChanges, type TagField } from '../tag-fields.js';
import { type Id3Frame, type Id3Tag, makeFrame } from './id3-tag.js';
import { encodeTexts, type Id3Version, readTexts } from './id3-text.js';

/** A frame by its id, or a user's text frame (`TXXX`) by its description. */
interface Place {
  readonly id: string;
  readonly description?: string;
}

const ID_2_2: Readonly<Record<string, string>> = { TCON: 'TCO', TBPM: 'TBP', TKEY: 'TKE', COMM: 'COM', TXXX: 'TXX' };
const COMMENT_LANGUAGE = 'eng';

/** The place we write first, then others where programs leave the same. */
function placesOf(version: Id3Version, field: TagField): Place[] {
  const own = (description: string): Place => ({ id: 'TXXX', description });
  const mood = { id: 'TMOO' }; // new in 2.4
  const places: Record<string, Place[]> = {
    genre: [{ id: 'TCON' }],
    mood: version === 4 ? [mood, own('MOOD')] : [own('MOOD'), mood],
    bpm: [{ id: 'TBPM' }],
    key: [{ id: 'TKEY' }],
    comment: [{ id: 'COMM', description: '' }],
  };
  const found = (isStandardField(field) && places[field]) || [own(field)];
  return found.map((place) => (version === 2 ? { ...place, id: ID_2_2[place.id] ?? place.id } : place));
}

const isComment = (id: string): boolean => id === 'COMM' || id === 'COM';

function readFrame({ id, content }: Id3Frame): { description: string | undefined; values: string[] } {
  if (content === null) return { description: undefined, values: ['(encrypted)'] };
  const encoding = content[0] ?? 0;
  const texts = readTexts(content.subarray(isComment(id) ? 4 : 1), encoding);
  if (isComment(id)) return { description: texts[0], values: [texts.slice(1).join('\n')] };
  if (id === 'TXXX' || id === 'TXX') return { description: texts[0], values: texts.slice(1) };
  return { description: undefined, values: texts };
}

function stands(frame: Id3Frame, { id, description }: Place): boolean {
  if (frame.id !== id) return false;
  return description === undefined || readFrame(frame).description?.toLowerCase() === description.toLowerCase();
}

export function readId3Field({ version, frames }: Id3Tag, field: TagField): string[] {
  for (const place of placesOf(version, field)) {
    const values = frames.filter((frame) => stands(frame, place)).flatMap((frame) => readFrame(frame).values);
    const filled = values.filter((value) => value !== '');
    if (filled.length > 0) return filled;
  }
  return [];
}

/** The frames with other values; a changed field stays where its first frame stood. */
export function changeId3Fields(tag: Id3Tag, changes: TagChanges): Id3Frame[] {
  let frames = [...tag.frames];
  for (const [field, values] of changes) {
    if (!isStandardField(field) && /[\0\n]/.test(field)) throw noTagField(field, 'its name has a line break');
    const places = placesOf(tag.version, field);
    const isOld = (frame: Id3Frame) => places.some((place) => stands(frame, place));
    const first = frames.findIndex(isOld);
    const old = frames[first];
    const place = places.find((candidate) => old && stands(old, candidate)) ?? (places[0] as Place);
    const rest = frames.filter((frame) => !isOld(frame));
    const at = first < 0 ? rest.length : frames.slice(0, first).filter((frame) => !isOld(frame)).length;
    frames =
      values.length === 0
        ? rest
        : rest.toSpliced(at, 0, makeFrame(tag, place.id, encodeField(tag.version, place, values, old)));
  }
  return frames;
}

function encodeField(
  version: Id3Version,
  { id, description }: Place,
  values: readonly string[],
  old?: Id3Frame,
): Buffer {
  // Before 2.4 a text frame held one text
  const texts = version === 4 && !isComment(id) ? values : [values.join(isComment(id) ? '\n' : '/')];
  const language = old?.content && isComment(id) ? old.content.toString('latin1', 1, 4) : COMMENT_LANGUAGE;
  return encodeTexts(
    version,
    isComment(id) ? language : '',
    description === undefined ? texts : [description, ...texts],
  );
}
