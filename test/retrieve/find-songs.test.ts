import { describe, expect, test } from '@jest/globals';
import { findSongs } from '../../src/retrieve/find-songs.js';
import { fakeWorkspace, sectionsFor, type ToldSong } from './support/fake-library.js';
import { FAKE_CARD, fakeModel } from './support/fake-model.js';

const SONGS: readonly ToldSong[] = [
  { trackId: 'nocturne', clips: ['calm piano', 'calm piano', 'soft strings', 'soft strings'], durationSeconds: 36 },
  { trackId: 'ballad', clips: ['calm piano', 'calm piano drums', 'soft strings drums', 'drums singing'], tempoBpm: 80 },
  { trackId: 'metal', clips: ['distorted guitar', 'loud drums', 'screaming', 'distorted guitar'], tempoBpm: 180.0293 },
  { trackId: 'march', clips: ['brass fanfare', 'snare march', 'brass fanfare'] },
];
const ids = (results: readonly { trackId: string }[]) => results.map(({ trackId }) => trackId);

describe('findSongs', () => {
  test('ranks songs and says where each sentence is answered', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: 'Calm piano. Soft strings.' });
    expect(ids(found.results).slice(0, 2)).toEqual(['nocturne', 'ballad']);
    const [first] = found.results;
    expect(first).toMatchObject({
      rank: 1,
      path: '/music/nocturne.flac',
      title: 'NOCTURNE',
      artist: null,
      durationSeconds: 36,
      certainty: 'high',
    });
    expect(first?.evidence).toEqual([
      { sentence: 'Calm piano.', role: 'wanted', startSeconds: 0, endSeconds: 20, score: expect.any(Number) },
      { sentence: 'Soft strings.', role: 'wanted', startSeconds: 20, endSeconds: 36, score: expect.any(Number) },
    ]);
    expect(found).toMatchObject({ nextCursor: null, note: null, warnings: [] });
    expect(found.results.every((match, i) => match.rank === i + 1)).toBe(true);
  });

  test('tempi are told to a tenth of a BPM, as by every other command', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: 'Distorted guitar.' });
    expect(found.results[0]).toMatchObject({ trackId: 'metal', tempoBpm: 180 });
  });

  test('a sentence of a story is answered where it is told to be, and where its instruments sound', async () => {
    const clips = [
      'calm piano',
      'calm piano strings',
      'soft strings',
      'soft strings',
      'calm piano strings',
      'calm piano',
    ];
    const { workspace } = fakeWorkspace([{ trackId: 'arch', clips, durationSeconds: 60 }]);
    const spans = async (description: string) =>
      (await findSongs(workspace, { description })).results[0]?.evidence.map(({ startSeconds, endSeconds }) => [
        startSeconds,
        endSeconds,
      ]);
    expect(
      await spans(
        'It opens with calm piano. Then strings and piano. The middle is soft strings. It ends with calm piano.',
      ),
    ).toEqual([
      [0, 10],
      [10, 20],
      [20, 40],
      [40, 60],
    ]);
    expect(await spans('Calm piano.')).toEqual([[0, 20]]);
  });

  test('a sentence that names a section is answered there', async () => {
    const clips = ['calm piano', 'soft strings', 'calm piano', 'soft strings', 'calm piano', 'soft strings'];
    const { workspace, library } = fakeWorkspace([{ trackId: 'song', clips }]);
    const sections = sectionsFor(['verse', 'verse', 'chorus', 'chorus', 'verse', 'verse'], {
      seconds: 10,
      confidence: 1,
    });
    library.sections = async () => new Map([['song', sections]]);
    const { results } = await findSongs(workspace, { description: 'Soft strings. In the chorus, calm piano.' });
    expect(results[0]?.evidence[1]).toMatchObject({ startSeconds: 20, endSeconds: 30 });
  });

  test('where filters choose, songs that fit badly are answers, too, page by page', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { workspace } = fakeWorkspace(names.map((trackId) => ({ trackId, clips: ['soft strings'] })));
    const asked = { description: 'A roaring engine.', limit: 4 };
    expect((await findSongs(workspace, asked)).results).toHaveLength(3);
    const first = await findSongs(workspace, { ...asked, filter: { durationSeconds: [0, 1_000] } });
    expect(first.results).toHaveLength(4);
    expect(first.note).toMatch(/No song fits/);
    const cursor = first.nextCursor as string;
    const { results } = await findSongs(workspace, { ...asked, filter: { durationSeconds: [0, 1_000] }, cursor });
    expect(results.map(({ rank }) => rank)).toEqual([5]);
  });

  test('what a filter demands is no longer asked to be one', async () => {
    const { workspace } = fakeWorkspace([{ trackId: 'a', clips: ['calm piano'] }]);
    const description = 'Calm piano at 120 BPM, in A minor.';
    const warnings = async (filter: object) => (await findSongs(workspace, { description, filter })).warnings;
    expect((await warnings({}))[0]).toMatch(/120 BPM.*A minor/);
    expect((await warnings({ tempoBpm: [100, 140] }))[0]).not.toMatch(/120 BPM/);
    expect(await warnings({ tempoBpm: [100, 140], key: 'A minor' })).toEqual([]);
  });

  test('a second of sound stands behind a song that fits as well, unless a sound is asked for', async () => {
    const clips = ['calm piano'];
    const { workspace } = fakeWorkspace([
      { trackId: 'effect', clips, durationSeconds: 1 },
      { trackId: 'song', clips: ['calm piano', 'calm piano', 'calm piano'], durationSeconds: 30 },
    ]);
    const found = async (description: string) => (await findSongs(workspace, { description })).results;
    const [song, effect] = await found('calm piano music that goes on for a while');
    expect([song?.trackId, effect?.trackId]).toEqual(['song', 'effect']);
    expect((song?.score ?? 0) - (effect?.score ?? 0)).toBeCloseTo(Math.exp(-1 / 8) - Math.exp(-30 / 8), 3);
    const asked = await found('a calm piano sound effect');
    expect(asked[0]?.score).toBeCloseTo(asked[1]?.score ?? 0, 3);
  });

  test('a song that is as loud as told comes first, and one of which nothing is known keeps its score', async () => {
    const clips = ['calm piano', 'calm piano', 'calm piano', 'calm piano', 'calm piano', 'calm piano'];
    const rising = [-30, -27, -24, -20, -16, -14];
    const songs = [
      { trackId: 'falling', clips, lufs: [...rising].reverse() },
      { trackId: 'rising', clips, lufs: rising },
      { trackId: 'unknown', clips },
    ];
    const { workspace } = fakeWorkspace(songs);
    const scores = async (description: string) => {
      const { results } = await findSongs(workspace, { description });
      return new Map(results.map(({ trackId, score }) => [trackId, score]));
    };
    const told = await scores('Calm piano. It starts very quietly. By the end it is much louder.');
    const [up, down, plain] = ['rising', 'falling', 'unknown'].map((id) => told.get(id) as number) as [
      number,
      number,
      number,
    ];
    expect(up).toBeGreaterThan(plain);
    expect(plain).toBeGreaterThan(down);
    const untold = await scores('Calm piano.');
    expect(untold.get('rising')).toBe(untold.get('falling'));
  });

  test('what is avoided costs, and a song without it says so by null times', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: 'Calm piano without drums.' });
    const evidenceOf = (id: string) => found.results.find((match) => match.trackId === id)?.evidence[1];
    expect(evidenceOf('nocturne')).toMatchObject({
      sentence: 'drums',
      role: 'avoided',
      startSeconds: null,
      endSeconds: null,
    });
    expect(evidenceOf('ballad')).toMatchObject({
      sentence: 'drums',
      role: 'avoided',
      startSeconds: 10,
      endSeconds: 40,
    });
    const plain = await findSongs(workspace, { description: 'Calm piano.' });
    const gap = (results: typeof found.results) =>
      (results.find((m) => m.trackId === 'nocturne')?.score ?? 0) -
      (results.find((m) => m.trackId === 'ballad')?.score ?? 0);
    expect(gap(found.results)).toBeGreaterThan(gap(plain.results) + 0.5);
  });

  test('what is avoided may be all that is said', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: '', not: ['drums'] });
    expect(ids(found.results).slice(0, 2).sort()).toEqual(['march', 'nocturne']);
    expect(found.results.every((match) => match.evidence.length === 1)).toBe(true);
  });

  test('a tempo in the text nudges, and its sentence is answered by the whole song or not at all', async () => {
    const twins: ToldSong[] = [
      { trackId: 'a', clips: ['calm piano'], tempoBpm: 140 },
      { trackId: 'b', clips: ['calm piano'], tempoBpm: 90 },
    ];
    const { workspace } = fakeWorkspace(twins);
    expect(ids((await findSongs(workspace, { description: 'Calm piano.' })).results)).toEqual(['a', 'b']);
    const { results, warnings } = await findSongs(workspace, { description: 'Calm piano. The tempo is 90 BPM.' });
    expect(ids(results)).toEqual(['b', 'a']);
    expect(results[0]?.evidence[1]).toMatchObject({ startSeconds: 0, endSeconds: 10 });
    expect(results[1]?.evidence[1]).toMatchObject({ startSeconds: null, endSeconds: null });
    expect(warnings[0]).toContain('90 BPM');
  });

  test('where nothing fits, a few nearest songs and a note', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: 'Didgeridoo yodelling.' });
    expect(found.results).toHaveLength(3);
    expect(found.results.every((match) => match.certainty === 'low')).toBe(true);
    expect(found.nextCursor).toBeNull();
    expect(found.note).toContain('nearest');
  });

  test('a filter that leaves nothing gives no results and a note', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const found = await findSongs(workspace, { description: 'Calm piano.', filter: { durationSeconds: [0, 1] } });
    expect(found).toMatchObject({
      results: [],
      nextCursor: null,
      note: expect.stringMatching(/filters. None passes duration/),
    });
  });

  test('an empty library, a bad limit and a cancelled question are errors', async () => {
    const { workspace } = fakeWorkspace(SONGS);
    const code = (query: Promise<unknown>) =>
      query.then(
        () => null,
        (error: { code: string; remedy: string }) => [error.code, !!error.remedy],
      );
    expect(await code(findSongs(fakeWorkspace([]).workspace, { description: 'piano' }))).toEqual([
      'E_EMPTY_LIBRARY',
      true,
    ]);
    for (const limit of [0, 51, 1.5])
      expect(await code(findSongs(workspace, { description: 'piano', limit }))).toEqual(['E_USAGE', true]);
    expect(await code(findSongs(workspace, { description: ' ' }))).toEqual(['E_EMPTY_DESCRIPTION', true]);
    const signal = AbortSignal.abort();
    expect(await code(findSongs(workspace, { description: 'piano', signal }))).toEqual(['E_CANCELLED', true]);
  });

  test('cosine and dot agree on songs of unit length', async () => {
    const cosine = fakeModel({ ...FAKE_CARD, metric: 'cosine' });
    const ranking = async (model = fakeModel()) =>
      ids((await findSongs(fakeWorkspace(SONGS, model).workspace, { description: 'Brass fanfare.' })).results);
    expect((await ranking(cosine))[0]).toBe((await ranking())[0]);
  });
});

