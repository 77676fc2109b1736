// Measures what decoding costs: CPU seconds and peak memory per 5 minutes, for every format and decoder.
//   npm run build && node scripts/measure-decoding.mjs [RECORDING]
// RECORDING (anything that ffmpeg reads) is repeated to 5 minutes of 44.1 kHz stereo; without it, noise and tones are used. Needs ffmpeg, Linux.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecoderPool } from '../dist/audio/decoder-pool.js';

const SECONDS = 300;
const TICKS_PER_SECOND = 100;
const FORMATS = [
  ['song.wav', []],
  ['song.aiff', []],
  ['song.mp3', ['-b:a', '192k']],
  ['song.flac', []],
  ['song.ogg', ['-c:a', 'libvorbis', '-q:a', '5']],
  ['song.opus', ['-c:a', 'libopus', '-b:a', '128k']],
  ['song.m4a', ['-c:a', 'aac', '-b:a', '160k']],
];
const DECODERS = ['wasm', 'node-web-audio-api', 'ffmpeg'];

const folder = mkdtempSync(join(tmpdir(), 'collap-measure-'));
const [recording] = process.argv.slice(2);
const synthetic = `anoisesrc=color=pink:amplitude=0.3:sample_rate=44100[n];sine=frequency=440:sample_rate=44100[s];[n][s]amix,aformat=channel_layouts=stereo`;
const source = recording ? ['-stream_loop', '-1', '-i', recording] : ['-f', 'lavfi', '-i', synthetic];
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
ffmpeg(...source, '-t', String(SECONDS), '-ar', '44100', '-ac', '2', join(folder, 'song.wav'));

/** CPU seconds of a process and of its children that have ended. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

const peakMegabytes = (pid) =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

function decoderPid() {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  const line = children.split('\n').find((child) => child.includes('decoder-process'));
  return Number.parseInt(line, 10);
}

/**
 * Decodes a short file first, so that the process has started and its code is compiled. Reads at every block, because a process that grew
 * large ends after its file.
 */
async function measure(shortPath, path, decoder) {
  const pool = createDecoderPool({ processes: 1, decoders: [decoder] });
  try {
    for await (const _ of pool.decode(shortPath, { sampleRateHz: 16_000 }).blocks);
    const pid = decoderPid();
    const before = [cpuSeconds(pid), process.cpuUsage()];
    let [childSeconds, megabytes] = [0, 0];
    for await (const _ of pool.decode(path, { sampleRateHz: 16_000 }).blocks) {
      [childSeconds, megabytes] = [cpuSeconds(pid) - before[0], peakMegabytes(pid)];
    }
    if (decoder === 'ffmpeg') childSeconds = cpuSeconds(pid) - before[0]; // counts its children once they have ended
    const { user, system } = process.cpuUsage(before[1]);
    return `${childSeconds.toFixed(2)} + ${((user + system) / 1e6).toFixed(2)} · ${megabytes}`;
  } catch (error) {
    if (error.code === 'E_UNSUPPORTED') return '–';
    throw error;
  } finally {
    await pool.close();
  }
}

process.stdout.write(
  `CPU seconds of the decoder process + of its parent · peak MB, per ${SECONDS} s of 44.1 kHz stereo\n\n`,
);
process.stdout.write(`| format | ${DECODERS.join(' | ')} |\n|---|${DECODERS.map(() => '---|').join('')}\n`);
for (const [name, options] of FORMATS) {
  const path = join(folder, name);
  if (name !== 'song.wav') ffmpeg('-i', join(folder, 'song.wav'), ...options, path);
  const shortPath = join(folder, `short-${name}`);
  ffmpeg('-i', join(folder, 'song.wav'), '-t', '3', ...options, shortPath);
  const cells = [];
  for (const decoder of DECODERS) cells.push(await measure(shortPath, path, decoder));
  process.stdout.write(`| ${name.split('.')[1]} | ${cells.join(' | ')} |\n`);
}
rmSync(folder, { recursive: true, force: true });
