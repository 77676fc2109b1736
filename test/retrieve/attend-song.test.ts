import { expect, test } from '@jest/globals';
import { attendSong } from '../../src/retrieve/attend-song.js';
import { fakeWorkspace } from './support/fake-library.js';

const { workspace } = fakeWorkspace([{ trackId: 'a', clips: ['calm piano', 'soft strings', 'loud drums'] }]);

test('every clause over every clip', async () => {
  const picture = await attendSong(workspace, { description: 'Calm piano, no drums. Soft strings.' }, 'a');
  expect(picture.sentences).toEqual(['Calm piano', 'drums', 'Soft strings.']);
  expect(picture.roles).toEqual(['wanted', 'avoided', 'wanted']);
  expect(picture.clipStarts).toEqual([0, 10, 20]);
  const peaks = picture.attention.map((row) => row.indexOf(Math.max(...row)));
  expect(peaks).toEqual([0, 2, 1]);
  for (const row of picture.attention) expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  expect(picture.similarity.map((row) => row.indexOf(Math.max(...row)))).toEqual(peaks);
});

test('a track that is not there', async () => {
  await expect(attendSong(workspace, { description: 'piano' }, 'b')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});
