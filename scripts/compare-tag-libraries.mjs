// What tag libraries for Node do to fields of other programs: files filled by mutagen are given genre, tempo and key, and read by mutagen again.
// usage: node scripts/compare-tag-libraries.mjs [--write] [--dir DIR]    (after npm run build; --write puts the table into decision 0010)
// Installs the libraries into DIR (a temporary folder by default), outside this package. Needs npm, ffmpeg and Debian's python3-mutagen.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeTags } from '../dist/tagging/write-tags.js';

const { values: options } = parseArgs({ options: { write: { type: 'boolean' }, dir: { type: 'string' } } });
const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'collap-tag-libraries-'));
const DOCUMENT = 'docs/decisions/0010-tags-as-pieces.md';
const [BEGIN, END] = ['<!-- libraries: begin -->', '<!-- libraries: end -->'];
const FILES = ['v23.mp3', 'v24.mp3', 'a.flac', 'a.ogg', 'a.opus', 'a.m4a', 'a.wav', 'a.aiff', 'a.wv'];
const [GENRE, BPM, KEY] = ['Ambient', 128, 'Am'];

/** By name and version: `tag(path, folder of its modules)`. */
const LIBRARIES = {
  collap: (path) =>
    writeTags(path, new Map(Object.entries({ genre: [GENRE], bpm: [String(BPM)], key: [KEY] })), join(dir, 'journal')),
  'taglib-wasm@1.5.1': tagByWasm,
  'taglib-wasm@0.5.4': tagByWasm,
  'node-taglib-sharp@6.0.3': (path, modules) => {
    const { File } = createRequire(join(modules, 'x.js'))('node-taglib-sharp');
    const file = File.createFromPath(path);
    Object.assign(file.tag, { genres: [GENRE], beatsPerMinute: BPM, initialKey: KEY });
    file.save();
    file.dispose();
  },
};

async function tagByWasm(path, modules) {
  const entry = join(modules, 'node_modules', 'taglib-wasm', 'dist', 'index.js');
  const { TagLib } = await import(pathToFileURL(entry).href);
  const library = await TagLib.initialize();
  const file = await library.open(new Uint8Array(readFileSync(path)));
  for (const [name, value] of Object.entries({ GENRE, BPM: String(BPM), INITIALKEY: KEY }))
    file.setProperty(name, value);
  if (!file.save()) throw new Error('it does not save');
  writeFileSync(path, file.getFileBuffer());
  file.dispose();
}

const foreignTags = (verb, path) =>
  execFileSync('/usr/bin/python3', [fileURLToPath(new URL('foreign-tags.py', import.meta.url)), verb, path], {
    encoding: 'utf8',
  });
const dump = (path) => JSON.parse(foreignTags('dump', path));

function makeFiles(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of FILES) {
    const path = join(folder, name);
    const source = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3:sample_rate=44100'];
    const version = name.endsWith('.mp3') ? ['-id3v2_version', '0'] : [];
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...source, ...version, path]);
    foreignTags('make', path);
  }
}

/** What became of one file, in words. */
function describeChange(before, after) {
  const names = (tags) => Object.keys(tags.foreign);
  const lost = names(before).filter((name) => !names(after).includes(name));
  const added = names(after).filter((name) => !names(before).includes(name));
  const changed = names(before).filter(
    (name) =>
      names(after).includes(name) && JSON.stringify(before.foreign[name]) !== JSON.stringify(after.foreign[name]),
  );
  const unread = Object.entries({ genre: GENRE, bpm: String(BPM), key: KEY }).filter(
    ([field, value]) => after.own[field]?.[0] !== value,
  );
  const parts = [
    ['drops', lost],
    ['adds', added],
    ['changes', changed],
    ['elsewhere or missing:', unread.map(([field]) => field)],
  ];
  const said = parts.filter(([, list]) => list.length > 0).map(([verb, list]) => `${verb} ${list.join(', ')}`);
  return said.join('; ') || 'kept';
}

async function checkLibrary(name, tag) {
  const modules = join(dir, name);
  cpSync(join(dir, 'original'), join(modules, 'files'), { recursive: true });
  if (name.includes('@'))
    execFileSync('npm', ['install', '--silent', '--ignore-scripts', '--no-save', '--prefix', modules, name]);
  const said = new Map();
  for (const file of FILES) {
    const path = join(modules, 'files', file);
    const before = dump(path);
    let outcome;
    try {
      await tag(path, modules);
      outcome = describeChange(before, dump(path));
    } catch (error) {
      outcome = `fails: ${String(error.message)
        .split(/\n|\. [A-Z]/)[0]
        .replaceAll(dir, '')}`;
    }
    said.set(outcome, [...(said.get(outcome) ?? []), file]);
  }
  return [...said].map(([outcome, files]) =>
    files.length === FILES.length ? `all: ${outcome}` : `${files.join(', ')}: ${outcome}`,
  );
}

makeFiles(join(dir, 'original'));
const rows = ['| library | fields of others, and ours |', '| --- | --- |'];
for (const [name, tag] of Object.entries(LIBRARIES)) {
  rows.push(`| ${name} | ${(await checkLibrary(name, tag)).join('<br>').replaceAll('|', '\\|')} |`);
  console.log(rows.at(-1));
}
if (options.write) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [head, tail] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  writeFileSync(DOCUMENT, `${head}\n${rows.join('\n')}\n\nNode ${process.versions.node}.\n${tail}`);
}
