import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { hashEncodedAudio } from '../../src/audio/track-id.js';
import { aiffOf, ffmpeg, fixture, TAGGED_SONGS, temporaryFolder, testWithFfmpeg, wavOf } from './fixtures.js';
import { makeTone } from './tone.js';

const write = temporaryFolder();
const tone = [makeTone(440, 16_000, 16_000)];

function id3v2(bodyBytes: number): Buffer {
  const tag = Buffer.alloc(10 + bodyBytes);
  tag.write('ID3\x04', 'latin1');
  tag.set([(bodyBytes >> 21) & 127, (bodyBytes >> 14) & 127, (bodyBytes >> 7) & 127, bodyBytes & 127], 6);
  return tag;
}

const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 'x')]);

function apeTag(): Buffer {
  const tag = Buffer.alloc(32 + 20 + 32);
  for (const [at, flags] of [
    [0, 0xa000_0000],
    [52, 0x8000_0000],
  ] as const) {
    tag.write('APETAGEX', at, 'latin1');
    tag.writeUInt32LE(2000, at + 8);
    tag.writeUInt32LE(52, at + 12);
    tag.writeUInt32LE(flags, at + 20);
  }
  return tag;
}

test('a hash is 32 hexadecimal digits, and differs between songs', async () => {
  const names = [...TAGGED_SONGS, 'tone-900.aac', 'tone-650.wma'];
  const hashes = await Promise.all(names.map((name) => hashEncodedAudio(fixture(name))));
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(hashes).size).toBe(names.length);
});

test('tags glued to both ends of an mp3 do not change it', async () => {
  const song = readFileSync(fixture('tone-440.mp3'));
  const retagged = Buffer.concat([id3v2(3000), song, apeTag(), id3v1]);
  expect(await hashEncodedAudio(write('retagged.mp3', retagged))).toBe(await hashEncodedAudio(fixture('tone-440.mp3')));
});

test('chunks around the sound of wav and aiff do not change them', async () => {
  const list = Buffer.concat([Buffer.from('LIST\x0a\0\0\0INFOIART', 'latin1'), Buffer.alloc(2)]);
  const wav = wavOf(tone, 16_000);
  const withList = Buffer.concat([wav.subarray(0, 36), list, wav.subarray(36), list]);
  expect(await hashEncodedAudio(write('list.wav', withList))).toBe(await hashEncodedAudio(write('plain.wav', wav)));
  const name = Buffer.from('NAME\0\0\0\x04Tone', 'latin1');
  const aiff = aiffOf(tone, 16_000);
  const withName = Buffer.concat([aiff.subarray(0, 12), name, aiff.subarray(12)]);
  expect(await hashEncodedAudio(write('name.aiff', withName))).toBe(await hashEncodedAudio(write('plain.aiff', aiff)));
});

test('one other sample is another song, and so is a cut one', async () => {
  const wav = wavOf(tone, 16_000);
  const changed = Buffer.from(wav);
  changed[5000] = (changed[5000] as number) ^ 1;
  expect(await hashEncodedAudio(write('changed.wav', changed))).not.toBe(
    await hashEncodedAudio(write('original.wav', wav)),
  );
  for (const name of ['tone-440.mp3', 'tone-500.flac', 'tone-600.ogg']) {
    const cut = write(`cut-${name}`, readFileSync(fixture(name)).subarray(0, 9000));
    expect(await hashEncodedAudio(cut)).not.toBe(await hashEncodedAudio(fixture(name)));
  }
});

testWithFfmpeg('re-tagging by another program changes no hash', async () => {
  const comment = 'a comment that is longer than the old one '.repeat(200);
  for (const name of TAGGED_SONGS) {
    const path = write(`retagged-${name}`, '');
    ffmpeg('-i', fixture(name), '-c', 'copy', '-metadata', 'title=Another', '-metadata', `comment=${comment}`, path);
    expect([name, await hashEncodedAudio(path)]).toEqual([name, await hashEncodedAudio(fixture(name))]);
  }
});
