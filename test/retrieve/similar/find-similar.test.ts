import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { hashEncodedAudio } from '../../../src/audio/track-id.js';
import { findSimilar, type SimilarQuery } from '../../../src/retrieve/similar/find-similar.js';
import { fakeWorkspace, type ToldSong } from '../support/fake-library.js';
import { FAKE_CARD } from '../support/fake-model.js';

const SONGS: ToldSong[] = [
  { trackId: 'asked', clips: ['calm piano', 'calm piano', 'soft strings', 'soft strings'] },
  { trackId: 'twin', clips: ['calm piano', 'soft strings', 'soft strings'] },
  { trackId: 'cousin', clips: ['calm piano', 'calm piano', 'loud drums'] },
  { trackId: 'stranger', clips: ['loud drums', 'distorted guitar', 'distorted guitar'] },
];
const { workspace } = fakeWorkspace(SONGS);
const ask = (query: Partial<SimilarQuery> = {}, within = workspace) => findSimilar(within, { song: 'asked', ...query });
const ids = (found: { results: readonly { trackId: string }[] }) => found.results.map(({ trackId }) => trackId);

describe('by sound', () => {
  test('the most alike come first, without the song itself, however it is named', async () => {
    for (const song of ['asked', '/music/asked.flac', 'ASKED']) {
      const found = await ask({ song });
      expect(ids(found)).toEqual(['twin', 'cousin', 'stranger']);
      expect(found.results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
      expect(found.results[0]).toMatchObject({ path: '/music/twin.flac', title: 'TWIN', durationSeconds: 30 });
      expect(found).toMatchObject({ nextCursor: null, note: null, warnings: [] });
    }
    const [twin, , stranger] = (await ask()).results;
    expect([twin?.certainty, stranger?.certainty]).toEqual(['high', 'low']);
  });

  test('each kind of section is shown beside the section that it is like, or beside nothing', async () => {
    const { results } = await ask();
    expect(results[1]?.evidence).toMatchObject([
      {
        sentence: 'sounds like verse A',
        role: 'wanted',
        startSeconds: 0,
        endSeconds: 20,
        askedStartSeconds: 0,
        askedEndSeconds: 20,
        label: 'A',
        function: 'verse',
      },
      { sentence: 'sounds like verse B', startSeconds: null, endSeconds: null, askedStartSeconds: 20, label: null },
    ]);
  });

  test('filters leave songs out, pages go on, and a cursor of another question is refused', async () => {
    expect(ids(await ask({ filter: { durationSeconds: [0, 1] } }))).toEqual([]);
    expect((await ask({ filter: { durationSeconds: [0, 1] } })).note).toMatch(
      /passes the filters\. None passes duration\.$/,
    );
    const first = await ask({ limit: 1 });
    expect(ids(first)).toEqual(['twin']);
    const second = await ask({ limit: 5, cursor: first.nextCursor as string });
    expect([ids(second), second.results[0]?.rank]).toEqual([['cousin', 'stranger'], 2]);
    const cursor = first.nextCursor as string;
    await expect(ask({ by: 'structure', cursor })).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(ask({ song: 'twin', cursor })).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('where nothing is alike, a few are shown and it is said', async () => {
    const strange = fakeWorkspace([{ trackId: 'asked', clips: ['didgeridoo yodelling'] }, ...SONGS.slice(1)]);
    const found = await ask({}, strange.workspace);
    expect(found.note).toMatch(/by chance; the nearest ones are shown/);
    expect(found.results.every(({ certainty }) => certainty === 'low')).toBe(true);
  });

  test('songs without sections are ranked all the same, and it is said why they show none', async () => {
    const earlier = fakeWorkspace(SONGS.map((song) => ({ ...song, hasNoSections: song.trackId === 'twin' })));
    const found = await ask({}, earlier.workspace);
    expect(ids(found)).toEqual(['twin', 'cousin', 'stranger']);
    expect(found.results[0]?.evidence).toEqual([]);
    expect(found.note).toMatch(/^1 song was indexed before .*`collap index`/);
  });
});

describe('but', () => {
  test('what is wished for moves up, what is not wished for down, and both are shown', async () => {
    const plain = await ask();
    const scoreOf = ({ results }: typeof plain, id: string) =>
      results.find(({ trackId }) => trackId === id)?.score as number;
    const wished = await ask({ but: 'with more loud drums' });
    const gain = (id: string) => scoreOf(wished, id) - scoreOf(plain, id);
    expect(gain('cousin')).toBeGreaterThan(0);
    expect(gain('cousin')).toBeGreaterThan(gain('twin'));
    expect(Math.max(...['cousin', 'stranger'].map(gain))).toBeLessThanOrEqual(
      0.5 * FAKE_CARD.calibration.certainty.high,
    );

    const found = await ask({ but: 'less loud drums' });
    expect(ids(found)).toEqual(['twin', 'cousin', 'stranger']);
    const loss = (id: string) => scoreOf(plain, id) - scoreOf(found, id);
    expect(loss('cousin')).toBeGreaterThan(loss('twin'));
    const wishes = found.results[1]?.evidence.filter(({ askedStartSeconds }) => askedStartSeconds === null);
    expect(wishes).toMatchObject([{ sentence: 'loud drums', role: 'avoided', startSeconds: 20, endSeconds: 30 }]);
  });

  test('among songs that are alike, the one that has what is wished for comes first', async () => {
    const alike = fakeWorkspace([
      { trackId: 'asked', clips: ['calm piano', 'calm piano'] },
      { trackId: 'plain', clips: ['calm piano', 'calm piano', 'soft strings'] },
      { trackId: 'drummed', clips: ['calm piano', 'calm piano', 'loud drums'] },
    ]);
    for (const [but, first] of [
      ['more loud drums', 'drummed'],
      ['soft strings, no drums', 'plain'],
    ] as const)
      expect(ids(await ask({ but }, alike.workspace))[0]).toBe(first);
  });

  test('"faster" moves what is slower down, and makes it less sure, whatever else fits', async () => {
    const paced = fakeWorkspace([
      { trackId: 'asked', clips: ['calm piano', 'calm piano'], tempoBpm: 120 },
      { trackId: 'slower', clips: ['calm piano', 'calm piano', 'dark strings'], tempoBpm: 92 },
      { trackId: 'faster', clips: ['calm piano', 'calm piano', 'soft strings'], tempoBpm: 140 },
    ]);
    const { results } = await ask({ but: 'faster and darker' }, paced.workspace);
    expect(results.map(({ trackId }) => trackId)).toEqual(['faster', 'slower']);
    expect(results[1]?.certainty).not.toBe('high');
  });

  test('a wish without words is refused', async () => {
    await expect(ask({ but: '…' })).rejects.toMatchObject({ code: 'E_EMPTY_DESCRIPTION' });
  });
});

describe('a stretch', () => {
  test('finds sections anywhere that sound like it', async () => {
    const found = await ask({ fromSeconds: 20, toSeconds: 40 });
    expect(ids(found)[0]).toBe('twin');
    expect(found.results[0]?.evidence).toMatchObject([
      {
        sentence: 'sounds like this stretch',
        startSeconds: 10,
        endSeconds: 30,
        askedStartSeconds: 20,
        askedEndSeconds: 40,
        label: 'B',
      },
    ]);
    expect(ids(await ask({ fromSeconds: 20 }))).toEqual(ids(found));
    expect(ids(found)).not.toContain('asked');
  });

  test('with within, other places of the song itself', async () => {
    const again = { trackId: 'again', clips: ['calm piano', 'loud drums', 'calm piano'] };
    const { workspace: withAgain } = fakeWorkspace([...SONGS, again]);
    const found = await ask({ song: 'again', fromSeconds: 0, toSeconds: 10, within: true }, withAgain);
    const own = found.results.find(({ trackId }) => trackId === 'again');
    expect(own?.evidence).toMatchObject([{ startSeconds: 20, endSeconds: 30, label: 'A' }]);
  });

  test.each([
    [{ fromSeconds: 50 }, /no stretch from 50/],
    [{ fromSeconds: 20, toSeconds: 10 }, /no stretch/],
    [{ fromSeconds: 0, toSeconds: 10, by: 'structure' as const }, /no structure of its own/],
    [{ within: true }, /Without times/],
  ])('%j is refused', async (query, message) => {
    await expect(ask(query)).rejects.toMatchObject({ code: 'E_USAGE', message: expect.stringMatching(message) });
  });
});

describe('by structure', () => {
  const parts = { a: 'calm piano', b: 'soft strings', c: 'loud drums' };
  const told = (trackId: string, form: string): ToldSong => ({
    trackId,
    clips: [...form].map((letter) => parts[letter as keyof typeof parts]),
  });
  const built = fakeWorkspace([told('asked', 'aabbccaa'), told('edit', 'aabbaa'), told('shuffled', 'ccaabb')]);

  test('songs whose sections follow each other likewise come first, section by section', async () => {
    const found = await ask({ by: 'structure' }, built.workspace);
    expect(ids(found)).toEqual(['edit', 'shuffled']);
    const [edit] = found.results;
    expect(edit?.evidence.map(({ sentence }) => sentence)).toEqual([
      'corresponds to verse A',
      'corresponds to verse B',
      'corresponds to verse C',
      'corresponds to verse A',
    ]);
    const middles = edit?.evidence.map(({ startSeconds, endSeconds }) =>
      startSeconds === null || endSeconds === null ? null : Math.round((startSeconds + endSeconds) / 20),
    );
    expect([middles?.[0], middles?.[1], middles?.[3]]).toEqual([1, 3, 5]);
    expect(edit?.score).toBeGreaterThan(found.results[1]?.score as number);
  });
});

describe('the file of the asked song', () => {
  const path = resolve('test/fixtures/audio/tone-500.flac');
  const record = {
    path,
    trackId: 'twin',
    sizeBytes: 1,
    mtimeMs: 1,
    state: 'ready' as const,
    code: null,
    message: null,
  };

  test('other audio in the place of what was indexed is asked with as what it is', async () => {
    const { workspace: own, library } = fakeWorkspace(SONGS, undefined, [record]);
    const known = await hashEncodedAudio(path);
    const tracks: typeof library.tracks = (ids) => library.tracks(ids.includes(known) ? ['asked'] : ids);
    const findTrack: typeof library.findTrack = (reference) =>
      library.findTrack(reference === path ? 'twin' : reference);
    const found = await ask({ song: path }, { ...own, library: async () => ({ ...library, tracks, findTrack }) });
    expect(ids(found)).not.toContain('asked');
    expect(ids(found)).toContain('twin');
  });

  test('of a song without sections it is not heard where it may not be', async () => {
    const { workspace: own, library } = fakeWorkspace(SONGS.map((song) => ({ ...song, hasNoSections: true })));
    const findTrack: typeof library.findTrack = async (id) => {
      const track = await library.findTrack(id);
      return track && { ...track, path };
    };
    const within = { ...own, library: async () => ({ ...library, findTrack }) };
    await expect(ask({}, within)).rejects.toThrow('must be decoded');
    expect(ids(await ask({ mayHear: false }, within))[0]).toBe('twin');
  });
});

test('what is neither a file nor in the library, and an empty library, are told', async () => {
  await expect(ask({ song: '/nowhere/song.mp3' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await expect(ask({ song: 'No such title' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await expect(ask({}, fakeWorkspace([]).workspace)).rejects.toMatchObject({ code: 'E_EMPTY_LIBRARY' });
  await expect(ask({ limit: 51 })).rejects.toMatchObject({ code: 'E_USAGE' });
});
