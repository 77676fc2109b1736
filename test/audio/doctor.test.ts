import { expect, test } from '@jest/globals';
import { DEFAULT_DECODE_LIMITS } from '../../src/audio/decode-limits.js';
import { decodeSong } from '../../src/audio/decode-song.js';
import { loadNodeWebAudio } from '../../src/audio/decoders/node-web-audio.js';
import { probeDecoders } from '../../src/audio/doctor.js';
import { fixture } from './fixtures.js';

test('every decoder is reported: there with its version, or with a reason and a remedy', async () => {
  const reports = await probeDecoders();
  expect(reports.map(({ decoder }) => decoder).sort()).toEqual(['ffmpeg', 'node-web-audio-api', 'wasm']);
  for (const report of reports) {
    if (report.isAvailable) expect(report).toMatchObject({ version: expect.stringMatching(/\d/), remedy: null });
    else expect(report).toMatchObject({ version: null, firstChoiceFor: [], remedy: expect.stringMatching(/nstall/) });
  }
  expect(reports.find(({ decoder }) => decoder === 'wasm')).toMatchObject({ isAvailable: true });
});

test('a native library that does not load is a decoder that is missing, and nothing else', async () => {
  const load = () => Promise.reject(new Error('libasound.so.2: cannot open shared object file'));
  await expect(loadNodeWebAudio(load)).rejects.toMatchObject({
    name: 'DecoderMissing',
    message: expect.stringContaining('libasound.so.2'),
  });
});

test('a file decodes in this process too', async () => {
  const request = {
    path: fixture('tone-440.mp3'),
    sampleRateHz: 16_000,
    limits: DEFAULT_DECODE_LIMITS,
    decoders: null,
  };
  let samples = 0;
  const info = await decodeSong(request, new AbortController().signal, async (block) => {
    samples += block.length;
  });
  expect(samples).toBe(info.durationSeconds * 16_000);
});
