import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { GivesWay } from '../background.js';
import { entryFile } from '../entry-file.js';
import { CollapError } from '../errors.js';
import type { ClipFeatures } from '../types.js';
import { clipSamples, identifyModel, loadModelCard, type ModelCard, type TextVariant } from './card.js';
import type { InferenceResult, InferenceTask, WorkerData } from './inference-worker.js';
import type { Model, SectionCells, SectionCurves, SongVectors } from './model.js';
import { joinWindows, meanOf, splitSong } from './song-windows.js';

/** Clips of one run: enough to fill the matrix units, few enough that what passes between two steps of the graph stays in the processor's cache. */
const CLIPS_PER_RUN = 4;
const TEXTS_PER_RUN = 32;
/** Longest text of a run, in lengths of its shortest. */
const LENGTH_RATIO = 2.5;

/**
 * Opens a model folder. Its files are checked against the card; the graphs are loaded by worker threads at their first use.
 *
 * @param options.device - `auto` or an execution provider; the one in use is the model's `device`.
 * @param options.threads - worker threads, by default one a core.
 * @param options.givesWay - to whom the threads that hear give way, because nobody waits for theirs.
 * @throws {@link CollapError} `E_MODEL` when a file is missing or damaged, `E_DEVICE` when no provider takes the graph.
 */
export async function openModel(
  modelDir: string,
  options: { device?: string; threads?: number; givesWay?: GivesWay } = {},
): Promise<Model> {
  const card = await loadModelCard(modelDir);
  await verifyFiles(modelDir, card);
  const background = await readBackground(modelDir, card);
  const threads = options.threads ?? availableParallelism();
  const createPool = (minThreads: number, givesWay: GivesWay) => {
    const workerData: WorkerData = { modelDir, card, device: options.device ?? 'auto', givesWay };
    return new Piscina({
      filename: entryFile('./inference-worker.js', import.meta.url),
      workerData,
      minThreads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
    });
  };
  const pool = createPool(1, options.givesWay ?? 'toNone');
  // Threads of its own, started by the first question: nobody who asks waits behind the songs that are being indexed.
  const textPool = createPool(0, 'toNone');
  const close = async () => void (await Promise.all([pool.destroy(), textPool.destroy()]));
  const run = async <T>(task: InferenceTask): Promise<T> => {
    const transferList = task.kind === 'audio' ? [task.waveforms.buffer as ArrayBuffer] : [];
    return resultOf(await (task.kind === 'text' ? textPool : pool).run(task, { transferList }));
  };
  const runBeside = async <T>(filename: string, task: object): Promise<T> =>
    resultOf(await pool.run(task, { filename }));
  try {
    const device = await run<string>({ kind: 'open' });
    return { ...assemble(card, background, device, run, close), runBeside };
  } catch (error) {
    await close();
    throw error;
  }
}

function resultOf<T>(result: InferenceResult): T {
  if ('failure' in result) throw new CollapError(result.failure.code, result.failure.message, result.failure.remedy);
  return result.value as T;
}

/** Clips of digital silence are all alike: one stands for all of a batch, so that hours of silence cost next to nothing. */
async function embedSounding(
  waveforms: readonly Float32Array[],
  embed: (sounding: readonly Float32Array[]) => Promise<ClipFeatures[]>,
): Promise<ClipFeatures[]> {
  const silent = waveforms.map((waveform) => waveform.every((sample) => sample === 0));
  const firstSilent = silent.indexOf(true);
  const isKept = (i: number): boolean => !silent[i] || i === firstSilent;
  const features = await embed(waveforms.filter((_, i) => isKept(i)));
  let next = 0;
  const placed = waveforms.map((_, i) => (isKept(i) ? features[next++] : undefined));
  return placed.map((own) => own ?? (placed[firstSilent] as ClipFeatures));
}

