/** The sample song on disk in every container, and its exports, for tests of what readers make of them. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { sampleSong, sampleWav } from '../../../scripts/format-sample.mjs';
import type { Annotations } from '../../../src/export/annotations.js';
import { copySong } from '../../../src/export/copy-song.js';
import type { ExportOptions } from '../../../src/export/export-options.js';
import { type ExportFormat, FORMATS, type FormatName } from '../../../src/export/formats.js';
import { ffmpeg } from '../../audio/fixtures.js';

export const VERSION = '1.2.3';

/** A folder that goes away with the test file. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'collap-export-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The sample song's audio; containers other than WAV need ffmpeg. */
export function putSample(dir: string, extension: string): string {
  const path = join(dir, `song${extension}`);
  if (existsSync(path)) return path;
  if (extension === '.wav') {
    writeFileSync(path, sampleWav());
    return path;
  }
  const wav = putSample(dir, '.wav');
  ffmpeg('-i', wav, '-metadata', 'title=Kept', path);
  return path;
}

/** Writes an export of the sample song and returns its path. @param song - its audio, for copies. */
export async function writeExport(
  name: FormatName,
  path: string,
  song: string,
  { annotations = sampleSong(song), options = {} }: { annotations?: Annotations; options?: ExportOptions } = {},
): Promise<string> {
  const format: ExportFormat = FORMATS[name];
  if (format.kind === 'copy') {
    const found = { path: song, file: song, track: null };
    await copySong(found, path, { overwrite: true }, (file) => format.place(file, annotations, options));
  } else if (format.kind === 'playlist') {
    const { title, artist, durationSeconds } = annotations;
    writeFileSync(path, format.write([{ path: song, title, artist, durationSeconds }], null));
  } else if (format.kind === 'collection') writeFileSync(path, format.write([annotations], VERSION));
  else writeFileSync(path, format.write(annotations, options, VERSION));
  return path;
}
