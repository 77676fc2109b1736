/** What every task has at hand: its manifest, the songs that it names, and the score of texts and songs. */
import { resolve } from 'node:path';
import type * as z from 'zod';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { CollapError } from '../errors.js';
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { HeardSong } from '../structure/analyse-song.js';
import type { ProgressListener } from '../types.js';
import type { EvalSong, SkippedCase } from './eval-song.js';
import { hearSongs } from './hear-songs.js';
import { readManifest } from './manifest.js';
import { openSongCache } from './song-cache.js';
import { FRAMES_FORM, type SongForm, VECTORS_FORM } from './song-form.js';

export interface EvalOptions {
  readonly workspace: { readonly decoders: DecoderPool; model(): Promise<Model> };
  /** Path of the JSON lines. */
  readonly manifest: string;
  /** Folder that the manifest's paths are relative to. */
  readonly audioRoot: string;
  /** Keeps song vectors for the next run; without it they are computed each time. */
  readonly cacheDir?: string;
  readonly textVariant?: TextVariant;
  /** `classify`: the text that stands for a label, with `{label}` in it. */
  readonly prompt?: string;
  /** `classify`: the labels to choose from, by default those of the manifest. */
  readonly labels?: readonly string[];
  /** `rank`: path of JSON lines `{"text"}`. */
  readonly distractors?: string;
  /** Path that what was made for each case is written to, as JSON lines: `labels` its scores, `describe` its description. */
  readonly outFile?: string;
  /** Whether a file there that holds no cases may be replaced. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** A line of the manifest whose audio was heard. */
export type Heard<Row> = Row & {
  /** Index into the songs; lines that name one file share it. */
  readonly song: number;
};

export interface HeardCases<Row, Song = EvalSong> {
  readonly cases: readonly Heard<Row>[];
  readonly songs: readonly Song[];
}

interface CaseFields {
  readonly id: string;
  readonly audio: string;
}

export interface EvalBench {
  readonly options: EvalOptions;
  readonly model: Model;
  /** Filled by `hear`. */
  readonly skipped: readonly SkippedCase[];
  /** @throws {@link CollapError} `E_MANIFEST` with the number of the line. */
  readRows<Row>(schema: z.ZodType<Row>): Promise<Row[]>;
  /** @throws {@link CollapError} `E_NOTHING_FOUND` when no audio of the manifest could be read. */
  hear<Row extends CaseFields>(rows: readonly Row[]): Promise<HeardCases<Row>>;
  /** As `hear`, with what the model hears from moment to moment instead of vectors. */
  hearFrames<Row extends CaseFields>(rows: readonly Row[]): Promise<HeardCases<Row, HeardSong>>;
}

export async function openEvalBench(options: EvalOptions): Promise<EvalBench> {
  const model = await options.workspace.model();
  const { audioRoot, signal, onProgress, workspace } = options;
  const skipped: SkippedCase[] = [];
  const hearAs = async <Row extends CaseFields, Song>(rows: readonly Row[], form: SongForm<Song>) => {
    const cache = openSongCache(options.cacheDir ?? null, model, form);
    const pathOf = (row: CaseFields) => resolve(audioRoot, row.audio);
    const { decoders } = workspace;
    const heard = await hearSongs(rows.map(pathOf), { cache, form, model, decoders, signal, onProgress });
    const { cases, songs, failed } = sortOut(rows, pathOf, heard);
    skipped.push(...failed);
    if (!cases.length) throw nothingHeard(failed, audioRoot);
    return { cases, songs };
  };
  return {
    options,
    model,
    skipped,
    readRows: (schema) => readManifest(options.manifest, schema),
    hear: (rows) => hearAs(rows, VECTORS_FORM),
    hearFrames: (rows) => hearAs(rows, FRAMES_FORM),
  };
}

function sortOut<Row extends CaseFields, Song>(
  rows: readonly Row[],
  pathOf: (row: Row) => string,
  heard: ReadonlyMap<string, Song | CollapError>,
): { cases: Heard<Row>[]; songs: Song[]; failed: SkippedCase[] } {
  const songs: Song[] = [];
  const indexOf = new Map<string, number>();
  const failed: SkippedCase[] = [];
  const cases: Heard<Row>[] = [];
  for (const row of rows) {
    const path = pathOf(row);
    const song = heard.get(path) as Song | CollapError;
    if (song instanceof CollapError) {
      failed.push({ id: row.id, code: song.code, message: song.message });
      continue;
    }
    const index = indexOf.get(path) ?? songs.push(song) - 1;
    indexOf.set(path, index);
    cases.push({ ...row, song: index });
  }
  return { cases, songs, failed };
}

function nothingHeard(failed: readonly SkippedCase[], audioRoot: string): CollapError {
  const first = failed[0];
  return new CollapError(
    'E_NOTHING_FOUND',
    `None of the ${failed.length} audio files of the manifest could be read under ${audioRoot}; the first: ${first?.code} ${first?.message}`,
    'Give the folder that the paths in the manifest are relative to by --audio-root.',
  );
}
