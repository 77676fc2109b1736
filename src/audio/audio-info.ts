import type { ErrorCode } from '../errors.js';

/** The three ways of decoding, see docs/decisions/0003-decoders.md. */
export type AudioDecoder = 'node-web-audio-api' | 'wasm' | 'ffmpeg';

/** Something that did not stop the decoding, but that the user should know. */
export interface AudioWarning {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What is known of a song once it is decoded. */
export interface AudioInfo {
  /** Length of the decoded audio. */
  readonly durationSeconds: number;
  /** Length that the file claims; null where its header does not say. */
  readonly headerSeconds: number | null;
  /** Sample rate of the file, before resampling. */
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Such as `mp3`, `flac`, `vorbis`, `opus`, `aac`, `pcm`. */
  readonly codec: string;
  readonly decoder: AudioDecoder;
  readonly warnings: readonly AudioWarning[];
}
