import { afterAll, expect, test } from '@jest/globals';
import type { AudioInfo } from '../../src/audio/audio-info.js';
import { DEFAULT_DECODE_LIMITS } from '../../src/audio/decode-limits.js';
import { DecoderChild } from '../../src/audio/decoder-child.js';
import { temporaryFolder, wavOf } from './fixtures.js';
import { makeTone } from './tone.js';

const child = new DecoderChild('toNone');
const write = temporaryFolder();
afterAll(() => child.close());

const decode = (path: string) =>
  new Promise<AudioInfo>((resolve, reject) => {
    const request = { path, sampleRateHz: 16_000, limits: DEFAULT_DECODE_LIMITS, decoders: null };
    child.start(request, { onSamples: () => {}, onDone: resolve, onFailed: reject });
  });

/** In a wait of as many seconds as are said, the process uses the CPU time of one song. */
const STARVED_WAIT_SECONDS = 4;

const onLinux = process.platform === 'linux' ? test : test.skip;
if (process.platform !== 'linux') console.warn('skipped: the CPU time of a process is read from /proc');
onLinux('how a process waits is told from this wait, not from the songs before', async () => {
  const song = write('song.wav', wavOf([makeTone(440, 44_100, 120 * 44_100)], 44_100));
  for (let n = 0; n < 3; n++) await decode(song);
  expect(child.isStarved(0.01)).toBe(false); // all that it used so far in no time at all: it would hang
  child.beginWait();
  expect(child.isStarved(STARVED_WAIT_SECONDS)).toBe(false); // no CPU at all
  await decode(song);
  child.beginWait();
  await decode(song);
  expect(child.isStarved(STARVED_WAIT_SECONDS)).toBe(true); // a little
});
