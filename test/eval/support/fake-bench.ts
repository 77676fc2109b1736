/** A bench over songs that are told in words; what is not told is missing. */
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvalBench, EvalOptions } from '../../../src/eval/eval-bench.js';
import type { EvalSong } from '../../../src/eval/eval-song.js';
import { readManifest } from '../../../src/eval/manifest.js';
import { fakeModel, fakeTextVector } from '../../retrieve/support/fake-model.js';

export function fakeSong(clips: readonly string[]): EvalSong {
  const vectors = clips.map(fakeTextVector);
  const song = fakeModel().poolSong(vectors);
  return {
    durationSeconds: clips.length * 10,
    tempoBpm: null,
    key: null,
    keyConfidence: 0,
    song,
    clips: vectors,
    clipStarts: clips.map((_, index) => index * 10),
    clipLufs: Float32Array.from(clips, () => -14),
  };
}

export async function writeLines(rows: readonly unknown[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'collap-eval-')), 'lines.jsonl');
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return file;
}

export async function fakeBench(
  rows: readonly unknown[],
  told: Readonly<Record<string, readonly string[]>>,
  options: Partial<EvalOptions> = {},
): Promise<EvalBench> {
  const model = fakeModel();
  const manifest = await writeLines(rows);
  const names = Object.keys(told);
  return {
    options: {
      workspace: { model: async () => model } as unknown as EvalOptions['workspace'],
      manifest,
      audioRoot: '/',
      ...options,
    },
    model,
    skipped: [],
    readRows: (schema) => readManifest(manifest, schema),
    hearFrames: () => Promise.reject(new Error('the fake songs have no frames')),
    hear: async (cases) => ({
      cases: cases.map((row) => ({ ...row, song: names.indexOf(row.audio) })),
      songs: names.map((name) => fakeSong(told[name] as string[])),
    }),
  };
}
