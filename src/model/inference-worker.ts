/**
 * Runs graphs in a worker thread, because `session.run` blocks the thread that calls it.
 * Sessions are opened at their first use and kept. Legend: B = batch, T = samples, D = embedding size, K = tags.
 */
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession } from 'onnxruntime-node';
import { type GivesWay, giveWay } from '../background.js';
import { asCollapError, CollapError, type ErrorDocument } from '../errors.js';
import type { ClipFeatures } from '../types.js';
import type { ModelCard, TextVariant } from './card.js';
import type { SectionCells, SectionCurves, SongVectors } from './model.js';
import { createSession, loadRuntime } from './providers.js';
import { loadTokenizer, tokenizeBatch } from './tokenize.js';

export interface WorkerData {
  readonly modelDir: string;
  readonly card: ModelCard;
  readonly device: string;
  readonly givesWay: GivesWay;
}

export type InferenceTask =
  | { readonly kind: 'open' }
  /** `waveforms` has shape (B × T), row-major, B = `count`. */
  | { readonly kind: 'audio'; readonly waveforms: Float32Array; readonly count: number }
  | { readonly kind: 'song'; readonly clips: readonly Float32Array[] }
  | ({ readonly kind: 'structure' } & SectionCells)
  | { readonly kind: 'text'; readonly texts: readonly string[]; readonly variant: TextVariant };

/** piscina hands worker data over as a pair whose second half is ours. */
const { modelDir, card, device, givesWay } = (Array.isArray(workerData) ? workerData[1] : workerData) as WorkerData;
giveWay('thread', givesWay);
/** Of the model that this thread serves, for workers that run beside it. */
export const heldCard = card;
const opened = new Map<string, Promise<{ session: InferenceSession; provider: string }>>();
let tokenizer: Tokenizer | undefined;

function open(file: string) {
  let pending = opened.get(file);
  if (!pending) {
    pending = createSession(join(modelDir, file), device);
    pending.catch(() => opened.delete(file));
    opened.set(file, pending);
  }
  return pending;
}

/** Cuts a tensor of shape (B, …) into its B rows. */
function rowsOf(tensor: { readonly data: unknown; readonly dims: readonly number[] }): Float32Array[] {
  const data = tensor.data as Float32Array;
  const batch = tensor.dims[0] as number;
  const size = data.length / batch;
  return Array.from({ length: batch }, (_, b) => data.slice(b * size, (b + 1) * size));
}

async function runAudio(waveforms: Float32Array, count: number): Promise<ClipFeatures[]> {
  const { session } = await open(card.audio.file);
  const { Tensor } = loadRuntime();
  const wanted = ['clip_embedding', 'tag_logits', 'onset_strength', 'chroma', 'frame_embedding'];
  const outputs = await session.run(
    { waveform: new Tensor('float32', waveforms, [count, waveforms.length / count]) },
    wanted,
  );
  const [embedding, tagLogits, onset, chroma, frames] = wanted.map((name) => rowsOf(outputs[name] as never));
  return Array.from({ length: count }, (_, b) => ({
    embedding: embedding?.[b] as Float32Array,
    tagLogits: tagLogits?.[b] as Float32Array,
    onsetStrength: onset?.[b] as Float32Array,
    chroma: chroma?.[b] as Float32Array,
    frameEmbedding: frames?.[b] as Float32Array,
  }));
}

async function runSong(clips: readonly Float32Array[]): Promise<SongVectors> {
  if ('pooling' in card.song) throw new TypeError('This model has no song graph.');
  const { session } = await open(card.song.file);
  const { Tensor } = loadRuntime();
  const size = card.embeddingSize;
  const values = new Float32Array(clips.length * size);
  clips.forEach((clip, n) => {
    values.set(clip, n * size);
  });
  const outputs = await session.run({
    clips: new Tensor('float32', values, [1, clips.length, size]),
    mask: new Tensor('float32', new Float32Array(clips.length).fill(1), [1, clips.length]),
  });
  const contextual = outputs.contextual_clips?.data as Float32Array;
  const song = outputs.song_embedding?.data as Float32Array;
  return { clips: clips.map((_, n) => contextual.slice(n * size, (n + 1) * size)), song: song.slice() };
}

async function runStructure({ size, values }: SectionCells): Promise<SectionCurves> {
  if (!card.structure) throw new TypeError('This model has no structure graph.');
  if (size !== card.structure.values)
    throw new TypeError(`Its structure graph reads ${card.structure.values} values a cell, not ${size}.`);
  const { session } = await open(card.structure.file);
  const { Tensor } = loadRuntime();
  const outputs = await session.run({ features: new Tensor('float32', values, [1, values.length / size, size]) });
  const valuesOf = (name: string) => ((outputs[name] as { data: unknown }).data as Float32Array).slice();
  return { begins: valuesOf('begins'), functions: valuesOf('functions') };
}

async function runText(texts: readonly string[], variant: TextVariant): Promise<Float32Array[]> {
  const { session } = await open(card.text.variants[variant]?.file as string);
  const { Tensor } = loadRuntime();
  tokenizer ??= loadTokenizer(join(modelDir, card.text.tokenizer));
  const tokens = tokenizeBatch(tokenizer, texts, card.text.maxTokens);
  const outputs = await session.run({
    input_ids: new Tensor('int64', tokens.inputIds, tokens.shape),
    attention_mask: new Tensor('int64', tokens.attentionMask, tokens.shape),
  });
  return rowsOf(outputs.embeddings as never);
}

/** What comes back: structured cloning would strip an error of its code, so failures travel as documents. */
export type InferenceResult = { readonly value: unknown } | { readonly failure: ErrorDocument };

async function dispatch(task: InferenceTask): Promise<unknown> {
  if (task.kind === 'open') return (await open(card.audio.file)).provider;
  if (task.kind === 'song') return runSong(task.clips);
  if (task.kind === 'structure') return runStructure(task);
  return task.kind === 'audio' ? runAudio(task.waveforms, task.count) : runText(task.texts, task.variant);
}

/** Runs the graph that a task asks for. */
export default function runTask(task: InferenceTask): Promise<InferenceResult> {
  return answer(() => blamingModel(() => dispatch(task)));
}

/** Runs the structure graph for a worker beside it. @throws {@link CollapError} `E_MODEL`. */
export function markSections(cells: SectionCells): Promise<SectionCurves> {
  return blamingModel(() => runStructure(cells));
}

/** Does the work of a thread, and makes of how it ends what can travel. */
export async function answer(work: () => Promise<unknown>): Promise<InferenceResult> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failure: asCollapError(error).toJSON() };
  }
}

async function blamingModel<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CollapError) throw cause;
    const message = `The model failed: ${cause instanceof Error ? cause.message : cause}`;
    throw new CollapError('E_MODEL', message, 'Check the model with `collap doctor`; try --device cpu.', { cause });
  }
}
