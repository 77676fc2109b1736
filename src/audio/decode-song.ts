import { asCollapError, CollapError, type ErrorDocument, throwIfCancelled } from '../errors.js';
import { AudioFile } from './audio-file.js';
import type { AudioDecoder, AudioInfo } from './audio-info.js';
import { readCheckedHeader } from './check-file.js';
import type { DecodeLimits } from './decode-limits.js';
import { ladderFor } from './decoders/ladder.js';
import { DecoderMissing, type DecodeTask, type Rung } from './decoders/pcm.js';
import { type SampleSink, SongStream } from './song-stream.js';

export interface DecodeRequest {
  readonly path: string;
  readonly sampleRateHz: number;
  readonly limits: DecodeLimits;
  /** Only these are tried; null means all. */
  readonly decoders: readonly AudioDecoder[] | null;
}

interface FailedRung {
  readonly decoder: AudioDecoder;
  readonly cause: unknown;
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/**
 * Decodes one file to mono at the wanted rate, in this process: one decoder after the other, until one gives the whole song.
 *
 * @param send - takes the samples in order and holds the decoder back until it is ready for more.
 * @throws {@link CollapError} by the codes of the header, the limits, `E_UNSUPPORTED`, `E_DECODE`, `E_TOO_SHORT`, `E_CANCELLED`.
 */
export async function decodeSong(request: DecodeRequest, signal: AbortSignal, send: SampleSink): Promise<AudioInfo> {
  const file = await AudioFile.open(request.path);
  try {
    const header = await readCheckedHeader(file, request.limits);
    const rungs = ladderFor(header).filter(({ decoder }) => request.decoders?.includes(decoder) ?? true);
    return await climb(
      rungs,
      { file, header, limits: request.limits, signal },
      new SongStream(request.sampleRateHz, request.limits, send),
    );
  } finally {
    await file.close();
  }
}

async function climb(rungs: readonly Rung[], task: DecodeTask, song: SongStream): Promise<AudioInfo> {
  const failed: FailedRung[] = [];
  for (const { decoder, decode } of rungs) {
    try {
      song.startAttempt();
      for await (const block of decode(task)) {
        throwIfCancelled(task.signal);
        await song.take(block);
      }
      if (song.seconds === 0) throw new Error('it gave no samples');
      await song.finish();
      return song.describe(task.header, decoder, null);
    } catch (cause) {
      throwIfCancelled(task.signal);
      if (cause instanceof CollapError) throw cause;
      failed.push({ decoder, cause });
    }
  }
  return settle(failed, task, song);
}

/** No rung reached the end: what one of them gave is kept when it is a song's worth. */
async function settle(
  failed: readonly FailedRung[],
  { file, header, limits }: DecodeTask,
  song: SongStream,
): Promise<AudioInfo> {
  const reasons = failed.map(({ decoder, cause }) => `${decoder}: ${reasonOf(cause)}`).join('; ');
  const worked = failed.find(({ cause }) => !(cause instanceof DecoderMissing));
  if (worked && song.seconds >= limits.minSeconds) {
    await song.finish();
    return song.describe(header, worked.decoder, reasons);
  }
  const cause = new AggregateError(
    failed.map((rung) => rung.cause),
    reasons,
  );
  const isFfmpegMissing = failed.some((rung) => rung.decoder === 'ffmpeg' && rung.cause instanceof DecoderMissing);
  if (!worked) {
    const message = `No decoder for ${header.codec} is there (${reasons || 'none is allowed'}), needed for ${file.path}.`;
    throw new CollapError(
      'E_UNSUPPORTED',
      message,
      'Install ffmpeg and put it on PATH; `collap doctor` shows the decoders.',
      { cause },
    );
  }
  const remedy = isFfmpegMissing
    ? 'Install ffmpeg, which reads more; or copy the file again from its source.'
    : 'Copy the file again from its source, or convert it with another program.';
  throw new CollapError('E_DECODE', `${file.path} (${header.codec}) cannot be decoded: ${reasons}.`, remedy, { cause });
}

/** An error as it travels through a pipe: its causes become one text. */
export interface FailureDocument extends ErrorDocument {
  readonly detail: string;
}

/** What any failure of {@link decodeSong} looks like outside. */
export function describeFailure(failure: unknown): FailureDocument {
  const { code, message, remedy, stack, cause } = asCollapError(failure);
  return {
    code,
    message,
    remedy,
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : (stack ?? message),
  };
}
