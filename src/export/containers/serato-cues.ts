/**
 * Hot cues of Serato DJ, which Mixxx reads, too: a general object in the ID3v2 tag of an MP3.
 * Source: Holzhaus, "Serato tags" (github.com/Holzhaus/serato-tags), Serato Markers2.
 */
import type { AudioFile } from '../../audio/audio-file.js';
import type { Mp3Header } from '../../audio/containers/mpeg-audio.js';
import { readAudioHeader } from '../../audio/containers/read-header.js';
import { readId3 } from '../../tagging/containers/id3-store.js';
import { ID3_HEAD_BYTES, id3Bytes, makeFrame, serialiseId3 } from '../../tagging/containers/id3-tag.js';
import { type Piece, replaceSpan } from '../../tagging/file-pieces.js';
import type { Annotations } from '../annotations.js';
import { chooseHotCues, colourOf } from '../xml/dj-cues.js';
import { wrongContainer } from './wrong-container.js';

/** Encoding Latin-1, media type, no file name, description. */
const OBJECT_HEAD = Buffer.from('\0application/octet-stream\0\0Serato Markers2\0', 'latin1');
/** Serato prefers what stands in the older of the two. */
const OLD_OBJECTS = ['Serato Markers2\0', 'Serato Markers_\0'];
/** Version of the object, and of the list inside. */
const VERSION = Buffer.from([1, 1]);
/** Serato breaks lines here, and leaves room for its own changes. */
const LINE_CHARACTERS = 72;
const SMALLEST_BYTES = 470;

/**
 * The file with a hot cue for each of up to eight sections; cues of Serato that were in it are replaced.
 *
 * @throws {@link CollapError} `E_UNSUPPORTED` when the file is no MP3, `E_TAG_DAMAGED`.
 */
export async function placeSeratoCues(file: AudioFile, song: Annotations): Promise<readonly Piece[]> {
  const header = await readAudioHeader(file);
  if (header.format !== 'mp3') throw wrongContainer(file.path, 'serato', 'an MP3 file');
  const bytes = id3Bytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  const tag = readId3(file.path, await file.read(0, bytes));
  if (tag.version === 2)
    throw wrongContainer(file.path, 'serato', 'a tag of ID3v2.3 or newer (resave its tags with a tag editor)');
  const kept = tag.frames.filter(
    ({ id, content }) => id !== 'GEOB' || !OLD_OBJECTS.some((name) => content?.includes(name)),
  );
  const frame = makeFrame(tag, 'GEOB', Buffer.concat([OBJECT_HEAD, seratoMarkers(song, leadSeconds(header))]));
  return replaceSpan(file.size, 0, bytes, serialiseId3(tag, [...kept, frame], 0));
}

/**
 * Serato's clock begins before the song: it drops nothing of what the encoder put there, and counts one more frame.
 * Source: Mixxx, which moves cues of Serato by that frame (github.com/mixxxdj/mixxx/pull/2119).
 */
function leadSeconds({ startSamples, frameSamples, sampleRateHz }: Mp3Header): number {
  return (startSamples + frameSamples) / (sampleRateHz ?? Number.POSITIVE_INFINITY);
}

/** The list as base64 in lines, behind its version; filled up with zeros. */
function seratoMarkers(song: Annotations, lead: number): Buffer {
  const cues = chooseHotCues(song).map((marker, index) => {
    const head = Buffer.alloc(12); // zero, index, milliseconds, zero, colour, two zeros
    head[1] = index;
    head.writeUInt32BE(Math.round((marker.startSeconds + lead) * 1000), 2);
    head.set(colourOf(marker), 7);
    return entry('CUE', Buffer.concat([head, Buffer.from(`${marker.name}\0`)]));
  });
  const track = entry('COLOR', Buffer.from([0, 0xff, 0xff, 0xff]));
  const list = Buffer.concat([VERSION, track, ...cues, entry('BPMLOCK', Buffer.alloc(1)), Buffer.alloc(1)]);
  const base64 = list.toString('base64').replace(/=+$/, '');
  const lines = base64.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
  const object = Buffer.concat([VERSION, Buffer.from(lines.join('\n'))]);
  return Buffer.concat([object, Buffer.alloc(Math.max(1, SMALLEST_BYTES - object.length))]);
}

function entry(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([Buffer.from(`${type}\0`), length, data]);
}
