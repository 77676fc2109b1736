/** A collection for Rekordbox (File → Import, or the XML tree). Source: AlphaTheta, "XML format list" for rekordbox developers. */
import { extname } from 'node:path';
import { type Annotations, displayTitle } from '../annotations.js';
import { type Marker, markersOf } from '../markers.js';
import { fileUri } from '../paths/file-uri.js';
import {
  exportedBpm,
  type GridLine,
  type GridPoint,
  lineThrough,
  makeBeatGrid,
  secondsAt,
} from '../times/beat-grid.js';
import { findMetres, type MetreChange } from '../times/tempo-map.js';
import { chooseHotCues, colourOf, shortKey } from './dj-cues.js';
import { element, writeXml, type XmlElement } from './xml.js';

/** `Num` of a memory cue; hot cues count from 0. */
const MEMORY_CUE = -1;
/** Less before 0 is written as 0. */
const HALF_DIGIT_SECONDS = 0.0005;
/** Of beats, by the rounding of the tempo. */
const MOST_DRIFT_SECONDS = 0.01;

/** Songs with their beat grid, a memory cue for every section, and hot cues for eight of them; times in seconds. */
export function writeRekordboxXml(songs: readonly Annotations[], version: string): string {
  const product = element('PRODUCT', { Name: 'collap', Version: version, Company: 'collap' });
  const collection = element(
    'COLLECTION',
    { Entries: songs.length },
    songs.map((song, i) => makeTrack(song, i + 1)),
  );
  const playlist = element(
    'NODE',
    { Name: 'collap', Type: 1, KeyType: 0, Entries: songs.length },
    songs.map((_, i) => element('TRACK', { Key: i + 1 })),
  );
  const playlists = element('PLAYLISTS', {}, [element('NODE', { Type: 0, Name: 'ROOT', Count: 1 }, [playlist])]);
  return writeXml(element('DJ_PLAYLISTS', { Version: '1.0.0' }, [product, collection, playlists]));
}

function makeTrack(song: Annotations, id: number): XmlElement {
  const attributes = {
    TrackID: id,
    Name: displayTitle(song),
    Artist: song.artist ?? '',
    Kind: `${extname(song.path).slice(1).toUpperCase()} File`,
    TotalTime: Math.round(song.durationSeconds),
    SampleRate: song.sampleRateHz,
    AverageBpm: (exportedBpm(song) ?? 0).toFixed(2),
    ...(song.key !== null && { Tonality: shortKey(song.key) }),
    Location: fileUri(song.file, 'localhost'),
  };
  const memory = markersOf(song).map((marker) => makeCue(marker, MEMORY_CUE));
  return element('TRACK', attributes, [...makeGrid(song), ...memory, ...chooseHotCues(song).map(makeCue)]);
}

/** A TEMPO on the first beat, and wherever tempo or metre change. Upbeats count as the last beats of a bar. */
function makeGrid(song: Annotations): XmlElement[] {
  const grid = makeBeatGrid(song);
  if (grid === null) return [];
  const metres = findMetres(grid, song.downbeats);
  const { corners } = grid;
  const stretches = corners.slice(0, -1).map((corner, i) => lineThrough(corner, corners[i + 1] as GridPoint));
  const changes = metres.slice(1).map(({ startBeat }) => startBeat); // the first is that of the upbeats, too
  const tempos = stretches.flatMap((line, i) => tempoStarts(line, corners[i + 1] as GridPoint));
  const lineOf = (beat: number): GridLine => stretches.findLast((line) => line.beat <= beat) as GridLine;
  const startOf = (beat: number): number => (secondsAt(lineOf(beat), beat) < -HALF_DIGIT_SECONDS ? beat + 1 : beat);
  const starts = new Set([...tempos, ...changes].map(startOf));
  return [...starts]
    .sort((a, b) => a - b)
    .map((beat) => {
      const line = lineOf(beat);
      const { startBeat, beatsPerBar } = (metres.findLast((metre) => metre.startBeat <= beat) ??
        metres[0]) as MetreChange;
      return element('TEMPO', {
        Inizio: Math.max(0, secondsAt(line, beat)).toFixed(3),
        Bpm: (60 / line.secondsPerBeat).toFixed(2),
        Metro: `${beatsPerBar}/4`,
        Battito: modulo(beat - startBeat, beatsPerBar) + 1,
      });
    });
}

/** Hundredths of a BPM are too coarse for an hour: where they would lead a beat astray, the tempo is written again. */
function tempoStarts({ beat, secondsPerBeat }: GridLine, { beat: end }: GridPoint): number[] {
  const written = 60 / Number((60 / secondsPerBeat).toFixed(2));
  const reach = Math.floor(MOST_DRIFT_SECONDS / Math.abs(written - secondsPerBeat));
  const most = Math.max(1, Math.min(reach, end - beat));
  return Array.from({ length: Math.ceil((end - beat) / most) }, (_, i) => beat + i * most);
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

function makeCue(marker: Marker, number: number): XmlElement {
  const [red, green, blue] = colourOf(marker);
  return element('POSITION_MARK', {
    Name: marker.name,
    Type: 0,
    Start: marker.startSeconds.toFixed(3),
    Num: number,
    Red: red,
    Green: green,
    Blue: blue,
  });
}
