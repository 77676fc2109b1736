/**
 * What a model is to the rest of collap: tensors in, tensors out.
 * Legend: B = batch, T = samples of a clip, D = embedding size, K = tags, N = clips of a song.
 */
import type { ClipFeatures, ModelIdentity } from '../types.js';
import type { ModelCard, TextVariant } from './card.js';

export interface AudioEncoder {
  /**
   * Embeds clips of one length.
   *
   * @param waveforms - B mono signals at the card's sample rate, each of `clipSamples(card)` samples in -1..1.
   * @throws {@link CollapError} `E_SHAPE` when a clip has another length, `E_MODEL` when the graph fails.
   */
  embedClips(waveforms: readonly Float32Array[]): Promise<ClipFeatures[]>;
}

export interface TextEncoder {
  /**
   * Embeds texts, each as one unit: split descriptions into sentences before.
   *
   * @returns one unit-norm vector of shape (D) per text, in the same order.
   * @throws {@link CollapError} `E_MODEL` when the variant is not in the card.
   */
  embedTexts(texts: readonly string[], variant?: TextVariant): Promise<Float32Array[]>;
}

/** A song as the library keeps it. */
export interface SongVectors {
  /** N clip embeddings of shape (D), each in the context of its song. */
  readonly clips: readonly Float32Array[];
  /** Shape (D). */
  readonly song: Float32Array;
}

/** Cells of a song as the structure graph reads them. Legend: G = cells, V = values of a cell. */
export interface SectionCells {
  /** V */
  readonly size: number;
  /** Shape (G × V), row-major. */
  readonly values: Float32Array;
}

/** What the structure graph says of every cell. Legend: K = functions of the card. */
export interface SectionCurves {
  /** Probability that a section begins with the cell, shape (G). */
  readonly begins: Float32Array;
  /** Probabilities of the functions, shape (G × K), row-major. */
  readonly functions: Float32Array;
}

export interface Model extends AudioEncoder, TextEncoder {
  readonly card: ModelCard;
  readonly identity: ModelIdentity;
  /** The execution provider in use, such as `cpu` or `cuda`. */
  readonly device: string;
  /**
   * Relates the clips of a whole song to each other.
   *
   * @param clips - N clip embeddings as `embedClips` gives them, in playing order, each of shape (D).
   * @throws {@link CollapError} `E_MODEL` when the graph fails.
   */
  encodeSong(clips: readonly Float32Array[]): Promise<SongVectors>;
  /**
   * One vector for a part of a song.
   *
   * @param clips - clip embeddings of shape (D), at least one.
   * @returns their mean, shape (D).
   */
  poolSong(clips: readonly Float32Array[]): Float32Array;
  /**
   * Where sections begin and what they are for; absent from models without a structure graph.
   *
   * @throws {@link CollapError} `E_MODEL` when the cells have not as many values as the graph reads.
   */
  readonly markSections?: (cells: SectionCells) => Promise<SectionCurves>;
  /**
   * Runs a worker's function in one of the model's threads, which give way to questions; absent from models without threads.
   *
   * @param file - a compiled module whose default export takes the task and answers by `answer` of the inference worker.
   * @param task - copied, as is what comes back.
   * @throws {@link CollapError} what the function throws.
   */
  readonly runBeside?: <T>(file: string, task: object) => Promise<T>;
  /** Song vectors of validation recordings, which say how high a score is by chance: M vectors of shape (D). */
  readonly background: readonly Float32Array[];
  close(): Promise<void>;
}
