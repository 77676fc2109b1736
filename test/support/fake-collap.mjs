// A workspace, use cases and an indexer without model or database, for tests of what lies above them. What is done is told on `log`.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const IDENTITY = { name: 'fake', version: '1.0.0', sha256: '0'.repeat(64) };
const D = 256;
const vector = (seed) => Float32Array.from({ length: D }, (_, index) => Math.sin(seed + index) / 16);

/** The first songs have a file. */
const FILES = ['tone-440.mp3', 'tone-500.flac', 'tone-600.ogg', 'tone-700.opus', 'tone-800.m4a'];

export const SONGS = Array.from({ length: 60 }, (_, index) => ({
  trackId: `track-${index}`,
  path: fileURLToPath(new URL(`../fixtures/audio/${FILES[index] ?? `${index}.flac`}`, import.meta.url)),
  title: `Song ${index}`,
  artist: 'Nobody',
  album: null,
  genre: [],
  year: 2001,
  durationSeconds: 180.04 + index,
  tempoBpm: 119.9975,
  key: 'A minor',
  song: vector(index),
  tagLogits: new Float32Array(3),
}));

const library = {
  status: async () => ({
    tracks: 60,
    files: 61,
    failed: 1,
    failures: [
      { path: '/music/bad.mp3', trackId: null, state: 'failed', code: 'E_NOT_AUDIO', message: 'No audio in it.' },
    ],
    diskBytes: 4096,
  }),
  copies: async () => [{ trackId: 'track-0', paths: ['/music/0.mp3', '/music/copy.mp3'] }],
  folders: async () => ['/music', fileURLToPath(new URL('../rooms.test.ts', import.meta.url))],
  filesUnder: async () => [],
  findTrack: async (reference) =>
    SONGS.find(({ trackId, path, title }) => [trackId, path, title].includes(reference)) ?? null,
  tracks: async (ids) => SONGS.filter(({ trackId }) => ids.includes(trackId)),
  clips: async (ids) =>
    new Map(
      ids.map((id) => [
        id,
        Array.from({ length: 18 }, (_, clip) => ({ startSeconds: clip * 10, embedding: vector(clip) })),
      ]),
    ),
};

export function fakeWorkspace({ libraryDir, roots = [], allowWrite = false }) {
  const workspace = {
    libraryDir,
    roots,
    allowWrite,
    decoders: {},
    model: async () => ({ identity: IDENTITY, device: 'cpu' }),
    library: async () => library,
    records: async () => library,
    notices: async () => [],
    now: () => workspace,
    close: async () => {},
  };
  return workspace;
}

