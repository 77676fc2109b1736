import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { KEY_NAMES } from '../../src/embed/key-names.js';
import { foldTempo } from '../../src/tagging/fold-tempo.js';
import type { HeardForTags } from '../../src/tagging/hear-for-tags.js';
import { notateKey } from '../../src/tagging/key-notation.js';
import { proposeTags } from '../../src/tagging/propose-tags.js';
import { DEFAULT_RULES, makeRules, type TagRules } from '../../src/tagging/tag-rules.js';
import { checkVocabulary, readVocabulary } from '../../src/tagging/vocabulary.js';
import { temporaryDir } from './support/songs.js';

const HEARD: HeardForTags = {
  groups: {
    genre: [
      { label: 'drum and bass', probability: 0.7 },
      { label: 'techno', probability: 0.3 },
    ],
    mood: [
      { label: 'calm', probability: 0.4 },
      { label: 'dark', probability: 0.35 },
    ],
    voice: [{ label: 'instrumental', probability: 0.9 }],
  },
  tempoBpm: 174.4,
  key: 'F# minor',
  chapters: [
    { startSeconds: 0, endSeconds: 61.25, name: 'Intro' },
    { startSeconds: 61.25, endSeconds: 180, name: 'Chorus' },
  ],
};
const propose = (rules: Partial<TagRules> = {}) => proposeTags(HEARD, { ...DEFAULT_RULES, ...rules });

describe('keys', () => {
  test('as ID3 wants them, on the Camelot wheel, and in Open Key', () => {
    const written = (key: string) => [notateKey(key, 'name'), notateKey(key, 'camelot'), notateKey(key, 'open-key')];
    // Corners of both wheels, from their printed form
    expect(written('C major')).toEqual(['C', '8B', '1d']);
    expect(written('A minor')).toEqual(['Am', '8A', '1m']);
    expect(written('E major')).toEqual(['E', '12B', '5d']);
    expect(written('B major')).toEqual(['B', '1B', '6d']);
    expect(written('G# minor')).toEqual(['G#m', '1A', '6m']);
    expect(written('D minor')).toEqual(['Dm', '7A', '12m']);
    expect(written('noise')).toEqual([null, null, null]);
  });

  test('no two keys share a place', () => {
    for (const notation of ['name', 'camelot', 'open-key'] as const)
      expect(new Set(KEY_NAMES.map((key) => notateKey(key, notation))).size).toBe(24);
  });
});

test('tempos are doubled and halved into a range, or left out', () => {
  expect(foldTempo(64, [80, 160])).toBe(128);
  expect(foldTempo(174, [80, 160])).toBe(87);
  expect(foldTempo(30, [80, 160])).toBe(120);
  expect(foldTempo(120, [80, 160])).toBe(120);
  expect(foldTempo(100, [120, 130])).toBeNull();
  expect(foldTempo(100, [120, Number.POSITIVE_INFINITY])).toBe(200);
  expect(foldTempo(300, [0, 160])).toBe(150);
});

test('only what is certain is proposed; the rest says why', () => {
  expect(propose()).toEqual({
    proposals: [
      { field: 'genre', value: 'drum and bass', probability: 0.7 },
      { field: 'bpm', value: '174', probability: null },
      { field: 'key', value: 'F#m', probability: null },
    ],
    chapters: null,
    leftOut: [{ field: 'mood', reason: 'not certain: calm 40 % at best' }],
  });
  expect(propose({ threshold: 0.3 }).leftOut).toEqual([]);
});

test('the vocabulary says it in the words of the user, or not at all', () => {
  const vocabulary = { genre: { 'drum and bass': 'Drum & Bass' }, mood: { calm: null } };
  const { proposals, leftOut } = propose({ vocabulary, threshold: 0.3, fields: ['genre', 'mood'] });
  expect(proposals).toEqual([{ field: 'genre', value: 'Drum & Bass', probability: 0.7 }]);
  expect(leftOut).toEqual([{ field: 'mood', reason: 'the vocabulary leaves out calm' }]);
});

test('chapters are proposed when asked for, and left out of a song with nothing to tell apart', () => {
  const rules = makeRules({ fields: ['chapters'] });
  expect(proposeTags(HEARD, rules)).toEqual({ proposals: [], chapters: HEARD.chapters, leftOut: [] });
  for (const chapters of [null, [], HEARD.chapters?.slice(0, 1) ?? []]) {
    expect(proposeTags({ ...HEARD, chapters }, rules)).toEqual({
      proposals: [],
      chapters: null,
      leftOut: [{ field: 'chapters', reason: 'no sections to tell apart' }],
    });
  }
  expect(() => makeRules({ custom: { Chapters: '{genre}' } })).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
});

test.each(['TITLE', 'artist', 'Album Artist', 'ALBUMARTIST', 'album', 'TrackNumber', 'Track', 'DATE'])(
  '%s is left to people',
  (name) => {
    expect(() => makeRules({ custom: { [name]: '{genre}' } })).toThrow(
      expect.objectContaining({ code: 'E_USAGE', remedy: expect.stringContaining('tag editor') }),
    );
  },
);

test('a placeholder that is called like a method is one without a value', () => {
  const { leftOut } = proposeTags(HEARD, makeRules({ fields: [], comment: '{constructor}' }));
  expect(leftOut).toEqual([{ field: 'comment', reason: expect.stringContaining('no group "constructor"') }]);
});

test('templates are written when every part is known', () => {
  const rules = makeRules({
    fields: [],
    comment: '{voice} {genre}, {bpm} BPM',
    custom: { MIX: '{key} {mood}', X: '{drums}' },
  });
  const { proposals, leftOut } = proposeTags(HEARD, rules);
  expect(proposals).toEqual([{ field: 'comment', value: 'instrumental drum and bass, 174 BPM', probability: null }]);
  expect(leftOut.map(({ field }) => field).sort()).toEqual(['MIX', 'X']);
});

describe('a vocabulary', () => {
  const dir = temporaryDir();
  const read = (text: string) => {
    writeFileSync(join(dir, 'words.json'), text);
    return readVocabulary(join(dir, 'words.json'));
  };

  test('is checked for its form and for words that the model does not know', async () => {
    const vocabulary = await read('{"genre": {"techno": "Techno", "drum and bass": null}}');
    expect(() => checkVocabulary(vocabulary, HEARD.groups)).not.toThrow();
    await expect(read('{"genre": ["techno"]}')).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(read('techno=Techno')).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(readVocabulary(join(dir, 'none.json'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(() => checkVocabulary({ genre: { tekno: 'x' } }, HEARD.groups)).toThrow(/genre "tekno"/);
    expect(() => checkVocabulary({ style: {} }, HEARD.groups)).toThrow(/group "style"/);
    expect(() => checkVocabulary({ constructor: {} }, HEARD.groups)).toThrow(/group "constructor"/);
  });
});
