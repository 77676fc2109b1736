/** Programs and libraries that are not ours read what we write. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { READERS } from '../../scripts/format-readers.mjs';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { markersOf } from '../../src/export/markers.js';
import { putSample, temporaryDir, writeExport } from './support/sample.js';

const dir = temporaryDir();
const hasFfmpeg = !spawnSync('ffmpeg', ['-version']).error;
const containerOf = (file: string): string =>
  ['.mp3', '.flac', '.ogg', '.opus', '.m4a', '.aiff'].includes(file) ? file : '.wav';

describe('sections, as other programs see them', () => {
  for (const { format, file, program, version, read, names, tolerance = 0.001 } of READERS) {
    const title = `${format} (${file}) read by ${program}`;
    const container = containerOf(file);
    const missing = version() === null ? program : container !== '.wav' && !hasFfmpeg ? 'ffmpeg' : null;
    (missing === null ? test : test.skip)(missing === null ? title : `${title} (skipped: no ${missing})`, async () => {
      const song = putSample(dir, container);
      const seen = read(await writeExport(format, join(dir, `export-${format}${file}`), song));
      const markers = markersOf(sampleSong(song));
      expect(seen.map(({ name }) => name)).toEqual(markers.map(({ name, function: role }) => (names ? role : name)));
      for (const [i, { start, end }] of seen.entries()) {
        expect(Math.abs(start - (markers[i]?.startSeconds as number))).toBeLessThanOrEqual(tolerance);
        if (end !== undefined && i < seen.length - 1)
          // some containers let the last one end with the padding of the encoder
          expect(Math.abs(end - (markers[i]?.endSeconds as number))).toBeLessThanOrEqual(tolerance);
      }
    });
  }
});

describe('copies carry the same sound and the tags of the song', () => {
  const decoded = (path: string): string =>
    execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-'], { encoding: 'utf8' });
  const titleOf = (path: string): string =>
    execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'format_tags=title:stream_tags=title', '-of', 'csv=p=0', path],
      {
        encoding: 'utf8',
      },
    ).trim();
  for (const file of ['.wav', '.mp3', '.flac', '.ogg', '.opus', '.m4a', '.aiff']) {
    (hasFfmpeg ? test : test.skip)(`${file}${hasFfmpeg ? '' : ' (skipped: no ffmpeg)'}`, async () => {
      const song = putSample(dir, file);
      const copy = await writeExport(file === '.wav' ? 'wav-cue' : 'chapters', join(dir, `copy${file}`), song);
      expect(decoded(copy)).toBe(decoded(song));
      if (file !== '.wav') expect(titleOf(copy)).toBe('Kept');
    });
  }
});
