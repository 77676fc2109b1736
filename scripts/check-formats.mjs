// Writes the sample song in every format, and lets programs and libraries that are not ours read it back.
// usage: node scripts/check-formats.mjs [--write] [--only FORMAT]    (after npm run build; --write puts the table into docs/formats.md)
// Needs Debian's ffmpeg sndfile-programs midicsv cuetools audacity sonic-visualiser mixxx xvfb xdotool imagemagick mpd mpc python3-mutagen, and a
// Python with jams, mir_eval, pyrekordbox, traktor-nml-utils and mutagen, named by COLLAP_PYTHON. A reader that is missing fails the check.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { copySong } from '../dist/export/copy-song.js';
import { FORMAT_NAMES, FORMATS } from '../dist/export/formats.js';
import { markersOf } from '../dist/export/markers.js';
import { DESKTOP_READERS } from './desktop-readers.mjs';
import { FORMAT_FACTS } from './format-facts.mjs';
import { READERS } from './format-readers.mjs';
import { sampleSong, sampleWav } from './format-sample.mjs';

const { values: options } = parseArgs({ options: { write: { type: 'boolean' }, only: { type: 'string' } } });
const DOCUMENT = 'docs/formats.md';
const [BEGIN, END] = ['<!-- formats: begin -->', '<!-- formats: end -->'];
const MILLISECOND = 0.001;
const CONTAINERS = ['.mp3', '.flac', '.ogg', '.opus', '.m4a', '.aiff'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const dir = mkdtempSync(join(tmpdir(), 'collap-formats-'));

/** The sample's audio as a file with this extension. */
function putSong(extension) {
  const path = join(dir, `song${extension}`);
  if (existsSync(path)) return path;
  if (extension === '.wav') writeFileSync(path, sampleWav());
  else execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', putSong('.wav'), '-metadata', 'title=Kept', path]);
  return path;
}

async function writeExport(name, extension, path) {
  const [target, song] = [join(dir, `${name}${extension}`), sampleSong(path)];
  const format = FORMATS[name];
  if (format.kind === 'copy')
    await copySong({ path, file: path, track: null }, target, true, (file) => format.place(file, song, {}));
  else if (format.kind === 'playlist') writeFileSync(target, format.write([song], dir));
  else if (format.kind === 'collection') writeFileSync(target, format.write([song], version));
  else writeFileSync(target, format.write(song, {}, version));
  return target;
}

/** The largest difference of a time, in seconds; throws where a name or a time is another. */
function compare(seen, song, { names, tolerance = MILLISECOND }) {
  const markers = names === 'files' ? [{ name: basename(song.path) }] : markersOf(song);
  const expected = markers.map(({ name, function: role }) => (names === 'functions' ? role : name));
  if (JSON.stringify(seen.map(({ name }) => name)) !== JSON.stringify(expected))
    throw new Error(`it saw ${JSON.stringify(seen)}, not ${expected.join(', ')}`);
  if (names === 'files') return null;
  const differences = seen.flatMap(({ start, end }, i) => [
    Math.abs(start - markers[i].startSeconds),
    // some containers let the last one end with the padding of the encoder
    ...(end === undefined || i === seen.length - 1 ? [] : [Math.abs(end - markers[i].endSeconds)]),
  ]);
  if (Math.max(...differences) > tolerance) throw new Error(`times differ by ${Math.max(...differences)} s`);
  return Math.max(...differences);
}

/** @returns what the table says about this reader. */
async function check(reader) {
  const { format, file, program, parserOnly, read } = reader;
  const found = reader.version();
  if (found === null) throw new Error(`${program} is not installed`);
  const audio = putSong(CONTAINERS.includes(file) ? file : '.wav');
  const difference = compare(read(await writeExport(format, file, audio), audio), sampleSong(audio), reader);
  const milliseconds = difference === null ? 'songs' : `${(1000 * difference).toFixed(1)} ms`;
  return { format, file, program, version: found, parserOnly, milliseconds };
}

function tableOf(results) {
  const rows = FORMAT_NAMES.map((name) => {
    const all = results.filter(({ format }) => format === name);
    const foreign = all.filter(({ parserOnly }) => !parserOnly);
    const own = foreign.length > 0 ? foreign : all;
    const readers = [...new Set(own.map(({ program }) => program))].map((program) => {
      const same = own.filter((one) => one.program === program);
      const files = same.length > 1 ? ` (${same.map(({ file }) => file.slice(1)).join(', ')})` : '';
      return `${same[0].parserOnly ? 'parser only: ' : ''}${program} ${same[0].version}${files}`;
    });
    const worst = own
      .map(({ milliseconds }) => milliseconds)
      .sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))[0];
    return [`\`${name}\``, FORMATS[name].title, ...FORMAT_FACTS[name], readers.join('; '), worst];
  });
  const head = ['`--format`', 'for', 'carries', 'times', 'read back by', 'largest difference'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const results = [];
let failures = 0;
for (const reader of [...READERS, ...DESKTOP_READERS].filter(
  ({ format }) => !options.only || format === options.only,
)) {
  try {
    results.push(await check(reader));
    console.log(
      `${reader.format} (${reader.file}): ${reader.program} ${results.at(-1).version}, ${results.at(-1).milliseconds}`,
    );
  } catch (error) {
    failures += 1;
    console.log(`${reader.format} (${reader.file}): FAILED with ${reader.program}: ${error.message}`);
  }
}
rmSync(dir, { recursive: true, force: true });
if (options.write && failures === 0 && !options.only) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [head, tail] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  writeFileSync(DOCUMENT, `${head}\n${tableOf(results)}\n${tail}`);
}
console.log(failures === 0 ? 'all read back' : `${failures} readers fail; the table is not written`);
process.exit(failures === 0 ? 0 : 1);
