// One seeded mutation a number: file n is the same in every run. Sources: one short song of every format.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aiffFile, sineBytes, wavFile } from './plain-audio.mjs';
import { below, createRandom } from './seeded-random.mjs';

const FIXTURES = fileURLToPath(new URL('../../fixtures/audio/', import.meta.url));
const BUNDLED = [
  'tone-440.mp3',
  'tone-500.flac',
  'tone-600.ogg',
  'tone-700.opus',
  'tone-750.oga',
  'tone-800.m4a',
  'tone-900.aac',
];
const FOREIGN = ['tone-550-alac.m4a', 'tone-650.wma'];
/** Formats that only ffmpeg writes here. */
const MADE = ['mp2', 'wv', 'tta', 'au', 'caf', 'mka', 'webm'];

/** Whole songs to be damaged: `{ extension, bytes }`. Without ffmpeg, a few rare formats are missing. */
export function loadSources() {
  const tone = sineBytes(440, 16_000, 2);
  const fixtures = [...BUNDLED, ...FOREIGN].map((name) => ({
    extension: extname(name),
    bytes: readFileSync(join(FIXTURES, name)),
  }));
  return [
    { extension: '.wav', bytes: wavFile(tone) },
    { extension: '.aiff', bytes: aiffFile(tone) },
    ...fixtures,
    ...makeWithFfmpeg(),
  ];
}

function makeWithFfmpeg() {
  const dir = mkdtempSync(join(tmpdir(), 'collap-faults-'));
  try {
    return MADE.flatMap((extension) => {
      const path = join(dir, `tone.${extension}`);
      const input = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100:duration=2'];
      const run = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', ...input, '-fflags', '+bitexact', path]);
      return run.status === 0 ? [{ extension: `.${extension}`, bytes: readFileSync(path) }] : [];
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const HEADER_BYTES = 200;
const ABSURD = [0xffff_ffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0x0fff_ffff, 0, 1];

/** Each takes a copy of the bytes, random numbers and all sources. */
const MUTATIONS = {
  bytes: (bytes, random) => {
    for (let i = 0; i < 40; i++) bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  bits: (bytes, random) => {
    for (let i = 0; i < 12; i++) bytes[below(random, bytes.length)] ^= 1 << below(random, 8);
    return bytes;
  },
  header: (bytes, random) => {
    for (let i = 0; i < 6; i++) bytes[4 + below(random, Math.min(HEADER_BYTES, bytes.length - 8))] = below(random, 256);
    return bytes;
  },
  absurd: (bytes, random) => {
    for (let i = 0; i < 3; i++) {
      const [at, value] = [
        4 + below(random, Math.min(HEADER_BYTES, bytes.length - 8)),
        ABSURD[below(random, ABSURD.length)],
      ];
      if (random() < 0.5) bytes.writeUInt32LE(value, at);
      else bytes.writeUInt32BE(value, at);
    }
    return bytes;
  },
  cut: (bytes, random) => bytes.subarray(0, 1 + below(random, bytes.length)),
  headless: (bytes, random) => bytes.subarray(1 + below(random, 600)),
  hole: (bytes, random) => {
    const start = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + below(random, 4000))]);
  },
  zeroed: (bytes, random) => {
    const start = below(random, bytes.length);
    return bytes.fill(0, start, Math.min(bytes.length, start + below(random, bytes.length)));
  },
  swapped: (bytes, random, sources) =>
    Buffer.concat([
      sources[below(random, sources.length)].bytes.subarray(0, 16 + below(random, 400)),
      bytes.subarray(below(random, 400)),
    ]),
  nested: (bytes, random, sources) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), sources[below(random, sources.length)].bytes, bytes.subarray(at)]);
  },
  repeated: (bytes, random) => {
    const start = below(random, bytes.length);
    const piece = bytes.subarray(start, start + 1 + below(random, 2000));
    return Buffer.concat([
      bytes.subarray(0, start),
      ...Array(1 + below(random, 400)).fill(piece),
      bytes.subarray(start),
    ]);
  },
  trailing: (bytes, random) =>
    Buffer.concat([bytes, Buffer.from(Array.from({ length: 20_000 }, () => below(random, 256)))]),
};
export const MUTATION_NAMES = Object.keys(MUTATIONS);

/**
 * The damaged file of a number.
 *
 * @returns `{ name, kind, bytes }`; the extension is sometimes that of another format.
 */
export function mutate(n, sources) {
  const random = createRandom(0x5ca1e + n);
  const source = sources[n % sources.length];
  const kind = MUTATION_NAMES[Math.floor(n / sources.length) % MUTATION_NAMES.length];
  const bytes = MUTATIONS[kind](Buffer.from(source.bytes), random, sources);
  const { extension } = random() < 0.1 ? sources[below(random, sources.length)] : source;
  return { name: `${String(n).padStart(4, '0')}-${kind}-${source.extension.slice(1)}${extension}`, kind, bytes };
}
