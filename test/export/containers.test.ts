/** Copies: what was in the file stays, old markers make room for new ones, and what cannot carry them says so. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { AudioFile } from '../../src/audio/audio-file.js';
import { placeChapters } from '../../src/export/containers/place-chapters.js';
import { placeSeratoCues } from '../../src/export/containers/serato-cues.js';
import { placeWavCues } from '../../src/export/containers/wav-cues.js';
import { copySong } from '../../src/export/copy-song.js';
import { type Marker, markersOf } from '../../src/export/markers.js';
import { isKept, type Piece } from '../../src/tagging/file-pieces.js';
import { fixture, wavOf } from '../audio/fixtures.js';
import { putSample, temporaryDir, writeExport } from './support/sample.js';

const dir = temporaryDir();
const hasFfmpeg = !spawnSync('ffmpeg', ['-version']).error;
const marker = (startSeconds: number, endSeconds: number, name: string): Marker => ({
  startSeconds,
  endSeconds,
  name,
  function: null,
  label: null,
  confidence: null,
});

/** The bytes that pieces of a file stand for. */
async function build(path: string, place: (file: AudioFile) => Promise<readonly Piece[]>): Promise<Buffer> {
  const file = await AudioFile.open(path);
  try {
    const parts: Uint8Array[] = [];
    for (const piece of await place(file))
      parts.push(isKept(piece) ? await file.read(piece.start, piece.end - piece.start) : piece.bytes);
    return Buffer.concat(parts);
  } finally {
    await file.close();
  }
}

