import type { AudioFile } from '../audio-file.js';
import type { AudioDecoder } from '../audio-info.js';
import type { AudioHeader } from '../containers/read-header.js';
import type { DecodeLimits } from '../decode-limits.js';

/** A stretch of decoded audio at the file's own rate, one array per channel, all of one length. */
export interface PcmBlock {
  readonly channels: readonly Float32Array[];
  readonly sampleRateHz: number;
}

export interface DecodeTask {
  readonly file: AudioFile;
  readonly header: AudioHeader;
  readonly limits: DecodeLimits;
  readonly signal: AbortSignal;
}

/** One way to decode one kind of file. */
export interface Rung {
  readonly decoder: AudioDecoder;
  /** Decodes block by block; throws what it likes, {@link DecoderMissing} where the decoder itself is not there. */
  readonly decode: (task: DecodeTask) => AsyncGenerator<PcmBlock>;
}

/** A decoder that this machine does not have. */
export class DecoderMissing extends Error {
  override readonly name = 'DecoderMissing';
}

/** What the streaming packages of @audio/decode-* give. */
interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** Turns a result into a block. @returns null when it holds no samples. */
export function asBlock({ channelData, sampleRate }: Decoded, channels = channelData.length): PcmBlock | null {
  return channelData[0]?.length ? { channels: channelData.slice(0, channels), sampleRateHz: sampleRate } : null;
}
