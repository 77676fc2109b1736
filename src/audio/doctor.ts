import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { entryFile } from '../entry-file.js';
import type { AudioDecoder } from './audio-info.js';

/** What `collap doctor` says of one decoder. */
export interface DecoderReport {
  readonly decoder: AudioDecoder;
  readonly isAvailable: boolean;
  readonly version: string | null;
  /** Formats that it is the first choice for on this machine. */
  readonly firstChoiceFor: readonly string[];
  /** What was found, or why it does not work. */
  readonly detail: string;
  /** What to do about it; null where nothing is to be done. */
  readonly remedy: string | null;
}

const TIMEOUT_MILLISECONDS = 20_000;
/** Of each decoder: what it decodes when it is there, in the order of the ladder. */
const FORMATS: Record<AudioDecoder, readonly string[]> = {
  wasm: ['wav', 'aiff', 'mp3', 'flac', 'ogg vorbis', 'ogg opus', 'ogg flac'],
  'node-web-audio-api': ['m4a (aac)', 'aac'],
  ffmpeg: ['m4a (he-aac)', 'm4a (alac)', 'wma', 'wavpack', 'ape', 'matroska', 'caf', 'au', 'other'],
};
const REMEDIES: Record<AudioDecoder, string> = {
  wasm: 'Install collap again with `npm install`.',
  'node-web-audio-api':
    'On Linux, install libasound2 (Debian, Ubuntu: `apt install libasound2`; Fedora: `dnf install alsa-lib`). Only m4a and aac need it, and ffmpeg reads them too.',
  ffmpeg: 'Install ffmpeg and put it on PATH; without it, these formats cannot be read.',
};

const run = promisify(execFile);

/** Loads a package in a process of its own: a native library that fails may take its process along. */
async function probePackages(specifiers: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [entryFile('./probe-process.js', import.meta.url), ...specifiers], {
    timeout: TIMEOUT_MILLISECONDS,
  });
  return stdout.trim();
}

async function probeFfmpeg(): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-version'], { timeout: TIMEOUT_MILLISECONDS });
  return /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'unknown';
}

const WASM_PACKAGES = ['wav', 'aiff', 'mp3', 'flac', 'vorbis', 'opus'].map((name) => `@audio/decode-${name}`);

const PROBES: readonly (readonly [AudioDecoder, () => Promise<string>])[] = [
  ['wasm', () => probePackages(WASM_PACKAGES)],
  ['node-web-audio-api', () => probePackages(['node-web-audio-api'])],
  ['ffmpeg', probeFfmpeg],
];

function reasonOf(failure: unknown): string {
  const { stderr, code, message } = failure as { stderr?: string; code?: unknown; message: string };
  if (code === 'ENOENT') return 'not on PATH';
  return stderr?.trim().split('\n').at(-1) || message;
}

/** Tries every decoder on this machine; takes about half a second. */
export async function probeDecoders(): Promise<DecoderReport[]> {
  const reports = await Promise.all(
    PROBES.map(async ([decoder, probe]): Promise<DecoderReport> => {
      try {
        const version = await probe();
        return {
          decoder,
          isAvailable: true,
          version,
          firstChoiceFor: FORMATS[decoder],
          detail: `found, ${version}`,
          remedy: null,
        };
      } catch (failure) {
        const detail = reasonOf(failure);
        return { decoder, isAvailable: false, version: null, firstChoiceFor: [], detail, remedy: REMEDIES[decoder] };
      }
    }),
  );
  const isNativeMissing = reports.some(({ decoder, isAvailable }) => decoder === 'node-web-audio-api' && !isAvailable);
  return isNativeMissing ? reports.map(inheritNative) : reports;
}

/** Without the native decoder, its formats are ffmpeg's. */
function inheritNative(report: DecoderReport): DecoderReport {
  if (report.decoder !== 'ffmpeg' || !report.isAvailable) return report;
  return { ...report, firstChoiceFor: [...FORMATS['node-web-audio-api'], ...report.firstChoiceFor] };
}
