// Programs with windows (on a display of their own), and a music server, that open what we export; slower than those of format-readers.mjs.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('desktop-readers.py', import.meta.url));
const READ_MS = 480_000;

/** @param picture - where to put a picture of the program's window; Audacity only. */
export function readOnDesktop(reader, path, audio, picture) {
  const args = [SCRIPT, reader, path, audio, ...(picture ? ['--picture', picture] : [])];
  return JSON.parse(execFileSync(PYTHON, args, { encoding: 'utf8', timeout: READ_MS }));
}

function desktop(reader, program) {
  return {
    program,
    version: () => {
      const { status, stdout } = spawnSync(PYTHON, [SCRIPT, '--version', reader], { encoding: 'utf8' });
      return status === 0 ? stdout.trim() : null;
    },
    read: (path, audio) => readOnDesktop(reader, path, audio),
  };
}

/** As in format-readers.mjs; `names: 'files'` where the reader sees the files of songs. */
export const DESKTOP_READERS = [
  { format: 'audacity', file: '.txt', ...desktop('audacity', 'Audacity') },
  { format: 'svl', file: '.svl', ...desktop('sonic-visualiser', 'Sonic Visualiser') },
  { format: 'serato', file: '.mp3', ...desktop('mixxx', 'Mixxx') },
  { format: 'm3u8', file: '.m3u8', ...desktop('mpd', 'Music Player Daemon'), names: 'files' },
  { format: 'xspf', file: '.xspf', ...desktop('mpd', 'Music Player Daemon'), names: 'files' },
];