describe('pages', () => {
  const many = Array.from(
    { length: 25 },
    (_, i): ToldSong => ({ trackId: `song${String(i).padStart(2, '0')}`, clips: ['calm piano', `word${i % 5}`] }),
  );

  test('follow each other without gaps, repeats or a change of rank', async () => {
    const { workspace } = fakeWorkspace(many);
    const all = (await findSongs(workspace, { description: 'Calm piano.', limit: 50 })).results;
    const paged: (typeof all)[number][] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await findSongs(workspace, {
        description: 'Calm piano.',
        limit: 7,
        ...(cursor !== undefined && { cursor }),
      });
      paged.push(...page.results);
      cursor = page.nextCursor ?? undefined;
      pages++;
    } while (cursor !== undefined);
    expect(pages).toBe(4);
    expect(paged).toEqual(all);
  });

  test('a song that was added in between neither repeats nor hides one', async () => {
    const query = { description: 'Calm piano.', limit: 5 };
    const first = await findSongs(fakeWorkspace(many).workspace, query);
    const grown = fakeWorkspace([{ trackId: 'best', clips: ['calm piano'] }, ...many]).workspace;
    const second = await findSongs(grown, { ...query, cursor: first.nextCursor as string });
    expect(ids(second.results).filter((id) => ids(first.results).includes(id))).toEqual([]);
    expect(second.results[0]?.rank).toBe(6);
  });

  test.each(['nonsense', '', Buffer.from('["x"]').toString('base64url')])(
    'no cursor of this question: %j',
    async (cursor) => {
      const query = { description: 'Calm piano.', cursor };
      await expect(findSongs(fakeWorkspace(many).workspace, query)).rejects.toMatchObject({ code: 'E_USAGE' });
    },
  );

  test('a cursor of another question is refused', async () => {
    const { workspace } = fakeWorkspace(many);
    const { nextCursor } = await findSongs(workspace, { description: 'Calm piano.', limit: 5 });
    const query = { description: 'Calm strings.', limit: 5, cursor: nextCursor as string };
    await expect(findSongs(workspace, query)).rejects.toMatchObject({
      code: 'E_USAGE',
      remedy: expect.stringContaining('cursor'),
    });
  });
});
