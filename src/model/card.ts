import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CollapError } from '../errors.js';
import { tellIssues } from '../tell-issues.js';
import type { ModelIdentity } from '../types.js';

const positive = z.number().positive();
const graphFile = z.object({ bytes: z.number().int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const probability = z.number().min(0).max(1);
const probabilities = z.array(probability);

/** A graph that says of a song's cells where sections begin and what they are for. K = functions. */
const structureSchema = z.object({
  file: z.string(),
  /** Values of a cell that the graph reads. */
  values: z.number().int().positive(),
  /** K names, in the order of the graph's probabilities. */
  functions: z.array(z.enum(['intro', 'verse', 'chorus', 'bridge', 'instrumental', 'outro'])),
  /** Probability from which a section begins. */
  threshold: probability,
  /** Length that sections most often have. */
  typicalSeconds: positive,
  /** How sections follow each other in real songs: the function of the first, of the next after each (K × K), and of the last. */
  order: z.object({ first: probabilities, next: z.array(probabilities), last: probabilities }),
});

/** The card of a model: the only place where its numbers live. */
const cardSchema = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  sampleRateHz: positive,
  clipSeconds: positive,
  hopSeconds: positive,
  embeddingSize: positive,
  /** How two embeddings are compared: audio is standardised, so its length carries meaning. */
  metric: z.enum(['dot', 'cosine']),
  audio: z.object({
    file: z.string(),
    /** Chroma frames a second. */
    frameRateHz: positive,
    /** Values of onset strength a second. */
    onsetRateHz: positive,
    /** Seconds from the clip's start to the middle of the first onset value. */
    onsetOffsetSeconds: z.number(),
  }),
  /** Song vector: the mean of the clip vectors, or a graph over them that also relates them to each other, `maxClips` at a time. */
  song: z.union([
    z.object({ pooling: z.literal('mean') }),
    z.object({ file: z.string(), maxClips: z.number().int().positive() }),
  ]),
  /** Learned choice among metrical levels, H units over the V values of a candidate: weights (H × V) and bias in, weights out. Absent: a prior decides. */
  tempo: z
    .object({ hidden: z.array(z.array(z.number())), bias: z.array(z.number()), weights: z.array(z.number()) })
    .optional(),
  /** Absent from models whose sections follow rules. */
  structure: structureSchema.optional(),
  tags: z.array(z.object({ name: z.string(), source: z.string() })),
  text: z.object({
    tokenizer: z.string(),
    maxTokens: z.number().int().positive(),
    default: z.enum(['bidirectional', 'causal']),
    variants: z.partialRecord(z.enum(['bidirectional', 'causal']), z.object({ file: z.string() })),
  }),
  fusion: z.object({
    /** Temperature of the attention of a sentence over the clips, on the scale of the scores. */
    attentionTemperature: positive,
    /** Share of the global similarity in the fused score, 0..1. */
    globalWeight: probability,
    /** Weight of the order of events. */
    orderWeight: z.number().min(0),
  }),
  calibration: z.object({
    /** Unlabelled song vectors (M, D) float32 little-endian: where scores lie by chance. */
    background: z.object({ file: z.string(), count: z.number().int().positive() }),
    /** Songs that somebody sings; written by training/captions/sung.mjs. */
    sung: z
      .object({
        /** Shape (D): along which sung music differs from the background, and from and up to where on it songs are sung not at all and throughout. */
        direction: z.array(z.number()),
        from: z.number(),
        to: z.number(),
        /** By label, what is added to its score for a song that is sung. */
        allowances: z.record(z.string(), z.number()),
      })
      .optional(),
    /** Fused scores in standard deviations above the background mean from which an answer counts as sure. */
    certainty: z.object({ high: z.number(), medium: z.number() }),
    /** Softmax temperature of zero-shot labels, on the scale of the scores. */
    labelTemperature: positive,
    /** How the scores of each group become probabilities; fitted by training/calibrate_labels.py. */
    labels: z
      .record(
        z.string(),
        z.object({
          share: z.number(),
          height: z.number(),
          bias: z.number(),
          /** What is added for some labels. */
          own: z.record(z.string(), z.number()).default({}),
        }),
      )
      .default({}),
    /** Probability from which a label counts as certain. */
    certainLabel: probability.default(0.6),
  }),
  /** Zero-shot label groups that `classify` offers: the prompt that stands for each label, and what is added to its score. */
  labelGroups: z.record(
    z.string(),
    z.array(z.object({ label: z.string(), prompt: z.string(), offset: z.number().default(0) })),
  ),
  files: z.record(z.string(), graphFile),
  training: z.record(z.string(), z.unknown()),
  quality: z.record(z.string(), z.unknown()),
});

export type ModelCard = z.infer<typeof cardSchema>;
export type StructureCard = z.infer<typeof structureSchema>;
export type TextVariant = ModelCard['text']['default'];

/** Which model a library's vectors are of: one hash for all graphs that audio goes through. */
export function identifyModel({ name, version, audio, song, files }: ModelCard): ModelIdentity {
  const hashes = [audio.file, ...('file' in song ? [song.file] : [])].map((file) => files[file]?.sha256 ?? '');
  const joined = () => createHash('sha256').update(hashes.join('\n')).digest('hex');
  return { name, version, sha256: hashes.length === 1 ? (hashes[0] as string) : joined() };
}

/** Samples of one clip at the card's rate. */
export function clipSamples(card: ModelCard): number {
  return Math.round(card.clipSeconds * card.sampleRateHz);
}

/**
 * Reads and checks `model.json`.
 *
 * @throws {@link CollapError} `E_MODEL` when the file is missing or is not a card.
 */
export async function loadModelCard(modelDir: string): Promise<ModelCard> {
  const path = join(modelDir, 'model.json');
  const remedy =
    'Give a folder with model.json by --model or COLLAP_MODEL, or leave both out to use the bundled model.';
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new CollapError('E_MODEL', `No model in ${modelDir}: model.json cannot be read.`, remedy, { cause });
  }
  try {
    return cardSchema.parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? tellIssues(cause) : String(cause);
    throw new CollapError('E_MODEL', `${path} is not a model card: ${detail}`, remedy, { cause });
  }
}
