/** How fast descriptions are answered in a library of so many songs, and how much an exhaustive search would find beyond. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '../library/library.js';
import type { ComparedClips } from '../library/packed-clips.js';
import { compactLibrary } from '../library/upkeep/compact-library.js';
import { openWorkspace, type Workspace } from '../library/workspace.js';
import type { Model } from '../model/model.js';
import { compareRanked, type Ranked } from '../retrieve/cursor.js';
import { embedDescriptions } from '../retrieve/embed-description.js';
import { findSongs } from '../retrieve/find-songs.js';
import { type ParsedDescription, parseDescription } from '../retrieve/parse-description.js';
import { type RankedLibrary, rankTracks } from '../retrieve/rank-tracks.js';
import { comparedVectors } from '../retrieve/score-song.js';
import { brief, percentile, timeWork } from './cpu-time.js';
import { QUESTIONS } from './questions.js';
import { simulateLibrary } from './simulate-library.js';
import { SIMULATED_CLIPS, type SongSimulator } from './simulate-songs.js';

export interface SearchMeasurement {
  readonly songs: number;
  /** On the clock, text encoding included. */
  readonly p50Milliseconds: number;
  readonly p95Milliseconds: number;
  readonly cpuMillisecondsP50: number;
  /** Share of the ten best songs of an exhaustive search that were among the ten of the answer; null where none was made. */
  readonly recallAt10: number | null;
  readonly bytesPerSong: number;
  readonly storeCpuMillisecondsPerSong: number;
}

export interface SearchPlan {
  /** Ascending numbers of songs; the library grows from one to the next. */
  readonly sizes: readonly number[];
  readonly questions: number;
  /** Questions that are also searched exhaustively; 0: none. */
  readonly exhaustive: number;
}

const TOP = 10;
const SONGS_PER_PASS = 1_000;

/** Grows one simulated library through the sizes and asks at each. */
export async function measureSearch(
  dir: string,
  modelDir: string,
  simulatorOf: (model: Model) => SongSimulator,
  plan: SearchPlan,
  report: (message: string) => void,
): Promise<SearchMeasurement[]> {
  const libraryDir = join(dir, 'simulated');
  await mkdir(libraryDir, { recursive: true });
  const measured: SearchMeasurement[] = [];
  for (const size of plan.sizes) {
    const workspace = openWorkspace({ libraryDir, modelDir, device: 'cpu' });
    try {
      const [model, library] = [await workspace.model(), await workspace.library()];
      report(`simulating ${size} songs`);
      const stateFile = join(dir, 'simulated.json');
      const { songs, cpuSeconds } = await simulateLibrary(library, simulatorOf(model), size, stateFile);
      report(`searching ${songs} songs`);
      measured.push({
        songs,
        ...(await measureLatency(workspace, library, plan.questions)),
        recallAt10:
          plan.exhaustive === 0 ? null : brief(await measureRecall(workspace, library, model, plan.exhaustive)),
        bytesPerSong: Math.round((await compactLibrary(libraryDir)).bytesAfter / songs),
        storeCpuMillisecondsPerSong: brief((1000 * cpuSeconds) / songs),
      });
    } finally {
      await workspace.close();
    }
  }
  return measured;
}

async function measureLatency(workspace: Workspace, library: Library, questions: number) {
  const ask = (n: number) => findSongs(workspace.now(), { description: QUESTIONS[n % QUESTIONS.length] as string }); // as the server asks
  await library.hold();
  for (let n = 0; n < QUESTIONS.length; n++) await ask(n); // the compilers of the runtime are through, then
  const spent = [];
  for (let n = 0; n < questions; n++) spent.push(await timeWork(() => ask(n)));
  const milliseconds = spent.map(({ seconds }) => 1000 * seconds);
  return {
    p50Milliseconds: brief(percentile(milliseconds, 0.5)),
    p95Milliseconds: brief(percentile(milliseconds, 0.95)),
    cpuMillisecondsP50: brief(
      percentile(
        spent.map((one) => 1000 * one.cpuSeconds),
        0.5,
      ),
    ),
  };
}

async function measureRecall(workspace: Workspace, library: Library, model: Model, questions: number): Promise<number> {
  const asked = QUESTIONS.slice(0, questions);
  const exact = await searchExhaustively(library, model, asked);
  let found = 0;
  for (const [q, description] of asked.entries()) {
    const answer = await findSongs(workspace, { description, limit: TOP });
    found += answer.results.filter(({ trackId }) => exact[q]?.has(trackId)).length;
  }
  // where nothing fits, three songs are shown: the questions here fit something in any library of their size
  return found / (TOP * asked.length);
}

/** For each description the ids of the ten best songs by the exact score over all clips of all songs, in one pass over them. */
async function searchExhaustively(
  library: Library,
  model: Model,
  descriptions: readonly string[],
): Promise<Set<string>[]> {
  const parsed = descriptions.map((description) => parseDescription(description));
  const embedded = await embedDescriptions(parsed, model);
  const questions = embedded.map((vectors, q) => ({
    question: { parsed: parsed[q] as ParsedDescription, vectors, card: model.card },
    best: [] as Ranked[],
  }));
  const compared = embedded.map((vectors) => comparedVectors(vectors));
  const ids = await library.trackIds();
  for (let first = 0; first < ids.length; first += SONGS_PER_PASS) {
    const some = ids.slice(first, first + SONGS_PER_PASS);
    const [tracks, products] = await Promise.all([library.tracks(some), library.compareClips(some, compared.flat())]);
    let firstVector = 0;
    for (const [q, asked] of questions.entries()) {
      const count = compared[q]?.length ?? 0;
      const ranked = await rankTracks(readAlready(library, tracks, products, firstVector, count), some, asked.question);
      asked.best = [...asked.best, ...ranked.slice(0, TOP)].sort(compareRanked).slice(0, TOP);
      firstVector += count;
    }
  }
  return questions.map(({ best }) => new Set(best.map(({ trackId }) => trackId)));
}

/** Some songs of a library whose products with the vectors of all questions are known; one question has `count` of them. */
function readAlready(
  library: Library,
  tracks: Awaited<ReturnType<Library['tracks']>>,
  products: Awaited<ReturnType<Library['compareClips']>>,
  firstVector: number,
  count: number,
): RankedLibrary {
  const rowsOf = ({ products, lufs, clips }: ComparedClips): ComparedClips => ({
    lufs,
    products: products.subarray(firstVector * SIMULATED_CLIPS, (firstVector + count) * SIMULATED_CLIPS),
    clips,
  });
  return {
    tracks: async () => tracks,
    clips: (ids) => library.clips(ids),
    roughSongs: async () => null,
    compareClips: async () => new Map([...products].map(([id, all]) => [id, rowsOf(all)])),
  };
}
