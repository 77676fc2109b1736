/** Programs with windows, on a display of their own, and a music server read what we write. They are slow, and many machines have none. */
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DESKTOP_READERS } from '../../scripts/desktop-readers.mjs';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { markersOf } from '../../src/export/markers.js';
import { putSample, temporaryDir, writeExport } from './support/sample.js';

const dir = temporaryDir();
const hasFfmpeg = !spawnSync('ffmpeg', ['-version']).error;
/** A program that starts for the first time, on a machine that is busy. */
const PATIENCE_MS = 600_000;

for (const { format, file, program, version, read, names } of DESKTOP_READERS) {
  const title = `${format} opened by ${program}`;
  const container = file === '.mp3' ? '.mp3' : '.wav';
  const missing = version() === null ? program : container !== '.wav' && !hasFfmpeg ? 'ffmpeg' : null;
  (missing === null ? test : test.skip)(
    missing === null ? title : `${title} (skipped: no ${missing})`,
    async () => {
      const song = putSample(dir, container);
      const seen = read(await writeExport(format, join(dir, `export-${format}${file}`), song), song);
      const markers = markersOf(sampleSong(song));
      if (names === 'files') {
        expect(seen).toEqual([{ name: basename(song) }]);
        return;
      }
      expect(seen.map(({ name }) => name)).toEqual(markers.map(({ name }) => name));
      for (const [i, { start }] of seen.entries())
        expect(Math.abs((start as number) - (markers[i]?.startSeconds as number))).toBeLessThanOrEqual(0.001);
    },
    PATIENCE_MS,
  );
}
