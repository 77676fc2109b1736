import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { alignStructure } from '../../src/align/align-structure.js';
import { openWorkspace, type Workspace } from '../../src/library/workspace.js';
import { writeTone } from '../cli/support/write-tone.js';
import { temporaryDir } from '../export/support/sample.js';

const dir = temporaryDir();
const whole = join(dir, 'whole.wav');
const cut = join(dir, 'cut.wav');
let workspace: Workspace;
beforeAll(async () => {
  await writeTone(whole, { seconds: 24, hertz: 220 });
  writeFileSync(cut, readFileSync(whole).subarray(0, 500_000));
  const modelDir = resolve('test/fixtures/model-tiny');
  workspace = openWorkspace({ libraryDir: join(dir, 'library'), modelDir, device: 'cpu' });
});
afterAll(() => workspace.close());

test('a file that is cut off is told as such, whichever of the two it is', async () => {
  const warning = expect.stringMatching(/cut\.wav: E_TRUNCATED .*24\.0 s/);
  expect((await alignStructure(workspace, whole)).document.warnings).toEqual([]);
  expect((await alignStructure(workspace, cut)).document.warnings).toEqual([warning]);
  expect((await alignStructure(workspace, whole, { with: cut })).document.warnings).toEqual([warning]);
});

test('what a written description avoids is looked for, too', async () => {
  const { document } = await alignStructure(workspace, whole, { description: 'Genre: country\nAvoid: piano, drums' });
  expect(document.alignment.map(({ sentence, role }) => [sentence, role])).toEqual([
    ['country', 'wanted'],
    ['Avoid: piano, drums', 'avoided'],
  ]);
});

test('the tempo is told to a tenth', async () => {
  const { document } = await alignStructure(workspace, whole);
  expect(document.tempoBpm).not.toBeNull();
  expect(document.tempoBpm).toBe(Number(document.tempoBpm?.toFixed(1)));
});

test('a file whose name is not UTF-8 is heard, and named as the library writes it', async () => {
  writeFileSync(
    Buffer.concat([Buffer.from(`${dir}/caf`), Buffer.from([0xe9]), Buffer.from('.wav')]),
    readFileSync(cut),
  );
  const { song, document } = await alignStructure(workspace, `${dir}/caf\\xe9.wav`);
  expect(song.path).toBe(`${dir}/caf\\xe9.wav`);
  expect(document.warnings).toEqual([expect.stringContaining('caf\\xe9.wav: E_TRUNCATED')]);
  writeFileSync(Buffer.concat([Buffer.from(`${dir}/bad`), Buffer.from([0xe9]), Buffer.from('.wav')]), 'no audio');
  await expect(alignStructure(workspace, `${dir}/bad\\xe9.wav`)).rejects.toMatchObject({
    code: 'E_NOT_AUDIO',
    message: expect.stringContaining('bad\\xe9.wav'),
  });
});
