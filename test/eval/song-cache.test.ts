import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSongCache } from '../../src/eval/song-cache.js';
import { FRAMES_FORM, VECTORS_FORM } from '../../src/eval/song-form.js';
import { FAKE_CARD, fakeModel } from '../retrieve/support/fake-model.js';
import { composeSong } from '../structure/support/composed-song.js';
import { fakeSong } from './support/fake-bench.js';

const newDir = () => mkdtemp(join(tmpdir(), 'collap-cache-'));
const filesOf = (dir: string) =>
  readdirSync(dir, { recursive: true })
    .map(String)
    .filter((file) => file.includes('.'));

test('a song comes back as it was written, from one file, and none is left half written', async () => {
  const dir = await newDir();
  const song = fakeSong(['calm piano', 'loud drums']);
  await openSongCache(dir, fakeModel(), VECTORS_FORM).write('track:1', song);
  expect(await openSongCache(dir, fakeModel(), VECTORS_FORM).read('track:1')).toEqual(song);
  expect(filesOf(dir)).toHaveLength(1);
});

test('another song or another model finds nothing', async () => {
  const dir = await newDir();
  await openSongCache(dir, fakeModel(), VECTORS_FORM).write('1', fakeSong(['x']));
  expect(await openSongCache(dir, fakeModel(), VECTORS_FORM).read('2')).toBeNull();
  expect(await openSongCache(dir, fakeModel({ ...FAKE_CARD, version: '2' }), VECTORS_FORM).read('1')).toBeNull();
});

test('a damaged file counts as absent', async () => {
  const dir = await newDir();
  const cache = openSongCache(dir, fakeModel(), VECTORS_FORM);
  await cache.write('1', fakeSong(['x']));
  const file = join(dir, filesOf(dir)[0] as string);
  const text = readFileSync(file, 'utf8');
  const unequal = text.replace('"clipStarts":[0]', '"clipStarts":[0,10]');
  expect(unequal).not.toBe(text);
  for (const damaged of [text.slice(0, 100), '{}', text.replace(/"song":"[^"]+"/, '"song":"AAAA"'), unequal]) {
    writeFileSync(file, damaged);
    expect(await cache.read('1')).toBeNull();
  }
});

test('without a folder nothing is kept', async () => {
  const cache = openSongCache(null, fakeModel(), VECTORS_FORM);
  await cache.write('1', fakeSong(['x']));
  expect(await cache.read('1')).toBeNull();
});

test('what was heard from moment to moment comes back as well, beside the vectors of the same song', async () => {
  const dir = await newDir();
  const heard = composeSong([{ kind: 'A', seconds: 20 }]);
  await openSongCache(dir, fakeModel(), VECTORS_FORM).write('1', fakeSong(['x']));
  const frames = openSongCache(dir, fakeModel(), FRAMES_FORM);
  expect(await frames.read('1')).toBeNull();
  await frames.write('1', heard);
  expect(await frames.read('1')).toMatchObject({
    frames: heard.frames,
    onsetStrength: heard.onsetStrength,
    key: heard.key,
  });
});