const aborted = (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
const evidence = (sentence, index) => ({
  sentence,
  role: 'wanted',
  startSeconds: 10.123456,
  endSeconds: 20.987654,
  score: 0.123456789 + index,
});

function pageOf(limit, cursor, shown) {
  const first = Number(cursor ?? 0);
  const results = SONGS.slice(first, first + limit).map(
    ({ trackId, path, title, artist, durationSeconds, tempoBpm, key }, index) => ({
      rank: first + index + 1,
      trackId,
      path,
      title,
      artist,
      durationSeconds,
      tempoBpm,
      key,
      score: 1 / 3,
      certainty: 'high',
      evidence: shown,
    }),
  );
  const next = first + results.length;
  return { results, nextCursor: next < SONGS.length ? String(next) : null, note: null, warnings: [] };
}

/** `class CollapError` comes from the caller: sources and dist have one each. */
export function fakeUseCases(CollapError, log = () => {}) {
  return {
    async findSongs(_workspace, { description, limit = 10, cursor, signal }) {
      if (description.trim() === '')
        throw new CollapError('E_EMPTY_DESCRIPTION', 'The description is empty.', 'Say what the music is like.');
      if (description.includes('BROKEN')) throw new TypeError('a bug');
      if (description.includes('NOISE')) {
        console.log('noise by console.log');
        process.stdout.write('noise by write\n');
      }
      if (description.includes('SLOW')) {
        log('find started');
        await aborted(signal);
        log('find aborted');
        throw new CollapError('E_CANCELLED', 'The work was cancelled.', 'Start it again.');
      }
      const sentences = description.split(/(?<=\.)\s+/);
      return pageOf(limit, cursor, sentences.map(evidence));
    },
    async findSimilar(_workspace, { song, by, but, fromSeconds, toSeconds, limit = 10, cursor }) {
      const asked = { askedStartSeconds: fromSeconds, askedEndSeconds: toSeconds, label: 'A', function: 'verse' };
      if (fromSeconds === undefined) asked.askedStartSeconds = asked.askedEndSeconds = null;
      const shown = { ...evidence(`${song} but ${but}`, 0), ...asked };
      return pageOf(limit, cursor, by === 'structure' ? Array(500).fill(shown) : [shown]);
    },
    async alignStructure(_workspace, path, options = {}) {
      const span = { startSeconds: 10.123456, endSeconds: 20.987654 };
      const segments = [
        { startSeconds: 0, endSeconds: 90.123456, label: 'A', function: 'verse', confidence: 0.123456 },
        { startSeconds: 90.123456, endSeconds: 180.04, label: 'B', function: 'outro', confidence: 0.5 },
      ];
      const sentences = options.description?.split(/(?<=\.)\s+/) ?? [];
      const other = { otherStartSeconds: null, otherEndSeconds: null, otherSegment: null, similarity: 0 };
      const correspondence = options.with && {
        path: options.with,
        durationSeconds: 200,
        segments,
        sections: segments.map(({ label }) => ({ ...span, label, ...other })),
        score: 0.5,
        matchedShare: 0.25,
        otherMatchedShare: 0.75,
        transposedSemitones: 2,
      };
      const selfSimilarity = {
        matrix: () => ({ cells: 2, secondsPerCell: 90, values: Float32Array.of(1, 0.123456, 0.123456, 1) }),
      };
      return {
        song: { path, durationSeconds: 180.04, structure: { selfSimilarity } },
        document: {
          durationSeconds: 180.04,
          tempoBpm: 120,
          key: 'A minor',
          segments,
          alignment: sentences.map((sentence) => ({
            sentence,
            role: 'wanted',
            ...span,
            score: 1 / 3,
            certainty: 'high',
          })),
          orderScore: sentences.length ? 0.123456 : null,
          correspondence: correspondence ?? null,
          note: null,
          warnings: [],
        },
      };
    },
    async classifySong(_workspace, reference, { labelGroups } = {}) {
      const groups = Object.fromEntries(
        Object.entries(labelGroups ?? { genre: ['rock', 'jazz', 'folk', 'techno', 'ambient', 'polka'] }).map(
          ([group, labels]) => [group, labels.map((label, index) => ({ label, probability: (index + 1) / 21.000001 }))],
        ),
      );
      const energy = { value: 1 / 3, level: 'medium' };
      return {
        groups,
        unsure: Object.keys(groups),
        tempoBpm: 120,
        key: 'A minor',
        energy,
        sections: [{ startSeconds: 0, endSeconds: 90, groups, unsure: [], energy }],
        spans: [{ group: 'genre', label: 'polka', startSeconds: 0, endSeconds: 90.04, probability: 2 / 3 }],
        warnings: [],
        reference,
      };
    },
    async describeSong(_workspace, path, { words } = {}) {
      const sentence = {
        text: `${words ?? 250} words on ${path}.`,
        startSeconds: 1.23456,
        endSeconds: null,
        about: 'part',
      };
      return {
        durationSeconds: 180.04,
        tempoBpm: 120,
        key: 'A minor',
        text: sentence.text,
        short: 'Two. Sentences.',
        sentences: [sentence],
        unsure: ['genre'],
        warnings: [],
      };
    },
    async embedSong(_path, { signal, onProgress }) {
      for (let done = 1; done <= 5; done += 1) {
        if (signal.aborted) log('embed aborted');
        signal.throwIfAborted();
        onProgress({ done, total: 5, message: `clip ${done}` });
        await sleep(120);
      }
      return {
        info: { durationSeconds: 12.3456, warnings: [] },
        clips: [{ startSeconds: 0, embedding: vector(1) }],
        song: vector(0),
      };
    },
    async exportSongs(_workspace, { songs, format, out, overwrite, options }) {
      log(`export ${JSON.stringify({ songs, format, out, overwrite, options })}`);
      const content = out !== null ? null : format === 'midi' ? Uint8Array.of(77, 84, 104, 100) : `${format}\n`;
      const heard = songs.map((path) => ({ path, segments: 3 }));
      return { format, mediaType: 'text/plain', path: out, bytes: 4, content, songs: heard };
    },
    async tagFiles(_workspace, paths, { action }) {
      const changes = [{ field: 'key', before: [], after: ['Am'], probability: null }];
      const status = { preview: 'proposed', write: 'written', undo: 'restored' }[action];
      const files = paths.map((path) => ({ path, kind: 'ID3v2.4', status, changes, leftOut: [] }));
      return { written: action !== 'preview', files, failed: [] };
    },
    hashEncodedAudio: async () => 'hash-of-file',
  };
}

/** Indexes ten files, 60 ms each; paths that contain `endless` never end by themselves. */
export function fakeIndexer(CollapError, log = () => {}) {
  return async (_workspace, paths, { signal, onProgress }) => {
    const total = paths.some((path) => path.includes('endless')) ? 100_000 : 10;
    log(`index started ${paths.join(' ')}`);
    for (let done = 1; done <= total; done += 1) {
      if (signal.aborted) {
        log('index aborted');
        throw new CollapError('E_CANCELLED', 'The work was cancelled.', 'Start it again.');
      }
      await sleep(60);
      onProgress({ done, total, message: `file ${done}`, songsPerMinute: 1000, secondsLeft: (total - done) * 0.06 });
    }
    log('index done');
    return {
      indexed: total,
      unchanged: 0,
      moved: 0,
      removed: 0,
      failed: [{ path: '/music/bad.mp3', code: 'E_NOT_AUDIO', message: 'No audio.' }],
      warnings: [],
    };
  };
}
