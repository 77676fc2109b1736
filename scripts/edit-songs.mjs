// Edits of songs as remixers, radio stations and other encoders make them, with where everything went.
import { spawnSync } from 'node:child_process';

/**
 * What is kept of a song, as shares of its length in the order of the edit; how much faster it is played; what is done to its sound;
 * how it is encoded. `atempo` keeps the pitch, `asetrate` turns the record faster.
 */
export const EDITS = [
  {
    name: 'shortened',
    keeps: [
      [0, 0.4],
      [0.6, 1],
    ],
    speed: 1.08,
    sound: 'atempo=1.08,bass=g=5,treble=g=-4',
    encoding: ['-c:a', 'libopus', '-b:a', '64k'],
  },
  {
    name: 'beheaded',
    keeps: [[0.2, 1]],
    speed: 0.92,
    sound: 'atempo=0.92,volume=-8dB,acompressor=threshold=0.1:ratio=4',
    encoding: ['-c:a', 'libmp3lame', '-b:a', '96k'],
  },
  {
    name: 'extended',
    keeps: [
      [0, 0.5],
      [0.25, 1],
    ],
    speed: 1.04,
    sound: 'atempo=1.04,aecho=0.8:0.7:60:0.25,equalizer=f=1000:t=o:w=1:g=-5',
    encoding: ['-c:a', 'libvorbis', '-q:a', '3'],
  },
  {
    name: 'repitched',
    keeps: [[0, 0.85]],
    speed: 2 ** (1 / 12),
    sound: `aresample=48000,asetrate=${Math.round(48_000 * 2 ** (1 / 12))},aresample=48000,treble=g=3`,
    encoding: ['-c:a', 'libopus', '-b:a', '48k'],
  },
];

/** With its dot. */
export const extensionOf = ({ encoding: [, codec] }) =>
  ({ libopus: '.opus', libmp3lame: '.mp3', libvorbis: '.ogg' })[codec];

/** Whether ffmpeg is here, and has the encoders. */
export function canEdit() {
  const { stdout } = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
  return ['libopus', 'libmp3lame', 'libvorbis'].every((name) => stdout?.includes(name));
}

/**
 * Writes one edit of a song.
 *
 * @param song - path of the original; @param stem - path of the edit without its extension.
 * @returns the path of the edit.
 */
export function editSong(song, durationSeconds, edit, stem) {
  const path = stem + extensionOf(edit);
  const parts = edit.keeps.map(
    ([from, to], i) => `[0:a]atrim=${from * durationSeconds}:${to * durationSeconds},asetpts=N/SR/TB[p${i}]`,
  );
  const joined = `${edit.keeps.map((_, i) => `[p${i}]`).join('')}concat=n=${parts.length}:v=0:a=1,${edit.sound}[out]`;
  const graph = [...parts, joined].join(';');
  const options = ['-nostdin', '-v', 'error', '-y', '-i', song, '-filter_complex', graph, '-map', '[out]'];
  const { status, stderr } = spawnSync('ffmpeg', [...options, '-map_metadata', '-1', ...edit.encoding, path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ffmpeg could not make ${path}: ${stderr}`);
  return path;
}

/**
 * Where a span of the original lies in an edit.
 *
 * @returns every place that holds some of it, with the share of the span that it holds, 0..1; none where it was cut.
 */
export function placesInEdit({ startSeconds, endSeconds }, durationSeconds, { keeps, speed }) {
  let at = 0;
  const places = [];
  for (const [from, to] of keeps.map((keep) => keep.map((share) => share * durationSeconds))) {
    const [start, end] = [Math.max(from, startSeconds), Math.min(to, endSeconds)];
    if (end > start) {
      const place = (seconds) => (at + seconds - from) / speed;
      places.push({
        startSeconds: place(start),
        endSeconds: place(end),
        share: (end - start) / (endSeconds - startSeconds),
      });
    }
    at += to - from;
  }
  return places;
}

/** Of a section that must be left for it to count as kept. */
const KEPT_SHARE = 0.5;

/**
 * Compares what corresponds in an edit with where everything went.
 *
 * @param matches - for every section of the original, its span and the one found in the edit, null where nothing was.
 * @returns how many sections were kept, how many of them were found in the right place (the middle of what was found lies where the section
 *   went), how many were cut out whole, and how many of those were rightly left alone.
 */
export function scoreMatches(matches, durationSeconds, edit) {
  const score = { kept: 0, placed: 0, cut: 0, left: 0 };
  for (const { startSeconds, endSeconds, foundStartSeconds, foundEndSeconds } of matches) {
    const places = placesInEdit({ startSeconds, endSeconds }, durationSeconds, edit);
    const isFound = foundStartSeconds !== null;
    if (places.some(({ share }) => share >= KEPT_SHARE)) {
      const middle = (foundStartSeconds + foundEndSeconds) / 2;
      score.kept++;
      if (isFound && places.some((place) => middle >= place.startSeconds && middle <= place.endSeconds)) score.placed++;
    } else if (places.length === 0) {
      score.cut++;
      if (!isFound) score.left++;
    }
  }
  return score;
}
