import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { createDecoderPool } from '../../src/audio/decoder-pool.js';
import { readSongTags } from '../../src/audio/tags.js';
import { hashEncodedAudio } from '../../src/audio/track-id.js';
import { CollapError } from '../../src/errors.js';
import { aiffOf, decodeAll, fixture, TAGGED_SONGS, temporaryFolder, wavOf } from './fixtures.js';
import { makeTone } from './tone.js';

const MUTATIONS = 66;
const MAX_SECONDS_PER_FILE = 30;
const pool = createDecoderPool({ processes: 1, limits: { maxStallSeconds: 10 } });
const write = temporaryFolder();
afterAll(() => pool.close());

/** Seeded numbers in 0..1: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const tone = [makeTone(440, 16_000, 20_000)];
const SOURCES: [string, Buffer][] = [
  ['wav', wavOf(tone, 16_000)],
  ['aiff', aiffOf(tone, 16_000)],
  ...[...TAGGED_SONGS, 'tone-900.aac'].map((name): [string, Buffer] => [name, readFileSync(fixture(name))]),
  ...['tone-550-alac.m4a', 'tone-650.wma'].map((name): [string, Buffer] => [name, readFileSync(fixture(name))]),
];

type Mutation = (bytes: Buffer, random: () => number) => Buffer;
const at = (bytes: Buffer, random: () => number, below = bytes.length): number =>
  Math.floor(random() * Math.min(below, bytes.length));
const MUTATE: Mutation[] = [
  // bits anywhere
  (bytes, random) => {
    for (let i = 0; i < 40; i++) bytes[at(bytes, random)] = Math.floor(random() * 256);
    return bytes;
  },
  // bytes of the header
  (bytes, random) => {
    for (let i = 0; i < 6; i++) bytes[4 + at(bytes, random, 200)] = Math.floor(random() * 256);
    return bytes;
  },
  // absurd numbers in the header
  (bytes, random) => {
    for (let i = 0; i < 3; i++)
      bytes.writeUInt32LE(random() < 0.5 ? 0xffff_ffff : 0x7fff_fff0, 4 + at(bytes, random, 120));
    return bytes;
  },
  // an end too early
  (bytes, random) => bytes.subarray(0, 1 + at(bytes, random)),
  // a hole in the middle
  (bytes, random) => {
    const start = at(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + at(bytes, random, 4000))]);
  },
  // a stretch twice, behind another file's header
  (bytes, random) =>
    Buffer.concat([
      (SOURCES[at(bytes, random, SOURCES.length)] as [string, Buffer])[1].subarray(0, 64),
      bytes.subarray(at(bytes, random)),
    ]),
];

test(`${MUTATIONS} damaged files each end in audio or in a code, in time, and the pool lives on`, async () => {
  const outcomes: string[] = [];
  for (let n = 0; n < MUTATIONS; n++) {
    const random = createRandom(1000 + n);
    const [name, source] = SOURCES[n % SOURCES.length] as [string, Buffer];
    const mutate = MUTATE[Math.floor(n / SOURCES.length) % MUTATE.length] as Mutation;
    const path = write(`damaged-${n}`, mutate(Buffer.from(source), random));
    const start = Date.now();
    const outcome = await decodeAll(pool, path).catch((error: Error) => error);
    const seconds = (Date.now() - start) / 1000;
    if (outcome instanceof Error && !(outcome instanceof CollapError))
      throw new Error(`${name}, mutation ${n}`, { cause: outcome });
    if (!(outcome instanceof Error)) {
      expect(outcome.samples.every((sample) => Number.isFinite(sample))).toBe(true);
      expect(outcome.samples.length).toBeGreaterThanOrEqual(8000);
    }
    expect([name, n, seconds < MAX_SECONDS_PER_FILE]).toEqual([name, n, true]);
    outcomes.push(outcome instanceof CollapError ? outcome.code : 'decoded');
    const hash = await hashEncodedAudio(path).catch((error: unknown) => error);
    if (typeof hash !== 'string') expect(hash).toBeInstanceOf(CollapError);
    expect(await readSongTags(path)).toHaveProperty('genre');
  }
  expect(outcomes).toContain('decoded');
  expect(outcomes).toContain('E_DECODE');
  expect(outcomes).not.toContain('E_INTERNAL');
  expect(outcomes).not.toContain('E_CRASHED');
  expect((await decodeAll(pool, fixture('tone-440.mp3'))).info.durationSeconds).toBe(2.5);
}, 600_000);
