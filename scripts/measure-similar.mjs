// How well `collap similar` finds edits of the bundled songs, and what of them went where: node scripts/measure-similar.mjs [--folder DIR] [--json]
// Needs ffmpeg with libopus, libmp3lame and libvorbis, and `npm run build` before. About three minutes of CPU time; in a folder of your own, edits and
// library stay, and a run that was stopped goes on.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_DIR, readSongbook } from '../dist/cli/demo/songbook.js';
import { readConfig } from '../dist/config.js';
import { indexPaths } from '../dist/library/index-paths.js';
import { openWorkspace } from '../dist/library/workspace.js';
import { findSimilar } from '../dist/retrieve/similar/find-similar.js';
import { canEdit, EDITS, editSong, extensionOf, placesInEdit, scoreMatches } from './edit-songs.mjs';

const stemOf = (path) => basename(path, extname(path));
const share = (part, whole) => Math.round((1000 * part) / Math.max(1, whole)) / 1000;

/** Sums what was scored song by song. */
function add(total, score) {
  for (const [name, value] of Object.entries(score)) total[name] = (total[name] ?? 0) + value;
  return total;
}

/** How many of a song's edits are among the first as many results. */
function countEdits(results, stem) {
  return results.slice(0, EDITS.length).filter(({ path }) => stemOf(path).startsWith(`${stem}-`)).length;
}

/** Section by section against the truth, for every edit of one song. */
function scoreStructure(results, stem, durationSeconds, totals) {
  for (const edit of EDITS) {
    const found = results.find(({ path }) => stemOf(path) === `${stem}-${edit.name}`);
    const matches = (found?.evidence ?? []).map((item) => ({
      startSeconds: item.askedStartSeconds,
      endSeconds: item.askedEndSeconds,
      foundStartSeconds: item.startSeconds,
      foundEndSeconds: item.endSeconds,
    }));
    totals[edit.name] = add(totals[edit.name] ?? {}, scoreMatches(matches, durationSeconds, edit));
  }
}

/** Every section as a stretch: do its edits come first, and is what is shown of them where the section went, or another of its letter? */
async function scoreStretches(workspace, song, stem, durationSeconds, sections, total) {
  for (const section of sections) {
    const { startSeconds: fromSeconds, endSeconds: toSeconds } = section;
    const { results } = await findSimilar(workspace, { song, fromSeconds, toSeconds, limit: 50 });
    const kept = EDITS.filter((edit) =>
      placesInEdit(section, durationSeconds, edit).some((place) => place.share >= 0.5),
    );
    const first = results.slice(0, kept.length).map(({ path }) => stemOf(path));
    add(total, { stretches: kept.length, first: kept.filter(({ name }) => first.includes(`${stem}-${name}`)).length });
  }
}

/** Makes an edit unless it is there; it gets its name when it is whole. */
async function makeEdit({ file, durationSeconds }, edit, folder) {
  const path = join(folder, `${stemOf(file)}-${edit.name}${extensionOf(edit)}`);
  if (existsSync(path)) return path;
  await rename(editSong(join(DEMO_DIR, file), durationSeconds, edit, join(folder, 'unfinished')), path);
  return path;
}

async function measure(workspace, songs, folder) {
  const edits = [];
  for (const song of songs) for (const edit of EDITS) edits.push(await makeEdit(song, edit, folder));
  const report = await indexPaths(workspace, [...songs.map(({ file }) => join(DEMO_DIR, file)), ...edits]);
  if (report.failed.length > 0) throw new Error(`could not be indexed: ${JSON.stringify(report.failed)}`);
  const library = await workspace.library();
  const [byEdit, ranks, stretches] = [{}, {}, {}];
  for (const { file, durationSeconds } of songs) {
    const [song, stem] = [join(DEMO_DIR, file), stemOf(file)];
    const bySound = (await findSimilar(workspace, { song, limit: 50 })).results;
    const byStructure = (await findSimilar(workspace, { song, by: 'structure', limit: 50 })).results;
    add(ranks, { edits: EDITS.length, bySound: countEdits(bySound, stem), byStructure: countEdits(byStructure, stem) });
    scoreStructure(byStructure, stem, durationSeconds, byEdit);
    const { trackId } = await library.findTrack(song);
    const sections = (await library.sections([trackId])).get(trackId);
    await scoreStretches(workspace, song, stem, durationSeconds, sections, stretches);
  }
  return { songs: songs.length, ...describe(byEdit, ranks, stretches) };
}

function describe(byEdit, ranks, stretches) {
  const all = Object.values(byEdit).reduce(add, {});
  return {
    sectionsMatched: share(all.placed, all.kept),
    sections: all.kept,
    matchedByEdit: Object.fromEntries(
      Object.entries(byEdit).map(([name, { placed, kept }]) => [name, share(placed, kept)]),
    ),
    cutSectionsLeftAlone: share(all.left, all.cut),
    cutSections: all.cut,
    editsFirstByStructure: share(ranks.byStructure, ranks.edits),
    editsFirstBySound: share(ranks.bySound, ranks.edits),
    stretchesFirst: share(stretches.first, stretches.stretches),
    stretches: stretches.stretches,
  };
}

const WORDS = {
  songs: 'songs, each in four edits',
  sectionsMatched: 'sections of the original matched where they went in the edit',
  sections: 'of so many',
  matchedByEdit: 'by edit',
  cutSectionsLeftAlone: 'sections that were cut out, and left without a match',
  cutSections: 'of so many',
  editsFirstByStructure: 'edits before every other song, by structure',
  editsFirstBySound: 'edits before every other song, by sound',
  stretchesFirst: 'edits that hold a section before every other song, asked with the section',
  stretches: 'of so many',
};

if (!canEdit()) {
  process.stderr.write(
    'measure-similar: ffmpeg with libopus, libmp3lame and libvorbis is needed; install it and run again.\n',
  );
  process.exit(1);
}
const { values } = parseArgs({ options: { folder: { type: 'string' }, json: { type: 'boolean' } } });
const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), 'collap-similar-')) : resolve(values.folder);
await mkdir(folder, { recursive: true });
const { modelDir } = readConfig();
const workspace = openWorkspace({ libraryDir: join(folder, 'library'), modelDir, device: 'cpu' });
try {
  const result = await measure(workspace, await readSongbook(), folder);
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else for (const [name, words] of Object.entries(WORDS)) console.log(`${JSON.stringify(result[name])}  ${words}`);
} finally {
  await workspace.close();
  if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
}
