/** A collection for Traktor (Playlists → Import Collection). Source: files written by Traktor Pro 3; the format is not documented. */
import { KEY_NAMES } from '../../embed/key-names.js';
import { type Annotations, displayTitle } from '../annotations.js';
import { type Marker, markersOf } from '../markers.js';
import { unsayableName } from '../paths/unsayable-name.js';
import { exportedBpm, secondsAt, steadyLine } from '../times/beat-grid.js';
import { chooseHotCues, shortKey } from './dj-cues.js';
import { element, isSayable, writeXml, type XmlElement } from './xml.js';

const NO_HOT_CUE = -1;
const CUE_TYPE = { cue: 0, grid: 4 } as const;

/** Songs with tempo, key, the anchor of their beat grid, and a cue for every section; times in milliseconds. */
export function writeTraktorNml(songs: readonly Annotations[]): string {
  const children = [
    element('HEAD', { COMPANY: 'www.native-instruments.com', PROGRAM: 'Traktor' }),
    element('MUSICFOLDERS'),
    element('COLLECTION', { ENTRIES: songs.length }, songs.map(makeEntry)),
    element('SETS', { ENTRIES: 0 }),
  ];
  return writeXml(element('NML', { VERSION: 19 }, children));
}

function makeEntry(song: Annotations): XmlElement {
  const bpm = exportedBpm(song);
  const tempo = bpm === null ? [] : [element('TEMPO', { BPM: bpm.toFixed(6), BPM_QUALITY: '100.000000' })];
  const key = song.key === null ? [] : [element('MUSICAL_KEY', { VALUE: KEY_NAMES.indexOf(song.key) })];
  const info = {
    ...(song.key !== null && { KEY: shortKey(song.key) }),
    PLAYTIME: Math.round(song.durationSeconds),
    PLAYTIME_FLOAT: song.durationSeconds.toFixed(6),
  };
  const anchor = anchorOf(song);
  const grid = anchor === null ? [] : [makeCue('AutoGrid', anchor, CUE_TYPE.grid, NO_HOT_CUE)];
  const hot = chooseHotCues(song).map(({ startSeconds }) => startSeconds);
  const cues = markersOf(song).map(({ name, startSeconds }: Marker) =>
    makeCue(name, startSeconds, CUE_TYPE.cue, hot.indexOf(startSeconds)),
  );
  const attributes = { TITLE: displayTitle(song), ...(song.artist !== null && { ARTIST: song.artist }) };
  return element('ENTRY', attributes, [makeLocation(song), element('INFO', info), ...tempo, ...key, ...grid, ...cues]);
}

/** The first downbeat, as the line of all beats has it where there is one: from one marker the grid runs to the end. */
function anchorOf(song: Annotations): number | null {
  const [downbeat] = song.downbeats;
  const line = steadyLine(song);
  if (downbeat === undefined || line === null) return downbeat ?? null;
  return secondsAt(line, Math.round(line.beat + (downbeat - line.seconds) / line.secondsPerBeat));
}

/**
 * Folders are divided by `/:`, and a drive is a volume.
 *
 * @throws {@link CollapError} `E_UNSUPPORTED` for a name that XML cannot say.
 */
function makeLocation({ path, file }: Annotations): XmlElement {
  if (typeof file !== 'string' || !isSayable(path)) throw unsayableName(path, 'traktor', 'rekordbox');
  const [, drive = '', rest = path] = /^([a-z]:)(.*)$/i.exec(path) ?? [];
  const steps = rest.split(drive ? /[\\/]/ : '/');
  const name = steps.pop() ?? '';
  return element('LOCATION', { DIR: `${steps.join('/:')}/:`, FILE: name, VOLUME: drive, VOLUMEID: drive });
}

function makeCue(name: string, seconds: number, type: number, hotCue: number): XmlElement {
  const start = (seconds * 1000).toFixed(6);
  const attributes = {
    NAME: name,
    DISPL_ORDER: 0,
    TYPE: type,
    START: start,
    LEN: '0.000000',
    REPEATS: -1,
    HOTCUE: hotCue,
  };
  return element('CUE_V2', attributes);
}
