import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileUri } from '../../src/export/paths/file-uri.js';
import { writeM3u8 } from '../../src/export/playlists/m3u8.js';
import { savePlaylist } from '../../src/export/playlists/save-playlist.js';
import { writeXspf } from '../../src/export/playlists/xspf.js';
import { temporaryDir } from './support/sample.js';

const dir = temporaryDir();
const entry = (path: string | Buffer) => ({ path, title: 'A & B', artist: 'Nobody\nat all', durationSeconds: 61.6 });

test('M3U8: songs at or below the playlist are relative, others absolute', () => {
  const text = Buffer.from(
    writeM3u8([entry('/m/a/1.mp3'), entry('/m/2.mp3'), entry('/m/a/#3.mp3')], '/m/a'),
  ).toString();
  expect(text).toBe(
    [
      '#EXTM3U',
      ...['#EXTINF:62,Nobody at all - A & B', '1.mp3'],
      ...['#EXTINF:62,Nobody at all - A & B', '/m/2.mp3'],
      ...['#EXTINF:62,Nobody at all - A & B', './#3.mp3', ''],
    ].join('\n'),
  );
});

test('a name with a line break is one entry, as a URI', () => {
  const lines = Buffer.from(writeM3u8([entry('/m/a\n#b\r.mp3')], '/m'))
    .toString()
    .split(/[\r\n]/);
  expect(lines.slice(2)).toEqual(['file:///m/a%0A%23b%0D.mp3', '']);
});

test('a song without a title is called as its file is, in either kind', () => {
  const untagged = { ...entry('/m/a.mp3'), title: null, artist: null };
  const name = Buffer.concat([Buffer.from('/m/'), Buffer.from([0xe4]), Buffer.from('.mp3')]);
  expect(Buffer.from(writeM3u8([untagged], null)).toString()).toContain('#EXTINF:62,a.mp3\n');
  expect(Buffer.from(writeM3u8([{ ...untagged, path: name }], null)).toString('latin1')).toContain(
    ',\\xe4.mp3\n/m/ä.mp3',
  );
  expect(writeXspf([untagged], null)).toContain('<title>a.mp3</title>');
});

test('names that are not UTF-8 keep their bytes', () => {
  const name = Buffer.concat([Buffer.from('/m/'), Buffer.from([0xe4]), Buffer.from('.mp3')]);
  expect(Buffer.from(writeM3u8([entry(name)], null)).includes(name)).toBe(true);
  expect(writeXspf([entry(name)], null)).toContain('<location>file:///m/%E4.mp3</location>');
});

test('XSPF holds what a song is called, escaped, and how long it is', () => {
  const text = writeXspf([entry('/m/a b.mp3')], null);
  expect(text).toContain('<location>file:///m/a%20b.mp3</location>');
  expect(text).toContain('<title>A &amp; B</title>');
  expect(text).toContain('<duration>61600</duration>');
});

test('file URIs are what Node makes paths of again', () => {
  const names = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((name) => !/[/\0\ud800-\udfff]/.test(name) && name !== '.' && name !== '..');
  fc.assert(fc.property(names, (name) => expect(fileURLToPath(fileUri(`/m/${name}`))).toBe(`/m/${name}`)));
});

test('a playlist is saved by its extension, and not over another', async () => {
  mkdirSync(join(dir, 'set'));
  writeFileSync(join(dir, 'set', 'a.mp3'), '');
  const songs = [
    entry(join(dir, 'set', 'a.mp3')) as { path: string; title: string; artist: string; durationSeconds: number },
  ];
  const path = await savePlaylist(songs, join(dir, 'set', 'x.m3u8'), false);
  expect(readFileSync(path, 'utf8').split('\n')[2]).toBe('a.mp3');
  await expect(savePlaylist(songs, path, false)).rejects.toMatchObject({ code: 'E_EXISTS' });
  await expect(savePlaylist(songs, join(dir, 'x.pls'), false)).rejects.toMatchObject({ code: 'E_USAGE' });
});
