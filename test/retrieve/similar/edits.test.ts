/** Edits of bundled songs, made by ffmpeg: found first, and every section where it went. `node scripts/measure-similar.mjs` does all of them. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canEdit, EDITS, type Edit, editSong, type MatchScore, scoreMatches } from '../../../scripts/edit-songs.mjs';
import { DEMO_DIR, type DemoSong, readSongbook } from '../../../src/cli/demo/songbook.js';
import { PACKAGE_DIR } from '../../../src/config.js';
import { indexPaths } from '../../../src/library/index-paths.js';
import { openWorkspace, type Workspace } from '../../../src/library/workspace.js';
import { findSimilar, type SimilarEvidence } from '../../../src/retrieve/similar/find-similar.js';

const EDITED = ['heather-road.opus', 'pixel-sprint.ogg', 'terrace-lemonade.opus'];
const MADE = EDITS.filter(({ name }) => name === 'shortened' || name === 'repitched');
const LEAST_MATCHED = 0.9;

const describeHere = canEdit() ? describe : describe.skip;
if (!canEdit()) process.stderr.write('skipped: ffmpeg with libopus, libmp3lame and libvorbis is not installed\n');

describeHere('edits of songs', () => {
  let folder: string;
  let workspace: Workspace;
  let songs: DemoSong[];
  const pathOf = ({ file }: DemoSong) => join(DEMO_DIR, file);
  const stemOf = ({ file }: DemoSong, { name }: Edit) => join(folder, `${file.split('.')[0]}-${name}`);
  const isEditOf = (song: DemoSong) => (path: string) => MADE.some((edit) => path.startsWith(stemOf(song, edit)));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'collap-edits-'));
    songs = (await readSongbook()).filter(({ file }) => EDITED.includes(file));
    const edits = songs.flatMap((song) =>
      MADE.map((edit) => editSong(pathOf(song), song.durationSeconds, edit, stemOf(song, edit))),
    );
    const modelDir = join(PACKAGE_DIR, 'models', 'collap-mini');
    workspace = openWorkspace({ libraryDir: join(folder, 'library'), modelDir, device: 'cpu', roots: null });
    const report = await indexPaths(workspace, [...songs.map(pathOf), ...edits]);
    expect(report).toMatchObject({ indexed: EDITED.length * (1 + MADE.length), failed: [] });
  }, 240_000);

  afterAll(async () => {
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(['sound', 'structure'] as const)('come first by %s', async (by) => {
    for (const song of songs) {
      const { results } = await findSimilar(workspace, { song: pathOf(song), by });
      expect(results.slice(0, MADE.length).filter(({ path }) => isEditOf(song)(path))).toHaveLength(MADE.length);
    }
  });

  test(`at least ${100 * LEAST_MATCHED} % of sections are matched where they went`, async () => {
    const total: MatchScore = { kept: 0, placed: 0, cut: 0, left: 0 };
    for (const song of songs) {
      const { results } = await findSimilar(workspace, { song: pathOf(song), by: 'structure' });
      for (const edit of MADE) {
        const found = results.find(({ path }) => path.startsWith(stemOf(song, edit)));
        const score = scoreMatches((found?.evidence ?? []).map(toMatch), song.durationSeconds, edit);
        for (const name of ['kept', 'placed', 'cut', 'left'] as const) total[name] += score[name];
      }
    }
    console.info(
      `${total.placed} of ${total.kept} sections in place; ${total.left} of ${total.cut} cut ones left alone`,
    );
    expect(total.kept).toBeGreaterThan(20);
    expect(total.placed / total.kept).toBeGreaterThanOrEqual(LEAST_MATCHED);
  });

  test('a file that is not in the library is heard, and its own copy there is left out', async () => {
    const [song] = songs as [DemoSong];
    const outside = editSong(pathOf(song), song.durationSeconds, EDITS[1] as Edit, join(folder, 'outside'));
    const { results } = await findSimilar(workspace, { song: outside });
    const nearest = results.slice(0, 1 + MADE.length).map(({ path }) => path);
    expect(nearest.every((path) => path === pathOf(song) || isEditOf(song)(path))).toBe(true);
    const copy = join(folder, `renamed-copy-of-${song.file}`);
    await copyFile(pathOf(song), copy);
    const ofCopy = await findSimilar(workspace, { song: copy });
    expect(ofCopy.results.map(({ path }) => path)).not.toContain(pathOf(song));
  });
});

function toMatch({ askedStartSeconds, askedEndSeconds, startSeconds, endSeconds }: SimilarEvidence) {
  return {
    startSeconds: askedStartSeconds as number,
    endSeconds: askedEndSeconds as number,
    foundStartSeconds: startSeconds,
    foundEndSeconds: endSeconds,
  };
}
