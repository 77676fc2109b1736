/** What every task has at hand: its manifest, the songs that it names, and the score of texts and songs. */
import { resolve } from 'node:path';
import type * as z from 'zod';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { CollapError } from '../errors.js';
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { ProgressListener } from '../types.js';
import type { EvalSong, SkippedCase } from './eval-song.js';
import { hearSongs } from './hear-songs.js';
import { readManifest } from './manifest.js';
import { openSongCache } from './song-cache.js';

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
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** A line of the manifest whose audio was heard. */
export type Heard<Row> = Row & {
  /** Index into the songs; lines that name one file share it. */
  readonly song: number;
};

export interface HeardCases<Row> {
  readonly cases: readonly Heard<Row>[];
  readonly songs: readonly EvalSong[];
}

export interface EvalBench {
  readonly options: EvalOptions;
  readonly model: Model;
  /** Filled by `hear`. */
  readonly skipped: readonly SkippedCase[];
  /** @throws {@link CollapError} `E_MANIFEST` with the number of the line. */
  readRows<Row>(schema: z.ZodType<Row>): Promise<Row[]>;
  /** @throws {@link CollapError} `E_NOTHING_FOUND` when no audio of the manifest could be read. */
  hear<Row extends { readonly id: string; readonly audio: string }>(rows: readonly Row[]): Promise<HeardCases<Row>>;
}

export async function openEvalBench(options: EvalOptions): Promise<EvalBench> {
  const model = await options.workspace.model();
  const cache = openSongCache(options.cacheDir ?? null, model);
  const skipped: SkippedCase[] = [];
  return {
    options,
    model,
    skipped,
    readRows: (schema) => readManifest(options.manifest, schema),
    async hear(rows) {
      const { audioRoot, signal, onProgress, workspace } = options;
      const pathOf = (row: { readonly audio: string }) => resolve(audioRoot, row.audio);
      const { decoders } = workspace;
      const heard = await hearSongs(rows.map(pathOf), { cache, model, decoders, signal, onProgress });
      const { cases, songs, failed } = sortOut(rows, pathOf, heard);
      skipped.push(...failed);
      if (!cases.length) throw nothingHeard(failed, audioRoot);
      return { cases, songs };
    },
  };
}

function sortOut<Row extends { readonly id: string; readonly audio: string }>(
  rows: readonly Row[],
  pathOf: (row: Row) => string,
  heard: ReadonlyMap<string, EvalSong | CollapError>,
): { cases: Heard<Row>[]; songs: EvalSong[]; failed: SkippedCase[] } {
  const songs: EvalSong[] = [];
  const indexOf = new Map<string, number>();
  const failed: SkippedCase[] = [];
  const cases: Heard<Row>[] = [];
  for (const row of rows) {
    const path = pathOf(row);
    const song = heard.get(path) as EvalSong | CollapError;
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
