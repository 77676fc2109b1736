/** Every format: what it is called, how it is written, which options it knows. */
import { extname } from 'node:path';
import type { AudioFile } from '../audio/audio-file.js';
import { CollapError } from '../errors.js';
import type { Piece } from '../tagging/file-pieces.js';
import type { Annotations } from './annotations.js';
import { placeChapters } from './containers/place-chapters.js';
import { placeSeratoCues } from './containers/serato-cues.js';
import { placeWavCues } from './containers/wav-cues.js';
import type { ExportOption, ExportOptions } from './export-options.js';
import { markersOf } from './markers.js';
import { writeMidiMarkers } from './midi/midi-markers.js';
import { writeM3u8 } from './playlists/m3u8.js';
import type { PlaylistEntry } from './playlists/playlist-entry.js';
import { writeXspf } from './playlists/xspf.js';
import { writeAudacityLabels } from './text/audacity.js';
import { writeCsv } from './text/csv.js';
import { writeCueSheet } from './text/cue-sheet.js';
import { writeJams } from './text/jams.js';
import { writeJson } from './text/json.js';
import { writeReaperCsv } from './text/reaper.js';
import { writeWebVtt } from './text/webvtt.js';
import { writeRekordboxXml } from './xml/rekordbox.js';
import { writeSvl } from './xml/sonic-visualiser.js';
import { writeTraktorNml } from './xml/traktor.js';

interface FormatFacts {
  /** For people: the program, or what it is. */
  readonly title: string;
  /** With the dot; null: that of the song. */
  readonly extension: string | null;
  readonly mediaType: string;
  /** What it can be asked for beside the song. */
  readonly options: readonly ExportOption[];
}

/** One file about one song. */
export interface SongFormat extends FormatFacts {
  readonly kind: 'song';
  write(song: Annotations, options: ExportOptions, version: string): string | Uint8Array;
}

/** One file about one or more songs. */
export interface CollectionFormat extends FormatFacts {
  readonly kind: 'collection';
  write(songs: readonly Annotations[], version: string): string;
}

/** A copy of the song's file that carries the markers inside. */
export interface CopyFormat extends FormatFacts {
  readonly kind: 'copy';
  place(file: AudioFile, song: Annotations, options: ExportOptions): Promise<readonly Piece[]>;
}

/** A list of songs; nothing needs to be heard. */
export interface PlaylistFormat extends FormatFacts {
  readonly kind: 'playlist';
  write(entries: readonly PlaylistEntry[], folder: string | null): string | Uint8Array;
}

export type ExportFormat = SongFormat | CollectionFormat | CopyFormat | PlaylistFormat;

const song = (
  title: string,
  extension: string,
  mediaType: string,
  options: readonly ExportOption[],
  write: SongFormat['write'],
): SongFormat => ({ kind: 'song', title, extension, mediaType, options, write });

const CSV_OPTIONS: readonly ExportOption[] = ['marked', 'offsetSeconds', 'frameRate'];

/** In the order of the documentation. */
export const FORMATS = {
  json: song('JSON, everything that is known', '.json', 'application/json', [], writeJson),
  csv: song('CSV, times in every unit', '.csv', 'text/csv', CSV_OPTIONS, writeCsv),
  audacity: song('Audacity labels', '.txt', 'text/plain', ['marked', 'offsetSeconds'], writeAudacityLabels),
  reaper: song('REAPER regions', '.csv', 'text/csv', [...CSV_OPTIONS, 'timeUnit'], writeReaperCsv),
  midi: song('MIDI markers with the tempo map', '.mid', 'audio/midi', ['marked'], writeMidiMarkers),
  'wav-cue': {
    kind: 'copy',
    title: 'WAV copy with cue points and regions',
    extension: '.wav',
    mediaType: 'audio/wav',
    options: ['marked'],
    place: (file, annotations, { marked }) => placeWavCues(file, markersOf(annotations, marked)),
  },
  chapters: {
    kind: 'copy',
    title: 'copy of the song with chapters',
    extension: null,
    mediaType: 'application/octet-stream',
    options: ['marked'],
    place: (file, annotations, { marked }) => placeChapters(file, markersOf(annotations, marked)),
  },
  jams: song('JAMS', '.jams', 'application/json', [], (annotations, _, version) => writeJams(annotations, version)),
  svl: song('Sonic Visualiser layer', '.svl', 'application/xml', ['marked'], writeSvl),
  rekordbox: {
    kind: 'collection',
    title: 'Rekordbox collection',
    extension: '.xml',
    mediaType: 'application/xml',
    options: [],
    write: writeRekordboxXml,
  },
  serato: {
    kind: 'copy',
    title: 'MP3 copy with hot cues of Serato',
    extension: '.mp3',
    mediaType: 'audio/mpeg',
    options: [],
    place: placeSeratoCues,
  },
  traktor: {
    kind: 'collection',
    title: 'Traktor collection',
    extension: '.nml',
    mediaType: 'application/xml',
    options: [],
    write: writeTraktorNml,
  },
  'cue-sheet': song('cue sheet', '.cue', 'application/x-cue', ['marked'], writeCueSheet),
  webvtt: song('WebVTT chapters', '.vtt', 'text/vtt', ['marked', 'offsetSeconds'], writeWebVtt),
  m3u8: {
    kind: 'playlist',
    title: 'M3U8 playlist',
    extension: '.m3u8',
    mediaType: 'application/vnd.apple.mpegurl',
    options: [],
    write: writeM3u8,
  },
  xspf: {
    kind: 'playlist',
    title: 'XSPF playlist',
    extension: '.xspf',
    mediaType: 'application/xspf+xml',
    options: [],
    write: (entries) => writeXspf(entries, null),
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];

/** Of a file of this format about a song, with the dot and in lower case; copies keep that of the song. */
export function extensionOf(name: FormatName, songPath: string): string {
  return FORMATS[name].extension ?? extname(songPath).toLowerCase();
}

/** Names of the options for people and for callers of the tool. */
const OPTION_NAMES: Readonly<Record<ExportOption, string>> = {
  marked: 'what is marked',
  timeUnit: 'a unit of time',
  offsetSeconds: 'an offset',
  frameRate: 'a frame rate',
};

/** @throws {@link CollapError} `E_USAGE` when the format has no place for an option that was given, or for two of them together. */
export function checkOptions(name: FormatName, options: ExportOptions): void {
  checkKnown(name, options);
  if (options.timeUnit !== 'bars' || !options.offsetSeconds) return;
  throw new CollapError(
    'E_USAGE',
    'Bars count from the start of the song: an offset in seconds cannot move them.',
    'Leave the offset out, or take seconds, samples or timecode as the unit of time.',
  );
}

function checkKnown(name: FormatName, options: ExportOptions): void {
  const known: readonly string[] = FORMATS[name].options;
  const given = Object.keys(options).filter(
    (option) => options[option as ExportOption] !== undefined,
  ) as ExportOption[];
  const foreign = given.find((option) => !known.includes(option));
  if (foreign === undefined) return;
  const takers = FORMAT_NAMES.filter((other) => (FORMATS[other].options as readonly string[]).includes(foreign));
  throw new CollapError(
    'E_USAGE',
    `The format ${name} does not take ${OPTION_NAMES[foreign]}.`,
    `Leave it out, or take ${takers.length === 1 ? '' : 'one of '}${takers.join(', ')}.`,
  );
}