function assemble(
  card: ModelCard,
  background: Float32Array[],
  device: string,
  run: <T>(task: InferenceTask) => Promise<T>,
  close: () => Promise<void>,
): Model {
  const samples = clipSamples(card);
  return {
    card,
    background,
    device,
    identity: identifyModel(card),
    close,
    poolSong: (clips) => meanOf(clips, card.embeddingSize),
    encodeSong: async (clips) => {
      if ('pooling' in card.song) return { clips, song: meanOf(clips, card.embeddingSize) };
      const windows = splitSong(clips.length, card.song.maxClips);
      const parts = windows.map(([from, to]) => run<SongVectors>({ kind: 'song', clips: clips.slice(from, to) }));
      return joinWindows(await Promise.all(parts));
    },
    ...(card.structure && {
      markSections: ({ size, values }: SectionCells) => run<SectionCurves>({ kind: 'structure', size, values }),
    }),
    embedClips: (waveforms) => {
      const odd = waveforms.find((waveform) => waveform.length !== samples);
      if (odd) {
        const message = `A clip has ${odd.length} samples, the model takes ${samples}.`;
        return Promise.reject(
          new CollapError('E_SHAPE', message, 'Cut the song with cutClips at the sizes of the model card.'),
        );
      }
      return embedSounding(waveforms, (sounding) =>
        inRuns(sounding, CLIPS_PER_RUN, (part) =>
          run<ClipFeatures[]>({ kind: 'audio', waveforms: joinWaveforms(part, samples), count: part.length }),
        ),
      );
    },
    embedTexts: (texts, variant = card.text.default) => {
      if (!card.text.variants[variant]) return Promise.reject(missingVariant(card, variant));
      return inRunsByLength(texts, (part) => run<Float32Array[]>({ kind: 'text', texts: part, variant }));
    },
  };
}

/** Clips side by side, (B × T): one copy here, and none on the way to the thread that runs the graph. */
function joinWaveforms(waveforms: readonly Float32Array[], samples: number): Float32Array {
  const joined = new Float32Array(waveforms.length * samples);
  for (const [b, waveform] of waveforms.entries()) joined.set(waveform, b * samples);
  return joined;
}

async function inRuns<In, Out>(
  items: readonly In[],
  size: number,
  run: (part: readonly In[]) => Promise<Out[]>,
): Promise<Out[]> {
  const parts: Promise<Out[]>[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(run(items.slice(start, start + size)));
  return (await Promise.all(parts)).flat();
}

/** A run is as long as its longest text: texts far shorter than it run on their own, which halves the work of a description. */
async function inRunsByLength(
  texts: readonly string[],
  run: (part: readonly string[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const order = [...texts.keys()].sort((a, b) => (texts[a] as string).length - (texts[b] as string).length);
  const parts: number[][] = [];
  for (const place of order) {
    const part = parts.at(-1);
    const shortest = (texts[part?.[0] ?? 0] as string).length;
    const fits = part && part.length < TEXTS_PER_RUN && (texts[place] as string).length <= shortest * LENGTH_RATIO;
    if (fits) part.push(place);
    else parts.push([place]);
  }
  const vectors: Float32Array[] = new Array(texts.length);
  await Promise.all(
    parts.map(async (part) => {
      const own = await run(part.map((place) => texts[place] as string));
      for (const [i, place] of part.entries()) vectors[place] = own[i] as Float32Array;
    }),
  );
  return vectors;
}

async function verifyFiles(modelDir: string, card: ModelCard): Promise<void> {
  const remedy = 'Install collap again, or copy the model folder again from where it came.';
  await Promise.all(
    Object.entries(card.files).map(async ([name, { sha256 }]) => {
      const bytes = await readFile(join(modelDir, name)).catch((cause) => {
        throw new CollapError('E_MODEL', `The model's file ${name} cannot be read in ${modelDir}.`, remedy, { cause });
      });
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== sha256)
        throw new CollapError(
          'E_MODEL',
          `The model's file ${name} is damaged: sha256 ${found}, expected ${sha256}.`,
          remedy,
        );
    }),
  );
}

async function readBackground(modelDir: string, card: ModelCard): Promise<Float32Array[]> {
  const { file, count } = card.calibration.background;
  const bytes = await readFile(join(modelDir, file));
  const size = card.embeddingSize;
  if (bytes.length !== count * size * 4) {
    const message = `${file} has ${bytes.length} bytes, the card speaks of ${count} vectors of ${size} values.`;
    throw new CollapError('E_MODEL', message, 'Copy the model folder again from where it came.');
  }
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return Array.from({ length: count }, (_, m) => values.subarray(m * size, (m + 1) * size));
}

function missingVariant(card: ModelCard, variant: TextVariant): CollapError {
  const known = Object.keys(card.text.variants).join(', ');
  return new CollapError('E_MODEL', `The model ${card.name} has no ${variant} text encoder.`, `Use one of: ${known}.`);
}
