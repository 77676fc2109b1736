/** A collection for Rekordbox (File → Import, or the XML tree). Source: AlphaTheta, "XML format list" for rekordbox developers. */
import { extname } from 'node:path';
import { type Annotations, displayTitle } from '../annotations.js';
import { type Marker, markersOf } from '../markers.js';
import { fileUri } from '../paths/file-uri.js';
import { makeTempoMap } from '../times/tempo-map.js';
import { chooseHotCues, colourOf, shortKey } from './dj-cues.js';
import { element, writeXml, type XmlElement } from './xml.js';

/** `Num` of a memory cue; hot cues count from 0. */
const MEMORY_CUE = -1;

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
    AverageBpm: (song.tempoBpm ?? 0).toFixed(2),
    ...(song.key !== null && { Tonality: shortKey(song.key) }),
    Location: fileUri(song.path, 'localhost'),
  };
  const memory = markersOf(song).map((marker) => makeCue(marker, MEMORY_CUE));
  return element('TRACK', attributes, [...makeGrid(song), ...memory, ...chooseHotCues(song).map(makeCue)]);
}

/** A TEMPO for every stretch, on the first beat of it that is inside the song. */
function makeGrid(song: Annotations): XmlElement[] {
  if (song.beats.length < 2) return [];
  const { stretches, metres } = makeTempoMap(song);
  return stretches.map(({ startSeconds, startBeat, secondsPerBeat }) => {
    const metre = metres.findLast((change) => change.startBeat <= startBeat);
    const beatsPerBar = metre?.beatsPerBar ?? 4;
    return element('TEMPO', {
      Inizio: startSeconds.toFixed(3),
      Bpm: (60 / secondsPerBeat).toFixed(2),
      Metro: `${beatsPerBar}/4`,
      Battito: ((startBeat - (metre?.startBeat ?? 0)) % beatsPerBar) + 1,
    });
  });
}

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
