import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { libraryDirOf } from '../src/config.js';
import { guardLibrary } from '../src/library/library-error.js';
import { folderOfLibrary, placeOfTables } from '../src/remote-library.js';

test.each(['s3://bucket/music', 'gs://bucket/a b', 'az://box', 'db://name'])(
  '%s has a folder of this machine, which leads back to it',
  (address) => {
    const dir = folderOfLibrary(`${address}/`, '/data/collap');
    expect(dir).toMatch(/^\/data\/collap\/remote\/[^/:]+$/);
    expect(placeOfTables(dir)).toBe(address);
    expect(placeOfTables(join(dir, 'generations', '1'))).toBe(`${address}/generations/1`);
  },
);

test.each(['/music/library', 'relative', '/remote/library', 'C:\\music'])('%s is a folder', (dir) => {
  expect(folderOfLibrary(dir, '/data/collap')).toBe(dir);
  expect(placeOfTables(dir)).toBe(dir);
});

test('the environment says where such folders are', () => {
  expect(libraryDirOf('s3://bucket/x', { XDG_DATA_HOME: '/data' })).toBe('/data/collap/remote/s3%3A%2F%2Fbucket%2Fx');
  expect(libraryDirOf('library', { XDG_DATA_HOME: '/data' })).toBe('library');
});

test('what cannot be reached is told by its address, with the credentials as remedy', async () => {
  const dir = folderOfLibrary('s3://nobucket/x', '/data/collap');
  await expect(guardLibrary(dir, () => Promise.reject(new Error('Not found: 404')))).rejects.toMatchObject({
    code: 'E_LIBRARY',
    message: expect.stringContaining('(s3://nobucket/x)'),
    remedy: expect.stringContaining('credentials'),
  });
});
