/** The main job on the bundled songs: listen, answer three long descriptions, measure what the pictures show. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { throwIfCancelled } from '../../errors.js';
import { median } from '../../eval/metrics/median.js';
import { indexPaths } from '../../library/index-paths.js';
import type { Workspace } from '../../library/workspace.js';
import { attendSong } from '../../retrieve/attend-song.js';
import { findSongs } from '../../retrieve/find-songs.js';
import type { ProgressListener, SongMatch } from '../../types.js';
import { mediaTypeOf } from '../picture/media-type.js';
import { measureWaveform } from '../picture/waveform.js';
import type { DemoAnswer, DemoRun, SongPicture } from './answer.js';
import { DEMO_DIR, type DemoSong, pickQuestions, readSongbook } from './songbook.js';

/** The most that one answer can hold. */
const MOST_RESULTS = 50;
/** Enough for an outline; the decoders resample to it. */
const OUTLINE_RATE_HZ = 8000;
const OUTLINE_BUCKETS = 560;

export interface DemoOptions {
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
  /** Folder with songs.json and the songs; by default those that come with collap. */
  readonly demoDir?: string;
}

/** @throws {@link CollapError} when the songs are missing, or what indexing and finding throw. */
export async function runDemo(
  workspace: Workspace,
  { signal, onProgress, demoDir = DEMO_DIR }: DemoOptions,
): Promise<DemoRun> {
  const songs = await readSongbook(demoDir);
  const started = performance.now();
  const paths = songs.map((song) => join(demoDir, song.file));
  const report = await indexPaths(workspace, paths, { signal, onProgress });
  throwIfCancelled(signal);
  const indexSeconds = report.indexed > 0 ? (performance.now() - started) / 1000 : null;
  const model = await workspace.model();

  const answers: DemoAnswer[] = [];
  const answerMs: number[] = [];
  for (const asked of pickQuestions(songs)) {
    const askedMs = performance.now();
    const { results } = await findSongs(workspace, {
      description: asked.description,
      limit: Math.min(MOST_RESULTS, songs.length),
      signal,
    });
    answerMs.push(performance.now() - askedMs);
    const first = results[0];
    answers.push({
      asked,
      results,
      picture: first ? await takePicture(workspace, asked.description, first, songs) : null,
    });
  }
  return {
    answers,
    songs: songs.length,
    musicSeconds: songs.reduce((sum, song) => sum + song.durationSeconds, 0),
    indexSeconds,
    answerSeconds: median(answerMs) / 1000, // the first answer also loads the text encoder, which would weigh down a mean
    model: `${model.identity.name} ${model.identity.version}`,
    device: model.device,
  };
}

async function takePicture(
  workspace: Workspace,
  description: string,
  song: SongMatch,
  songs: readonly DemoSong[],
): Promise<SongPicture> {
  const attention = await attendSong(workspace, { description }, song.trackId);
  const { blocks } = workspace.decoders.decode(song.path, { sampleRateHz: OUTLINE_RATE_HZ });
  const outline = { sampleRateHz: OUTLINE_RATE_HZ, durationSeconds: song.durationSeconds, buckets: OUTLINE_BUCKETS };
  const waveform = await measureWaveform(blocks, outline);
  const mediaType = mediaTypeOf(extname(song.path)) ?? 'application/octet-stream';
  const encoded = (await readFile(song.path)).toString('base64');
  return {
    ...attention,
    song,
    truth: songs.find(({ file }) => song.path.endsWith(file)) ?? null,
    waveform,
    audioAddress: `data:${mediaType};base64,${encoded}`,
  };
}
