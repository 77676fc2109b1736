// What happens to somebody's files when collap tags them: per format, whether the decoded audio stays bit for bit (ffmpeg), whether the
// fields of other programs stay (mutagen), whether our chapters are read (ffprobe), whether undo is exact (sha256), and what is there after the writer was killed in mid-write.
// usage: node scripts/check-tag-safety.mjs [--write]    (after npm run build; --write puts the table into docs/tags.md)
// Needs ffmpeg and Python's mutagen (Debian: python3-mutagen).
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Writers that must die in mid-write, and how many are killed at most until they have. */
const KILLS = 20;
const MOST_KILLS = 60;
const SONG_SECONDS = 60;
/** Kills fall anywhere within so many milliseconds after the writer's copy is there. */
const KILLED_WITHIN_MS = 20;
const DOCUMENT = 'docs/tags.md';
const [BEGIN, END] = ['<!-- tag safety: begin -->', '<!-- tag safety: end -->'];
const PYTHON = '/usr/bin/python3';
const FORMATS = [
  ['MP3, ID3v2.3', 'v23.mp3', ['-b:a', '128k', '-id3v2_version', '0']],
  ['MP3, ID3v2.4', 'v24.mp3', ['-b:a', '128k', '-id3v2_version', '0']],
  ['FLAC', 'song.flac', []],
  ['Ogg Vorbis', 'song.ogg', ['-c:a', 'libvorbis']],
  ['Opus', 'song.opus', ['-c:a', 'libopus']],
  ['M4A (AAC)', 'song.m4a', ['-c:a', 'aac', '-movflags', '+faststart']],
  ['WAV', 'song.wav', []],
  ['AIFF', 'song.aiff', []],
  ['WavPack', 'song.wv', ['-c:a', 'wavpack']],
];
const SHORT = { genre: 'Ambient', mood: 'calm', bpm: '128', key: 'Am' };
/** Other ones with every writing, so that a half-written list would show. */
const CHAPTERS = ['Intro', 'Verse', 'Chorus'].map((name, i) => ({
  startSeconds: i * 20,
  endSeconds: i * 20 + 20,
  name,
}));
const NO_CHAPTERS = ['WavPack'];
const LONG = { ...SHORT, mood: 'dark', comment: 'long '.repeat(30_000).trim() };

const self = fileURLToPath(import.meta.url);
const dist = (path) => new URL(`../dist/${path}`, import.meta.url);
const asChanges = (fields) => new Map(Object.entries(fields).map(([field, value]) => [field, [value]]));
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const decodedMd5 = (path) =>
  run('ffmpeg', '-nostdin', '-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-').trim();
const foreignTags = (verb, path) => run(PYTHON, fileURLToPath(new URL('foreign-tags.py', import.meta.url)), verb, path);
const dump = (path) => JSON.parse(foreignTags('dump', path));
const seenChapters = (path) =>
  JSON.parse(run('ffprobe', '-v', 'error', '-show_chapters', '-of', 'json', path)).chapters.map((chapter) => [
    Number(chapter.start_time),
    chapter.tags.title,
  ]);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const mark = (holds) => (holds ? 'yes' : '**no**');

/** Writes one set of values after the other, each larger or smaller than the one before, until it is killed. */
async function writeForever(path, journal, hasChapters) {
  const { writeTags } = await import(dist('tagging/write-tags.js'));
  process.stdout.write('ready\n');
  for (;;)
    for (const [fields, count] of [
      [LONG, 3],
      [{ ...SHORT, comment: 'short' }, 2],
    ])
      await writeTags(path, asChanges(fields), journal, hasChapters ? CHAPTERS.slice(0, count) : undefined);
}

const isList = (seen, count) =>
  same(
    seen,
    CHAPTERS.slice(0, count).map(({ startSeconds, name }) => [startSeconds, name]),
  );

const copiesBeside = (path) => readdirSync(join(path, '..')).filter((name) => name.startsWith('.collap-tag'));

