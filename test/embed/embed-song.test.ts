import { describe, expect, test } from '@jest/globals';
import type { AudioInfo } from '../../src/audio/audio-info.js';
import type { DecoderPool } from '../../src/audio/decoder-pool.js';
import { embedSong } from '../../src/embed/embed-song.js';
import { CollapError } from '../../src/errors.js';
import type { ModelCard } from '../../src/model/card.js';
import type { Model } from '../../src/model/model.js';

const RATE_HZ = 1000;
const CARD = {
  sampleRateHz: RATE_HZ,
  clipSeconds: 10,
  hopSeconds: 10,
  embeddingSize: 2,
  audio: { onsetRateHz: 50, frameRateHz: 4 },
} as ModelCard;

interface Calls {
  batches: number[];
  /** Blocks that the decoder gave, when each batch reached the model. */
  blocksAtBatch: number[];
  blocks: number;
}

/** A song whose samples are the seconds since its start, divided by 1000. */
function fakes(seconds: number, failure: CollapError | null = null) {
  const calls: Calls = { batches: [], blocksAtBatch: [], blocks: 0 };
  const info = { durationSeconds: seconds, warnings: [] } as unknown as AudioInfo;
  async function* blocks() {
    for (let start = 0; start < seconds * RATE_HZ; start += RATE_HZ) {
      calls.blocks++;
      if (failure && start >= 15 * RATE_HZ) throw failure;
      yield Float32Array.from(
        { length: Math.min(RATE_HZ, seconds * RATE_HZ - start) },
        (_, i) => (start + i) / RATE_HZ / 1000,
      );
    }
  }
  const decoders: DecoderPool = {
    decode: () => ({ blocks: blocks(), info: failure ? Promise.reject(failure) : Promise.resolve(info) }),
    prepare: () => {},
    close: async () => {},
  };
  const model = {
    card: CARD,
    async embedClips(waveforms: readonly Float32Array[]) {
      calls.batches.push(waveforms.length);
      calls.blocksAtBatch.push(calls.blocks);
      return waveforms.map((waveform) => {
        const first = (waveform[0] as number) * 1000;
        // A beat every half second of the song's own time, on the grid of the whole song.
        const onsetStrength = Float32Array.from({ length: 500 }, (_, i) =>
          Math.round(first * 50 + i) % 25 === 0 ? 1 : 0,
        );
        const chroma = Float32Array.from(
          { length: 480 },
          (_, i) => [1, 0, 0.5, 0, 0.8, 0.4, 0, 0.9, 0, 0.5, 0, 0.4][i % 12] as number,
        );
        return {
          embedding: Float32Array.of(first, 1),
          tagLogits: Float32Array.of(first, -first, 2),
          onsetStrength,
          chroma,
          frameEmbedding: Float32Array.from({ length: 120 }, (_, i) => first + Math.floor(i / 3) / 4),
        };
      });
    },
    encodeSong: async (clips: readonly Float32Array[]) => ({ clips, song: Float32Array.of(clips.length, 7) }),
  } as unknown as Model;
  return { calls, decoders, model };
}

describe('embedSong', () => {
  test('tiles a song with clips, the last one ending with it', async () => {
    const { calls, ...deps } = fakes(96.5);
    const told: number[] = [];
    const song = await embedSong('x.wav', { ...deps, onProgress: ({ done }) => told.push(done) });
    expect(song.clips.map((clip) => clip.startSeconds)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 86.5]);
    expect(song.clips.map((clip) => Math.round((clip.embedding[0] as number) * 10) / 10)).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 86.5,
    ]);
    expect([...song.song]).toEqual([10, 7]);
    expect(song.tagLogits[0]).toBeCloseTo(44.65, 3);
    expect(song.tagLogits[2]).toBeCloseTo(2, 5);
    expect(calls.batches).toEqual([8, 2]);
    expect(told).toEqual([expect.any(Number), 96.5]);
  });

  test('hears tempo, key and level on the joined curves', async () => {
    const song = await embedSong('x.wav', fakes(63.2));
    expect(song.onsetStrength).toHaveLength(63.2 * 50);
    expect([...song.onsetStrength].every((value, i) => value === (i % 25 === 0 ? 1 : 0))).toBe(true);
    expect(song.tempo.bpm).toBeCloseTo(120, 0);
    expect(song.key.key).toBe('C major');
    expect(song.frames).toMatchObject({ rateHz: 4, count: 253, embeddingSize: 3 });
    expect([...song.frames.embedding].every((value, i) => Math.abs(value - Math.floor(i / 3) / 4) < 0.06)).toBe(true);
    expect(song.loudness.momentaryLufs).toHaveLength(632);
    expect(song.loudnessDb).toBeCloseTo(20 * Math.log10(0.0632 / Math.sqrt(3)), 1);
  });

  test('does not run ahead of the model', async () => {
    const { calls, ...deps } = fakes(600);
    await embedSong('x.wav', deps);
    expect(calls.batches).toHaveLength(8);
    for (const [batch, blocks] of calls.blocksAtBatch.entries())
      expect(blocks).toBeLessThanOrEqual((batch + 1) * 80 + 20);
  });

  test('a song shorter than a clip has one, and nothing is heard beyond its end', async () => {
    const song = await embedSong('x.wav', fakes(3.5));
    expect(song.clips.map((clip) => clip.startSeconds)).toEqual([0]);
    expect(song.onsetStrength).toHaveLength(175);
  });

  test('audio without samples is too short', async () => {
    await expect(embedSong('x.wav', fakes(0))).rejects.toMatchObject({
      code: 'E_TOO_SHORT',
      message: expect.stringContaining('x.wav'),
    });
  });

  test("the decoder's failure is the song's", async () => {
    const failure = new CollapError('E_DECODE', 'Broken.', 'Replace it.');
    await expect(embedSong('x.wav', fakes(40, failure))).rejects.toBe(failure);
  });

  test('cancelling stops it between batches', async () => {
    const stop = new AbortController();
    const { calls, ...deps } = fakes(600);
    const running = embedSong('x.wav', { ...deps, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ code: 'E_CANCELLED' });
    expect(calls.batches).toEqual([8]);
    await expect(embedSong('x.wav', { ...deps, signal: stop.signal })).rejects.toMatchObject({ code: 'E_CANCELLED' });
  });
});
