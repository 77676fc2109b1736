import { expect, test } from '@jest/globals';
import { readSongTags } from '../../src/audio/tags.js';
import { fixture, id3v23, temporaryFolder, textFrame, wavOf } from './fixtures.js';
import { makeTone } from './tone.js';

const write = temporaryFolder();
const NONE = { title: null, artist: null, album: null, genre: [], year: null, bpm: null, key: null };

test.each(['tone-440.mp3', 'tone-500.flac', 'tone-600.ogg', 'tone-700.opus', 'tone-800.m4a', 'tone-650.wma'])(
  '%s tells its title and artist',
  async (name) => {
    const tags = await readSongTags(fixture(name));
    expect(tags).toMatchObject({ ...NONE, title: 'Tone', artist: 'collap' });
    expect(tags.durationSeconds).toBeCloseTo(2.5, 1);
  },
);

test('tempo, key, year and genres are read, NULs are cleaned away', async () => {
  const frames = [
    ['TIT2', 'A\x01 title'],
    ['TBPM', '128'],
    ['TKEY', 'Am'],
    ['TYER', '1999'],
    ['TCON', 'Techno'],
  ] as const;
  const path = write('tagged.mp3', id3v23(frames.map(([id, text]) => textFrame(id, text))));
  expect(await readSongTags(path)).toMatchObject({
    title: 'A title',
    bpm: 128,
    key: 'Am',
    year: 1999,
    genre: ['Techno'],
  });
});

test('a file without tags, a text and an empty file give nulls', async () => {
  const wav = write('plain.wav', wavOf([makeTone(440, 16_000, 16_000)], 16_000));
  expect(await readSongTags(wav)).toEqual({ ...NONE, durationSeconds: 1 });
  for (const path of [write('text.mp3', 'no music'), write('empty.mp3', '')]) {
    expect(await readSongTags(path)).toEqual({ ...NONE, durationSeconds: null });
  }
});

test('a file that is not there is E_NOT_FOUND', async () => {
  await expect(readSongTags('/nowhere/none.mp3')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('a tag of endless genres neither holds up the others nor fills the library', async () => {
  const genres = (count: number) => [...Array(count).keys()].map((n) => `Genre ${n}`).join('\0');
  const [endless, many] = [write('endless.mp3', tagged(genres(150_000))), write('many.mp3', tagged(genres(1000)))];
  let isFree = false;
  setTimeout(() => {
    isFree = true;
  }, 1000);
  const [lost, found] = await Promise.all([readSongTags(endless), readSongTags(many)]);
  expect(isFree).toBe(true); // this thread went on
  expect(lost).toEqual({ ...NONE, durationSeconds: null });
  expect(found.genre).toHaveLength(50);

  function tagged(text: string): Buffer {
    return id3v23([textFrame('TCON', text)]);
  }
}, 60_000);
