/** What an evaluation keeps of a song that it has heard, and how that is written into the cache. */
import * as z from 'zod';
import type { SongEmbedding } from '../embed/embed-song.js';
import { estimateKey } from '../embed/key.js';
import { estimateTempo } from '../embed/tempo.js';
import type { ModelCard } from '../model/card.js';
import type { HeardSong } from '../structure/analyse-song.js';
import type { EvalSong } from './eval-song.js';

export interface SongForm<Song> {
  /** Part of the cache's key: changed when what this form keeps changes its meaning. */
  readonly name: string;
  summarise(embedding: SongEmbedding): Song;
  encode(song: Song): unknown;
  /** @returns null for what is not a whole song of this model. */
  parse(json: unknown, card: ModelCard): Song | null;
}

const vector = z.base64().transform(decodeVector);

const songSchema = z.object({
  durationSeconds: z.number(),
  tempoBpm: z.number().nullable(),
  key: z.string().nullable(),
  keyConfidence: z.number(),
  song: vector,
  clips: z.array(vector).min(1),
  clipStarts: z.array(z.number()).min(1),
  clipLufs: vector,
});

/** The vectors of a song: what a text is compared with. */
export const VECTORS_FORM: SongForm<EvalSong> = {
  name: 'vectors-3',
  summarise: ({ info, clips, song, tempo, key }) => ({
    durationSeconds: info.durationSeconds,
    tempoBpm: tempo.bpm,
    key: key.key,
    keyConfidence: key.confidence,
    song,
    clips: clips.map((clip) => clip.embedding),
    clipStarts: clips.map((clip) => clip.startSeconds),
    clipLufs: Float32Array.from(clips, (clip) => clip.lufs),
  }),
  encode: (song) => ({
    ...song,
    song: encodeVector(song.song),
    clips: song.clips.map(encodeVector),
    clipLufs: encodeVector(song.clipLufs),
  }),
  parse: (json, card) => {
    const { data } = songSchema.safeParse(json);
    if (!data || [data.song, ...data.clips].some((v) => v.length !== card.embeddingSize)) return null;
    return [data.clipStarts, data.clipLufs].every(({ length }) => length === data.clips.length) ? data : null;
  },
};

const framesSchema = z.object({
  durationSeconds: z.number(),
  rateHz: z.number(),
  count: z.number().int().positive(),
  embeddingSize: z.number().int().positive(),
  embedding: vector,
  chroma: vector,
  onsetStrength: vector,
  loudnessRateHz: z.number(),
  momentaryLufs: vector,
  integratedLufs: z.number().nullable(),
  clips: z.array(z.object({ startSeconds: z.number(), embedding: vector })).default([]),
});

/** What the model hears from moment to moment; tempo and key are measured anew each time, so that they follow the code. */
export const FRAMES_FORM: SongForm<HeardSong> = {
  name: 'frames-2',
  summarise: ({ info, frames, onsetStrength, loudness, tempo, key, clips }) => ({
    info,
    frames,
    onsetStrength,
    loudness,
    tempo,
    key,
    clips: clips.map(({ startSeconds, embedding }) => ({ startSeconds, embedding })),
  }),
  encode: ({ info, frames, onsetStrength, loudness, clips }) => ({
    durationSeconds: info.durationSeconds,
    ...frames,
    embedding: encodeVector(frames.embedding),
    chroma: encodeVector(frames.chroma),
    onsetStrength: encodeVector(onsetStrength),
    loudnessRateHz: loudness.rateHz,
    momentaryLufs: encodeVector(loudness.momentaryLufs),
    integratedLufs: loudness.integratedLufs,
    clips: clips?.map(({ startSeconds, embedding }) => ({ startSeconds, embedding: encodeVector(embedding) })),
  }),
  parse: (json, card) => {
    const { data } = framesSchema.safeParse(json);
    const isWhole = data?.chroma.length === (data?.count ?? 0) * 12;
    if (!data || !isWhole || data.embedding.length !== data.count * data.embeddingSize) return null;
    if (data.clips.some(({ embedding }) => embedding.length !== card.embeddingSize)) return null;
    const { durationSeconds, onsetStrength, loudnessRateHz, momentaryLufs, integratedLufs, clips, ...frames } = data;
    return {
      info: { durationSeconds },
      frames,
      onsetStrength,
      loudness: { rateHz: loudnessRateHz, momentaryLufs, integratedLufs },
      tempo: estimateTempo(onsetStrength, card.audio.onsetRateHz, card.tempo),
      key: estimateKey(frames.chroma),
      clips,
    };
  },
};

/** Float32, little-endian. */
function encodeVector(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Float32Array(bytes.length >> 2);
  for (let index = 0; index < values.length; index++) values[index] = bytes.readFloatLE(index * 4);
  return values;
}
