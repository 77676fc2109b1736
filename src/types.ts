/**
 * The nouns that several rooms share. Legend: D = embedding size, K = tags, N = clips of a song, S = sentences,
 * F = frames of a clip, C = size of a frame's embedding.
 * A clip is model input of fixed length; a segment is musical structure.
 */
import type { ErrorCode } from './errors.js';

/** Something that did not stop the work but that the user should know, about one file. */
export interface FileWarning {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A span on a song's timeline, in seconds. */
export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What a section is for in its song; the vocabulary of the Harmonix Set (Nieto et al. 2019), its rarer names folded into these. */
export type SegmentFunction = 'intro' | 'verse' | 'chorus' | 'bridge' | 'instrumental' | 'outro';

/** A section of a song: musical structure, whereas a clip is model input of fixed length. */
export interface Segment extends TimeSpan {
  /** Repetition: sections that sound alike share a letter, in order of appearance from A. */
  readonly label: string;
  readonly function: SegmentFunction;
  /** How sure the boundaries and the function are, 0..1. */
  readonly confidence: number;
}

/** Which model made a vector; vectors of two models never meet. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  /** Of the graphs that make vectors: the sha256 of the audio graph's file, or of that and the song graph's; lower-case hexadecimal. */
  readonly sha256: string;
}

/** What the audio graph says of one clip. */
export interface ClipFeatures {
  /** Shape (D). */
  readonly embedding: Float32Array;
  /** Standardised tag logits, shape (K), in the order of the card's `tags`. */
  readonly tagLogits: Float32Array;
  /** Onset strength at the card's `onsetRateHz`, shape (O). */
  readonly onsetStrength: Float32Array;
  /** Chroma from C to B at the card's `frameRateHz`, shape (F × 12), row-major. */
  readonly chroma: Float32Array;
  /** What sounds, at the card's `frameRateHz`: shape (F × C), row-major. */
  readonly frameEmbedding: Float32Array;
}

/** How far a long piece of work has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What is at hand, for people to read (a path, a stage). */
  readonly message: string;
}

export type ProgressListener = (progress: Progress) => void;

/** How sure a result is, in words: calibrated on songs that have nothing to do with the question. */
export type Certainty = 'high' | 'medium' | 'low';

/** The span of a song that answers one sentence of a description. */
export interface Evidence {
  readonly sentence: string;
  readonly role: 'wanted' | 'avoided';
  /** Null where nothing in the song answers the sentence. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly score: number;
}

/** One song that answers a question. */
export interface SongMatch<E extends Evidence = Evidence> {
  readonly rank: number;
  readonly trackId: string;
  readonly path: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly durationSeconds: number;
  /** Beats a minute; null where there is no clear beat. */
  readonly tempoBpm: number | null;
  /** Such as `A minor`; null where it is unclear. */
  readonly key: string | null;
  readonly score: number;
  readonly certainty: Certainty;
  readonly evidence: readonly E[];
}