describe('a copy of a copy is the copy: markers are replaced, nothing grows', () => {
  for (const file of ['.wav', '.mp3', '.flac', '.ogg', '.opus', '.m4a']) {
    const can = file === '.wav' || hasFfmpeg;
    (can ? test : test.skip)(`${file}${can ? '' : ' (skipped: no ffmpeg)'}`, async () => {
      const format = file === '.wav' ? 'wav-cue' : 'chapters';
      const song = putSample(dir, file);
      const before = readFileSync(song);
      const more = await writeExport(format, join(dir, `more${file}`), song, { options: { marked: 'downbeats' } });
      const once = await writeExport(format, join(dir, `once${file}`), song);
      const again = await writeExport(format, join(dir, `again${file}`), more);
      const twice = await writeExport(format, join(dir, `twice${file}`), once);
      expect(readFileSync(twice).equals(readFileSync(once))).toBe(true);
      if (hasFfmpeg && file !== '.wav') expect(chaptersOf(again)).toBe(chaptersOf(once));
      expect(readFileSync(song).equals(before)).toBe(true);
    });
  }
  const chaptersOf = (path: string): string =>
    execFileSync('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'csv', path], { encoding: 'utf8' });
});

describe('WAV', () => {
  test('chunks of other programs stay, odd sizes are evened out, samples are where they were', async () => {
    const song = putSample(dir, '.wav');
    const copy = await build(song, (file) => placeWavCues(file, [marker(1, 2, 'x'), marker(2, 2, 'yy')]));
    expect(copy.readUInt32LE(4)).toBe(copy.length - 8);
    expect(copy.includes('another program')).toBe(true);
    const bytes = readFileSync(song);
    const data = bytes.indexOf('data');
    expect(copy.subarray(data, data + 1_764_008).equals(bytes.subarray(data, data + 1_764_008))).toBe(true);
  });

  test('cue points of another program stay with their names and lengths, also in a copy of a copy', async () => {
    const uint32 = (...values: number[]) =>
      Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer)));
    const chunk = (id: string, body: Buffer) =>
      Buffer.concat([Buffer.from(id), uint32(body.length), body, Buffer.alloc(body.length % 2)]);
    const point = Buffer.concat([uint32(7, 100), Buffer.from('data'), uint32(0, 0, 100)]);
    const name = chunk('labl', Buffer.concat([uint32(7), Buffer.from('my loop\0')]));
    const length = chunk('ltxt', Buffer.concat([uint32(7, 50), Buffer.from('rgn '), Buffer.alloc(8)]));
    const loop = chunk('smpl', uint32(0, 0, 0, 0, 0, 0, 0, 1, 0, 7, 0, 100, 150, 0, 0));
    const song = join(dir, 'looped.wav');
    const bytes = Buffer.concat([
      wavOf([new Float32Array(8_000)], 8_000),
      chunk('cue ', Buffer.concat([uint32(1), point])),
      loop,
      chunk('LIST', Buffer.concat([Buffer.from('adtl'), name, length])),
    ]);
    bytes.writeUInt32LE(bytes.length - 8, 4);
    writeFileSync(song, bytes);
    const markers = [marker(0, 0.5, 'Intro'), marker(0.5, 1, 'Outro')];
    const copy = await build(song, (file) => placeWavCues(file, markers));
    for (const part of [point, name, length, loop]) expect(copy.includes(part)).toBe(true);
    expect(copy.readUInt32LE(copy.indexOf('cue ') + 8)).toBe(3);
    expect(copy.lastIndexOf('labl')).toBeLessThan(copy.indexOf('ltxt'));
    writeFileSync(join(dir, 'looped-copy.wav'), copy);
    const again = await build(join(dir, 'looped-copy.wav'), (file) => placeWavCues(file, markers));
    expect(again.equals(copy)).toBe(true);
  });

  test('any markers come out as chunks that add up, one point each', async () => {
    const song = join(dir, 'short.wav');
    writeFileSync(song, wavOf([new Float32Array(8_000)], 8_000));
    const names = fc.string({ unit: 'grapheme', maxLength: 30 });
    const times = fc.double({ min: 0, max: 1, noNaN: true });
    const markers = fc.array(
      fc.tuple(times, times, names).map(([a, b, name]) => marker(Math.min(a, b), Math.max(a, b), name)),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(markers, async (given) => {
        const copy = await build(song, (file) => placeWavCues(file, given));
        const chunks = new Map<string, Buffer>();
        let at = 12;
        while (at < copy.length) {
          const size = copy.readUInt32LE(at + 4);
          chunks.set(copy.toString('latin1', at, at + 4), copy.subarray(at + 8, at + 8 + size));
          at += 8 + size + (size % 2);
        }
        expect(at).toBe(copy.length);
        const cue = chunks.get('cue ') as Buffer;
        const samples = given.map((_, i) => cue.readUInt32LE(4 + i * 24 + 20));
        expect(samples).toEqual(given.map(({ startSeconds }) => Math.round(startSeconds * 8_000)));
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [
      'a file that was cut short',
      'cut.wav',
      () => wavOf([new Float32Array(8_000)], 8_000).subarray(0, 9_000),
      'E_DECODE',
    ],
    [
      'RF64',
      'rf64.wav',
      () => Buffer.concat([Buffer.from('RF64'), wavOf([new Float32Array(8_000)], 8_000).subarray(4)]),
      'E_UNSUPPORTED',
    ],
    [
      'compressed samples',
      'adpcm.wav',
      () => {
        const bytes = wavOf([new Float32Array(8_000)], 8_000);
        bytes.writeUInt16LE(2, 20); // ADPCM of Microsoft
        return bytes;
      },
      'E_UNSUPPORTED',
    ],
    ['an MP3', 'a.mp3', () => readFileSync(fixture('tone-440.mp3')), 'E_UNSUPPORTED'],
  ])('%s is refused', async (_, name, bytes, code) => {
    const path = join(dir, name);
    writeFileSync(path, bytes());
    await expect(build(path, (file) => placeWavCues(file, [marker(0, 1, 'x')]))).rejects.toMatchObject({ code });
  });
});

describe('ID3', () => {
  const mp3 = (tag: Buffer): string => {
    const path = join(dir, `tag-${tag.length}.mp3`);
    writeFileSync(path, Buffer.concat([tag, readFileSync(fixture('tone-440.mp3'))]));
    return path;
  };
  const tagOf = (version: number, flags: number, ...frames: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(frames);
    return Buffer.concat([
      Buffer.from('ID3'),
      Buffer.from([version, 0, flags, 0, 0, body.length >> 7, body.length & 127]),
      body,
    ]);
  };

  test('a tag of version 2.2, which knows no chapters, is refused', async () => {
    const path = mp3(tagOf(2, 0, Buffer.from('TT2\0\0\x02\0x', 'latin1')));
    await expect(build(path, (file) => placeChapters(file, [marker(0, 1, 'x')]))).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
    });
  });

  test('cues of Serato, old and older, make room; its other objects stay', async () => {
    const object = (name: string) => {
      const content = Buffer.from(`\0application/octet-stream\0\0${name}\0old cues`, 'latin1');
      return Buffer.concat([Buffer.from(`GEOB\0\0\0${String.fromCharCode(content.length)}\0\0`, 'latin1'), content]);
    };
    const path = mp3(tagOf(4, 0, ...['Serato Markers_', 'Serato Markers2', 'Serato BeatGrid'].map(object)));
    const copy = await build(path, (file) => placeSeratoCues(file, sampleSong(path)));
    const tag = copy.subarray(0, copy.indexOf(readFileSync(fixture('tone-440.mp3'))));
    expect(tag.includes('Serato Markers_')).toBe(false);
    expect(tag.toString('latin1').match(/Serato Markers2/g)).toHaveLength(1);
    expect(tag.includes(object('Serato BeatGrid'))).toBe(true);
  });

  test('in a tag that hides frame heads, chapters hide them, too', async () => {
    const path = mp3(tagOf(4, 0x80, Buffer.from('TIT2\0\0\0\x02\0\0\x03x', 'latin1')));
    const copy = await build(path, (file) => placeChapters(file, [marker(0.255, 0.256, 'x')]));
    const tag = copy.subarray(10, copy.indexOf(readFileSync(fixture('tone-440.mp3'))));
    for (const [i, byte] of tag.entries()) if (byte === 0xff) expect(tag[i + 1]).toBeLessThan(0xe0);
    expect(tag.includes('TIT2\0\0\0\x02\0\0\x03x')).toBe(true);
  });
});

