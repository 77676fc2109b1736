import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexReport } from '../../src/library/index-paths.js';
import { openLibrary } from '../../src/library/library.js';
import { watchPaths } from '../../src/library/watch-paths.js';
import { fakeWav, fakeWorkspace } from './support/fake-workspace.mjs';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-watch-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 20 s');
    await sleep(20);
  }
}

/** Watches a folder; `next` waits for the next report. */
function watchFolder(music: string, workspace: ReturnType<typeof fakeWorkspace>) {
  const reports: IndexReport[] = [];
  const errors: CollapError[] = [];
  const stop = new AbortController();
  const watching = watchPaths(workspace, [music], {
    signal: stop.signal,
    quietMilliseconds: 100,
    onReport: (report) => reports.push(report),
    onError: (error) => errors.push(error),
  });
  const next = async () => {
    const count = reports.length;
    await until(() => reports.length > count);
    return reports.at(-1);
  };
  const end = () => {
    stop.abort();
    return watching;
  };
  return { reports, errors, next, end };
}

test('new, changed, moved and deleted songs arrive; an emptied folder is told and watching goes on', async () => {
  const music = join(base, 'music');
  const at = (name: string) => join(music, name);
  mkdirSync(at('album'), { recursive: true });
  writeFileSync(at('1.wav'), fakeWav(1));
  const workspace = fakeWorkspace({ libraryDir: join(base, 'library'), openLibrary });
  const { errors, next, end } = watchFolder(music, workspace);
  expect(await next()).toMatchObject({ indexed: 1 });

  writeFileSync(at('album/2.wav'), fakeWav(2)); // two files, one run
  writeFileSync(at('album/3.wav'), fakeWav(3));
  expect(await next()).toMatchObject({ indexed: 2, unchanged: 1 });
  renameSync(at('album/2.wav'), at('two.wav'));
  expect(await next()).toMatchObject({ indexed: 0, moved: 1 });
  writeFileSync(at('1.wav'), fakeWav(4, 1.5));
  expect(await next()).toMatchObject({ indexed: 1 });
  rmSync(at('album'), { recursive: true });
  expect(await next()).toMatchObject({ removed: 1, unchanged: 2 });
  expect(workspace.calls.embedded).toBe(3 + 3 + 3 + 3); // three clips a song, none twice

  rmSync(at('1.wav'));
  rmSync(at('two.wav'));
  await until(() => errors.length > 0);
  expect(errors[0]).toMatchObject({ code: 'E_NOTHING_FOUND' });
  writeFileSync(at('5.wav'), fakeWav(5));
  expect(await next()).toMatchObject({ indexed: 1, removed: 2 });
  await end();
}, 60_000);

test('files that fail are told when they come and when they are gone, and not in between', async () => {
  const music = join(base, 'failing');
  const at = (name: string) => join(music, name);
  mkdirSync(music);
  writeFileSync(at('1.wav'), fakeWav(11));
  const errorOf = (path: string) =>
    path.endsWith('bad.wav') ? new CollapError('E_NOT_AUDIO', 'No audio in it.', 'Take another file.') : null;
  const libraryDir = join(base, 'failing-library');
  const { reports, next, end } = watchFolder(music, fakeWorkspace({ libraryDir, openLibrary, errorOf }));
  expect(await next()).toMatchObject({ indexed: 1, failed: [] });
  writeFileSync(at('bad.wav'), 'noise');
  expect(await next()).toMatchObject({ indexed: 0, failed: [{ path: at('bad.wav'), code: 'E_NOT_AUDIO' }] });
  writeFileSync(at('cover.txt'), 'no song'); // a run without news
  await sleep(1_000);
  expect(reports).toHaveLength(2);
  rmSync(at('bad.wav'));
  expect(await next()).toMatchObject({ failed: [] });
  await end();
}, 60_000);

test('a folder that is hidden itself is watched; what is hidden in it is not', async () => {
  const music = join(base, '.hidden');
  mkdirSync(music);
  writeFileSync(join(music, '1.wav'), fakeWav(11));
  const workspace = fakeWorkspace({ libraryDir: join(base, 'hidden'), openLibrary });
  const { errors, reports, next, end } = watchFolder(music, workspace);
  try {
    expect(await next()).toMatchObject({ indexed: 1 });
    writeFileSync(join(music, '.2.wav'), fakeWav(12));
    await sleep(500);
    expect(reports).toHaveLength(1);
    writeFileSync(join(music, '3.wav'), fakeWav(13));
    expect(await next()).toMatchObject({ indexed: 1, unchanged: 1 });
    expect(errors).toEqual([]);
  } finally {
    await end();
  }
});