/** Kills a writer when a new copy stands beside the song, or a moment later. @returns whether it was in mid-write: then its copy is left. */
async function killWriter(path, journal, hasChapters) {
  const before = new Set(copiesBeside(path));
  const child = spawn(process.execPath, [self, '--child', path, journal, hasChapters ? 'chapters' : ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  while (!copiesBeside(path).some((name) => !before.has(name))) await sleep(1);
  await sleep(Math.random() * KILLED_WITHIN_MS);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  return copiesBeside(path).some((name) => !before.has(name));
}

/** Kills writers until enough died in mid-write. @returns after how many kills the file was whole, how many were in mid-write, and all. */
async function killWriters(path, journal, original, hasChapters) {
  let [whole, midWrite, kills] = [0, 0, 0];
  for (; midWrite < KILLS && kills < MOST_KILLS; kills++) {
    midWrite += (await killWriter(path, journal, hasChapters)) ? 1 : 0;
    const tags = dump(path);
    const isKnown = ['calm', 'dark'].includes(tags.own.mood?.[0]) && same(tags.foreign, original.foreign);
    const hasList = !hasChapters || isList(seenChapters(path), tags.own.mood?.[0] === 'dark' ? 3 : 2);
    whole += isKnown && hasList && decodedMd5(path) === original.md5 ? 1 : 0;
  }
  return { whole, midWrite, kills };
}

async function checkFormat(folder, [title, name, encoding]) {
  const { undoTags, writeTags } = await import(dist('tagging/write-tags.js'));
  const [path, journal] = [join(folder, name), join(folder, 'journal')];
  const noise = `sine=frequency=440:duration=${SONG_SECONDS}:sample_rate=44100,tremolo=f=3`;
  run('ffmpeg', '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', noise, ...encoding, path);
  foreignTags('make', path);
  const original = { sha256: sha256(path), md5: decodedMd5(path), foreign: dump(path).foreign };
  const hasChapters = !NO_CHAPTERS.includes(title);
  let [isAudioSame, isForeignKept, isRead, areChaptersRead] = [true, true, true, true];
  for (const [fields, count] of [
    [SHORT, 2],
    [LONG, 3],
  ]) {
    await writeTags(path, asChanges(fields), journal, hasChapters ? CHAPTERS.slice(0, count) : undefined);
    areChaptersRead &&= !hasChapters || isList(seenChapters(path), count);
    const { own, foreign } = dump(path);
    isAudioSame &&= decodedMd5(path) === original.md5;
    isForeignKept &&= same(foreign, original.foreign);
    isRead &&= Object.keys(SHORT).every((field) => own[field]?.[0] === fields[field]);
  }
  await undoTags(path, journal);
  await undoTags(path, journal);
  const isUndone = sha256(path) === original.sha256;
  await writeTags(path, asChanges(SHORT), journal, hasChapters ? CHAPTERS.slice(0, 2) : undefined);
  const { whole, midWrite, kills } = await killWriters(path, journal, original, hasChapters);
  await writeTags(path, asChanges({ ...SHORT, mood: 'last' }), journal);
  const isCleared = !readdirSync(folder).some((entry) => entry.startsWith('.collap-tag'));
  const holds =
    isAudioSame &&
    isForeignKept &&
    isRead &&
    areChaptersRead &&
    isUndone &&
    midWrite >= KILLS &&
    whole === kills &&
    isCleared;
  const count = Object.keys(original.foreign).length;
  const row = [
    title,
    mark(isAudioSame),
    `${mark(isForeignKept)} (${count})`,
    mark(isRead),
    hasChapters ? mark(areChaptersRead) : 'has none',
    mark(isUndone),
    `${whole} of ${kills} (${midWrite} in mid-write)`,
    mark(isCleared),
  ];
  return { row, holds };
}

async function checkAll() {
  const folder = mkdtempSync(join(tmpdir(), 'collap-tag-safety-'));
  const rows = [
    [
      'format',
      'decoded audio identical',
      'foreign fields kept (how many)',
      'ours read by mutagen',
      'chapters read by ffprobe',
      'undo exact',
      'whole after `kill -9`',
      'leftovers cleared',
    ],
    Array.from({ length: 8 }, () => '---'),
  ];
  let failures = 0;
  try {
    for (const format of FORMATS) {
      const { row, holds } = await checkFormat(folder, format);
      rows.push(row);
      failures += holds ? 0 : 1;
      console.log(row.join(' · '));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { table: rows.map((row) => `| ${row.join(' | ')} |`).join('\n'), failures };
}

function readerVersions() {
  const ffmpeg = /version (\S+)/.exec(run('ffmpeg', '-version'))?.[1];
  const mutagen = run(PYTHON, '-c', 'import mutagen; print(mutagen.version_string)').trim();
  return `Readers: ffmpeg ${ffmpeg}, mutagen ${mutagen}; songs of ${SONG_SECONDS} s, Node ${process.versions.node}.`;
}

if (process.argv[2] === '--child') await writeForever(process.argv[3], process.argv[4], process.argv[5] === 'chapters');
if (!existsSync(dist('tagging/write-tags.js'))) throw new Error('dist is missing: npm run build');
const { table, failures } = await checkAll();
if (process.argv.includes('--write')) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [head, tail] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  writeFileSync(DOCUMENT, `${head}\n${table}\n\n${readerVersions()}\n${tail}`);
}
console.log(failures === 0 ? 'all hold' : `${failures} formats fail`);
process.exit(failures === 0 ? 0 : 1);
