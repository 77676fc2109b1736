import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { hashEncodedAudio } from '../../src/audio/track-id.js';
import { classifySong } from '../../src/classify/classify-song.js';
import type { ClassifyWorkspace } from '../../src/classify/load-song.js';
import { CollapError } from '../../src/errors.js';
import type { FileRecord } from '../../src/library/file-record.js';
import { fakeWorkspace } from '../retrieve/support/fake-library.js';

const SONG = {
  trackId: 'tune',
  clips: [...Array(6).fill('rock guitar'), ...Array(6).fill('jazz saxophone')],
  tempoBpm: 100,
  key: 'D minor',
};
const { workspace, model } = fakeWorkspace([
  SONG,
  { trackId: 'even', clips: ['rock guitar', 'jazz saxophone'] },
  { trackId: 'short', clips: ['rock guitar', 'jazz saxophone'] },
]);
const decoders = {
  decode: () => Promise.reject(new Error('not heard here')),
} as unknown as ClassifyWorkspace['decoders'];
const classifying: ClassifyWorkspace = { ...workspace, decoders };

describe('classifySong', () => {
  test('groups of the card, tempo and key of the library, sections where the label changes', async () => {
    const found = await classifySong(classifying, 'tune');
    expect(found).toMatchObject({ tempoBpm: 100, key: 'D minor' });
    expect(found.groups.genre?.map(({ label }) => label).sort()).toEqual(['jazz', 'rock']);
    const times = found.sections.map(({ startSeconds, endSeconds, groups }) => [
      startSeconds,
      endSeconds,
      groups.genre?.[0]?.label,
    ]);
    expect(times).toEqual([
      [0, 60, 'rock'],
      [60, 120, 'jazz'],
    ]);
  });

  test('sections are those that the library keeps: the file is not heard again, even where it is there', async () => {
    const file = fileURLToPath(import.meta.url);
    const asked: string[] = [];
    const library = async () => ({
      ...(await workspace.library()),
      findTrack: async (reference: string) => {
        asked.push(reference);
        return (await workspace.library()).findTrack('short');
      },
    });
    const { sections } = await classifySong({ ...classifying, library }, file);
    expect(asked).toEqual([file]);
    expect(sections.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [0, 10],
      [10, 20],
    ]);
    const earlier = fakeWorkspace([{ trackId: 'short', clips: ['rock guitar'], hasNoSections: true }]).workspace;
    const findTrack = async () => (await earlier.library()).findTrack('short');
    const deaf = {
      decode: () => {
        throw new Error('it would be heard');
      },
    } as unknown as ClassifyWorkspace['decoders'];
    const unheard = {
      ...classifying,
      decoders: deaf,
      library: async () => ({ ...(await earlier.library()), findTrack }),
    };
    await expect(classifySong(unheard, file)).rejects.toThrow('it would be heard');
    expect((await classifySong(unheard, file, { hearSections: false })).sections).toHaveLength(1);
  });

  test('a file in the place of the one that was indexed is heard, not answered from what is stored', async () => {
    const path = resolve('test/fixtures/audio/tone-500.flac');
    const { size, mtimeMs } = await stat(path);
    const record = {
      path,
      trackId: 'short',
      sizeBytes: size,
      mtimeMs,
      state: 'ready' as const,
      code: null,
      message: null,
    };
    const findTrack = async () => (await workspace.library()).findTrack('short');
    const withRecord = (seen: Partial<FileRecord>): ClassifyWorkspace => ({
      ...classifying,
      library: async () => ({
        ...(await workspace.library()),
        findTrack,
        filesUnder: async () => [{ ...record, ...seen }],
      }),
      decoders: { decode: () => expect(undefined).toBe('heard') } as unknown as ClassifyWorkspace['decoders'],
    });
    expect((await classifySong(withRecord({}), path)).sections).toHaveLength(2);
    const trackId = await hashEncodedAudio(path);
    expect((await classifySong(withRecord({ mtimeMs: 1, trackId }), path)).sections).toHaveLength(2); // only its tags
    await expect(classifySong(withRecord({ mtimeMs: 1 }), path)).rejects.toThrow('heard');
    await expect(classifySong(withRecord({ sizeBytes: 1 }), path)).rejects.toThrow('heard');
  });

  test('labels of the caller, the most probable first, each group summing to 1', async () => {
    const labelGroups = { labels: ['harp', 'rock guitar', 'tuba', ' tuba '], mood: ['sad', 'rock'] };
    const { groups } = await classifySong(classifying, 'tune', { labelGroups });
    expect(Object.keys(groups)).toEqual(['labels', 'mood']);
    expect(groups.labels?.map(({ label }) => label)).toHaveLength(3);
    expect(groups.labels?.[0]?.label).toBe('rock guitar');
    for (const labels of Object.values(groups))
      expect(labels.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
  });

  test.each(['constructor', '__proto__'])('a group called %s', async (name) => {
    const labelGroups = Object.fromEntries([[name, ['harp', 'rock guitar']]]);
    const found = await classifySong(classifying, 'tune', { labelGroups });
    for (const groups of [found.groups, found.sections[0]?.groups ?? {}])
      expect(Object.entries(groups).map(([group, [best]]) => [group, best?.label])).toEqual([[name, 'rock guitar']]);
  });

  test('the tempo is told to a tenth', async () => {
    const { workspace: own } = fakeWorkspace([{ ...SONG, tempoBpm: 119.9990170385704 }]);
    expect((await classifySong({ ...own, decoders }, 'tune')).tempoBpm).toBe(120);
  });

  test('probabilities are flat where the song says nothing about the labels', async () => {
    const { groups } = await classifySong(classifying, 'even', { labelGroups: { taste: ['sweet', 'sour'] } });
    for (const { probability } of groups.taste ?? []) expect(Math.abs(probability - 0.5)).toBeLessThan(0.3);
  });

  test('the prompts of the card are embedded once a model', async () => {
    await classifySong(classifying, 'tune');
    const before = model.embedded.length;
    await classifySong(classifying, 'even');
    expect(model.embedded.length).toBe(before);
  });

  test('one label is no choice', async () => {
    const options = { labelGroups: { labels: ['piano', 'piano'] } };
    await expect(classifySong(classifying, 'tune', options)).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('what is neither a file nor a song', async () => {
    await expect(classifySong(classifying, 'nowhere.flac')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('a library of another model is passed over', async () => {
    const library = () => Promise.reject(new CollapError('E_MODEL_MISMATCH', 'made by another model', 'index again'));
    await expect(classifySong({ ...classifying, library }, 'tune')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });
});
