/** Gathers what the page of an alignment shows: outlines and audio are read again here, where they are drawn. */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { AlignedSong } from '../../align/align-structure.js';
import type { HeardSong } from '../../align/hear-song.js';
import type { DecoderPool } from '../../audio/decoder-pool.js';
import { throwIfCancelled } from '../../errors.js';
import { textToPath } from '../../library/path-text.js';
import { withReadableText } from '../../library/readable-path.js';
import { formatTime } from '../output/format-time.js';
import { mediaTypeOf } from '../picture/media-type.js';
import type { TimelinePicture } from '../picture/timeline.js';
import { measureWaveform, type Waveform } from '../picture/waveform.js';
import { alignPageHtml } from './align-page-html.js';
import { sectionsOf } from './sections.js';

export interface DrawOptions {
  /** As it was asked; null without one. */
  readonly description: string | null;
  readonly decoders: DecoderPool;
  readonly clipSeconds: number;
  readonly signal: AbortSignal;
}

/** Enough for an outline; the decoders resample to it. */
const OUTLINE_RATE_HZ = 8000;
const OUTLINE_BUCKETS = 560;
/** Longer files are not packed into the page. */
const MOST_AUDIO_BYTES = 12 * 2 ** 20;

/** @returns the complete page. */
export async function drawAlignment(aligned: AlignedSong, options: DrawOptions): Promise<string> {
  const { song, other, description, document } = aligned;
  const waveform = await outline(song, options);
  throwIfCancelled(options.signal);
  const picture: TimelinePicture = {
    title: basename(song.path),
    facts: factsOf(song),
    durationSeconds: song.durationSeconds,
    sectionsCaption: 'its sections',
    sections: sectionsOf(song.segments),
    waveform,
    strips: document.alignment.map(({ sentence, role, startSeconds, endSeconds }, s) => ({
      text: sentence,
      role,
      span: startSeconds === null || endSeconds === null ? null : { startSeconds, endSeconds },
      attention: description?.attention[s] ?? null,
      similarity: description?.similarity[s] ?? null,
    })),
    clipStarts: song.clips.map((clip) => clip.startSeconds),
    clipSeconds: options.clipSeconds,
    audioAddress: await audioAddress(song.path),
  };
  return alignPageHtml({
    picture,
    description: options.description,
    document,
    selfSimilarity: song.structure.selfSimilarity.matrix(),
    other: other && { title: basename(other.path), facts: factsOf(other), waveform: await outline(other, options) },
  });
}

function factsOf({ durationSeconds, tempoBpm, key, segments }: HeardSong): string[] {
  return [
    formatTime(durationSeconds),
    tempoBpm === null ? 'no clear tempo' : `${Math.round(tempoBpm)} BPM`,
    key ?? 'no clear key',
    `${segments.length} ${segments.length === 1 ? 'section' : 'sections'}`,
  ];
}

function outline({ path, durationSeconds }: HeardSong, { decoders, signal }: DrawOptions): Promise<Waveform> {
  return withReadableText(path, (readable) => {
    const { blocks } = decoders.decode(readable, { sampleRateHz: OUTLINE_RATE_HZ, signal });
    return measureWaveform(blocks, { sampleRateHz: OUTLINE_RATE_HZ, durationSeconds, buckets: OUTLINE_BUCKETS });
  });
}

async function audioAddress(path: string): Promise<string | null> {
  const mediaType = mediaTypeOf(extname(path));
  const file = await textToPath(path);
  if (mediaType === null || (await stat(file)).size > MOST_AUDIO_BYTES) return null;
  return `data:${mediaType};base64,${(await readFile(file)).toString('base64')}`;
}
