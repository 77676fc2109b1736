// Takes the picture docs/images/audacity-labels.png: a bundled song in Audacity, with the labels that collap export wrote for it.
// usage: npm run build && node scripts/screenshot-audacity.mjs    (needs Debian's audacity, xvfb, xdotool, imagemagick)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOnDesktop } from './desktop-readers.mjs';

const SONG = resolve('demo/pixel-sprint.ogg');
const dir = mkdtempSync(join(tmpdir(), 'collap-audacity-'));
try {
  const labels = join(dir, 'Sections.txt');
  const out = ['--out', labels, '--library', join(dir, 'library')];
  execFileSync('node', ['dist/cli/main.js', 'export', SONG, '--format', 'audacity', ...out], { stdio: 'inherit' });
  console.log(readOnDesktop('audacity', labels, SONG, resolve('docs/images/audacity-labels.png')));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
