import type { AudioFormat } from '../formats.js';

/** What every header says, whatever the container. */
export interface HeaderFacts {
  readonly format: AudioFormat;
  readonly codec: string;
  /** Null where the header does not say. */
  readonly sampleRateHz: number | null;
  readonly channels: number | null;
  /** Length that the header claims, in seconds. */
  readonly headerSeconds: number | null;
  /** Why the file must be cut short, where the container itself shows it (a page without its end, no end mark). */
  readonly cutShort: string | null;
  /** First byte of the encoded audio, behind tags and headers. */
  readonly dataStart: number;
  /** First byte behind the encoded audio. */
  readonly dataEnd: number;
}
