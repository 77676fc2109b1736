import { expect, test } from '@jest/globals';
import { chooseCandidates } from '../../src/retrieve/candidates.js';
import { embedDescriptions } from '../../src/retrieve/embed-description.js';
import { parseDescription } from '../../src/retrieve/parse-description.js';
import { fakeWorkspace, type ToldSong } from './support/fake-library.js';

const vectorsOf = async (text: string, model: ReturnType<typeof fakeWorkspace>['model']) =>
  (await embedDescriptions([parseDescription(text)], model))[0] as Awaited<ReturnType<typeof embedDescriptions>>[0];

test('a small library is searched whole', async () => {
  const { library, model } = fakeWorkspace([
    { trackId: 'a', clips: ['x'] },
    { trackId: 'b', clips: ['y'] },
  ]);
  expect(await chooseCandidates(library, 2, await vectorsOf('z', model), {}, model.card)).toEqual(['a', 'b']);
});

test('of a large one, songs that hold a sentence in one clip only are among the 300', async () => {
  const songs = Array.from(
    { length: 2100 },
    (_, i): ToldSong => ({ trackId: `t${i}`, clips: [`noise${i % 50}`, `hum${i % 70}`] }),
  );
  const hidden: ToldSong = { trackId: 'hidden', clips: [...Array.from({ length: 9 }, () => 'noise1'), 'theremin'] };
  const { library, model } = fakeWorkspace([...songs, hidden]);
  const ids = await chooseCandidates(library, 2101, await vectorsOf('Noise3. Theremin.', model), {}, model.card);
  expect(ids.length).toBeLessThanOrEqual(300);
  expect(ids).toContain('hidden');
  const avoiding = await chooseCandidates(library, 2101, await vectorsOf('No theremin.', model), {}, model.card);
  expect(avoiding.length).toBeGreaterThan(50);
  expect(avoiding).not.toContain('hidden');
});