describe('refusals', () => {
  test('the song itself is no target, not even by another name', async () => {
    const song = putSample(dir, '.wav');
    const found = { path: song, file: song, track: null };
    const copying = copySong(found, `${dir}/../${dir.split('/').at(-1)}/song.wav`, { overwrite: true }, (file) =>
      placeWavCues(file, []),
    );
    await expect(copying).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining('the song itself'),
    });
  });

  test('a song that changes meanwhile gives no copy', async () => {
    const song = join(dir, 'changing.wav');
    writeFileSync(song, wavOf([new Float32Array(800)], 8_000));
    const copying = copySong(
      { path: song, file: song, track: null },
      join(dir, 'changed.wav'),
      { overwrite: false },
      async (file) => {
        const pieces = await placeWavCues(file, []);
        writeFileSync(song, wavOf([new Float32Array(900)], 8_000));
        return pieces;
      },
    );
    await expect(copying).rejects.toMatchObject({ code: 'E_CHANGED' });
  });

  test('only MP3 carries Serato’s cues', async () => {
    const song = putSample(dir, '.wav');
    await expect(writeExport('serato', join(dir, 'x'), song)).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
  });

  (hasFfmpeg ? test : test.skip)('WavPack has no chapters (skipped without ffmpeg)', async () => {
    const writing = writeExport('chapters', join(dir, 'x'), putSample(dir, '.wv'));
    await expect(writing).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
  });

  const tooMany = (song: string) => {
    const beats = Array.from({ length: 1200 }, (_, i) => i / 61);
    return { ...sampleSong(song), beats };
  };
  for (const [format, file] of [
    ['chapters', '.flac'],
    ['chapters', '.m4a'],
    ['chapters', '.mp3'],
    ['cue-sheet', '.wav'],
  ] as const) {
    const can = file === '.wav' || hasFfmpeg;
    (can ? test : test.skip)(`more beats than ${format} of ${file} can hold (skipped without ffmpeg)`, async () => {
      const song = putSample(dir, file);
      const writing = writeExport(format, join(dir, 'x'), song, {
        annotations: tooMany(song),
        options: { marked: 'beats' },
      });
      await expect(writing).rejects.toMatchObject({ code: 'E_LIMIT' });
    });
  }

  test('sections have distinct names', () => {
    const names = markersOf(sampleSong('/a.wav')).map(({ name }) => name);
    expect(names).toEqual(['Intro', 'Verse 1', 'Chorus', 'Verse 2', 'Outro']);
  });
});
