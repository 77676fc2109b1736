// Programs and libraries that are not ours and read what we export; each gives what it saw as [{ start, end?, name }], in seconds.
// The tests use the quick ones, check-formats.mjs all. COLLAP_PYTHON names the Python that has the libraries.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PYTHON = process.env.COLLAP_PYTHON || '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('format-readers.py', import.meta.url));
const run = (program, ...args) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 });

/** What the first match of `pattern` in the output says; null where the program is missing. */
function versionOf(program, args, pattern) {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return error ? null : (pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown');
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholder
const debianVersion = (name) => versionOf('dpkg-query', ['-W', '-f', '${Version}', name], /^(\S+)$/);

function python(reader, title) {
  return {
    program: title,
    version: () => {
      const { status, stdout } = spawnSync(PYTHON, [SCRIPT, '--version', reader], { encoding: 'utf8' });
      return status === 0 ? stdout.trim() : null;
    },
    read: (path) => JSON.parse(run(PYTHON, SCRIPT, reader, path)),
  };
}

const ffprobe = {
  program: 'ffprobe',
  version: () => versionOf('ffprobe', ['-version'], /version (\S+)/),
  read: (path) =>
    JSON.parse(run('ffprobe', '-v', 'error', '-show_chapters', '-of', 'json', path)).chapters.map((chapter) => ({
      start: Number(chapter.start_time),
      end: Number(chapter.end_time),
      name: chapter.tags.title,
    })),
};

const subtitles = {
  program: 'ffmpeg',
  version: ffprobe.version,
  // SubRip, which it translates to, has one line of times and one of text
  read: (path) =>
    [...run('ffmpeg', '-v', 'error', '-i', path, '-f', 'srt', '-').matchAll(/(\S+) --> (\S+)\n(.*)\n/g)].map(
      ([, start, end, name]) => ({ start: clock(start), end: clock(end), name }),
    ),
};

const clock = (text) =>
  text
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);

const sndfile = {
  program: 'sndfile-info (libsndfile)',
  version: () => versionOf('sndfile-info', [], /libsndfile-(\d[\d.]*\d)/),
  read: (path) => {
    const text = run('sndfile-info', path);
    const rate = Number(/Sample Rate\s*:\s*(\d+)/.exec(text)[1]);
    const names = new Map(
      [...text.matchAll(/labl\s*:\s*(\d+)\s*:\s*(.*)/g)].map(([, id, name]) => [Number(id), name.trim()]),
    );
    return [...text.matchAll(/Cue ID\s*:\s*(\d+)[^\n]*?Offset\s*:\s*(\d+)/g)].map(([, id, offset]) => ({
      start: Number(offset) / rate,
      name: names.get(Number(id)),
    }));
  },
};

const midicsv = {
  program: 'midicsv',
  version: () => debianVersion('midicsv'),
  read: (path) => {
    const rows = run('midicsv', path)
      .split('\n')
      .map((line) => line.split(', '));
    const division = Number(rows.find((row) => row[2] === 'Header')[5]);
    let [seconds, tick, tempo] = [0, 0, 500_000];
    const seen = [];
    for (const [, at, type, value] of rows) {
      if (at === undefined || type === 'Header') continue;
      seconds += ((Number(at) - tick) / division) * (tempo / 1e6);
      tick = Number(at);
      if (type === 'Tempo') tempo = Number(value);
      if (type === 'Marker_t') seen.push({ start: seconds, name: JSON.parse(value) });
    }
    return seen;
  },
};

const cueprint = {
  program: 'cueprint, cuebreakpoints (cuetools)',
  version: () => debianVersion('cuetools'),
  read: (path) => {
    const names = run('cueprint', '-t', '%t\\n', path).trimEnd().split('\n');
    const breaks = run('cuebreakpoints', path).trimEnd().split('\n');
    // minutes, seconds and frames of a compact disc, as m:ss.ff
    const starts = [0, ...breaks.map((text) => text.split(/[:.]/).map(Number)).map(([m, s, f]) => m * 60 + s + f / 75)];
    return starts.map((start, i) => ({ start, name: names[i] }));
  },
};

/** A frame of a compact disc, in seconds. */
const CD_FRAME = 1 / 75;

/**
 * `file` is the extension of the file to write; for copies that of the song too. `tolerance` in seconds, a millisecond where it is not given.
 * `names: 'functions'` where the reader sees those instead of numbered names.
 */
export const READERS = [
  { format: 'json', file: '.json', ...python('document', 'Python json'), parserOnly: true },
  { format: 'csv', file: '.csv', ...python('table', 'Python csv'), parserOnly: true },
  { format: 'audacity', file: '.txt', ...python('labels', 'mir_eval') },
  { format: 'reaper', file: '.csv', ...python('regions', 'Python csv'), parserOnly: true },
  { format: 'midi', file: '.mid', ...midicsv },
  { format: 'wav-cue', file: '.wav', ...sndfile },
  ...['.mp3', '.flac', '.ogg', '.opus', '.m4a', '.wav', '.aiff'].map((file) => ({
    format: 'chapters',
    file,
    ...ffprobe,
  })),
  { format: 'chapters', file: '.mp3', ...python('chapters', 'mutagen') },
  { format: 'jams', file: '.jams', ...python('jams', 'jams, strict schema'), names: 'functions' },
  { format: 'svl', file: '.svl', ...python('layer', 'Python ElementTree'), parserOnly: true },
  { format: 'rekordbox', file: '.xml', ...python('rekordbox', 'pyrekordbox') },
  { format: 'serato', file: '.mp3', ...python('serato', 'mutagen, our own parser of the object'), parserOnly: true },
  { format: 'traktor', file: '.nml', ...python('traktor', 'traktor-nml-utils') },
  { format: 'cue-sheet', file: '.cue', ...cueprint, tolerance: CD_FRAME },
  { format: 'webvtt', file: '.vtt', ...subtitles },
];
