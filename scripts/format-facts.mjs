// What every format carries of a song and in which unit its times are, for the table of docs/formats.md.

const SECTIONS = 'sections';
const MARKED = 'sections, beats or downbeats';

/** By format: `[what is carried, unit of times]`. */
export const FORMAT_FACTS = {
  json: ['sections with function, letter and confidence; beats, downbeats, tempo and key over time', 'seconds'],
  csv: [`${MARKED}, with function, letter and confidence`, 'seconds, samples, bars and beats, timecode; offset'],
  audacity: [MARKED, 'seconds; offset'],
  reaper: [`${MARKED}, with colours`, 'minutes and seconds, samples, bars and beats, or timecode (`--times`); offset'],
  midi: [`${MARKED}, tempo map, metre, keys`, 'ticks, through the tempo map'],
  'wav-cue': [`${MARKED} in a copy of a WAV file`, 'samples'],
  chapters: [
    `${MARKED} in a copy of an MP3, AAC, FLAC, Ogg, Opus, MP4, WAV or AIFF file`,
    'milliseconds (MP4: 100 ns)',
  ],
  jams: ['sections by letter and by function, beats, tempo, keys', 'seconds'],
  svl: [MARKED, 'samples'],
  rekordbox: ['beat grid, tempo, key, sections as up to 8 hot cues and as memory cues', 'seconds'],
  serato: [
    `${SECTIONS} as up to 8 hot cues, in a copy of an MP3 file`,
    'milliseconds, from where the clock of Serato begins',
  ],
  traktor: ['beat grid, tempo, key, sections as up to 8 hot cues', 'milliseconds'],
  'cue-sheet': [MARKED, 'minutes, seconds and 1/75 s'],
  webvtt: [MARKED, 'milliseconds; offset'],
  m3u8: ['songs, with title, artist and length', '–'],
  xspf: ['songs, with title, artist and length', '–'],
};
