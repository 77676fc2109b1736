import { expect, test } from '@jest/globals';
import { describeHeard } from '../../src/describe/describe-song.js';
import type { Colour } from '../../src/describe/hear-colours.js';
import { createPicker } from '../../src/describe/picker.js';
import { type DescribableSong, portraySong, type SongPart } from '../../src/describe/portrait.js';
import { tellShort } from '../../src/describe/tell-short.js';
import { countWordsOf } from '../../src/describe/told-sentence.js';
import { SILENCE_LUFS } from '../../src/embed/loudness.js';
import { analyseSong } from '../../src/structure/analyse-song.js';
import { fakeModel, fakeTextVector } from '../retrieve/support/fake-model.js';
import { CARD, type ComposedSection, composeSong } from '../structure/support/composed-song.js';

const model = fakeModel();
const FORM: ComposedSection[] = [
  { kind: 'A', seconds: 40, lufs: -24 },
  { kind: 'B', seconds: 40, lufs: -12 },
  { kind: 'A', seconds: 40, lufs: -24 },
];

/** A song whose clips sound as the words say. */
async function songOf(clips: readonly string[]): Promise<DescribableSong> {
  const heard = composeSong(FORM);
  const structure = await analyseSong(heard, { card: CARD });
  const embedded = clips.map((text, n) => ({ startSeconds: n * 10, embedding: fakeTextVector(text) }));
  return {
    durationSeconds: heard.info.durationSeconds,
    tempoBpm: heard.tempo.bpm,
    key: heard.key.key,
    song: model.poolSong(embedded.map(({ embedding }) => embedding)),
    clips: embedded,
    segments: structure.segments,
    structure,
  };
}

const clips = [
  ...Array<string>(4).fill('calm harp'),
  ...Array<string>(4).fill('aggressive distorted guitar'),
  ...Array<string>(4).fill('calm harp'),
];

test('what is heard is told where it is heard, with tempo, form and dynamics', async () => {
  const song = await songOf(clips);
  const told = await describeHeard(song, model);
  const parts = told.sentences.filter(({ about }) => about === 'part');
  const at = (seconds: number) =>
    parts.find((one) => (one.startSeconds as number) <= seconds && seconds < (one.endSeconds as number))?.text ?? '';
  expect(at(20)).toMatch(/harp/);
  expect(at(60)).toMatch(/distorted guitar/);
  expect(at(60)).toMatch(/louder than before/);
  expect(at(60)).not.toMatch(/harp/);
  expect(told.text).toContain('120 BPM');
  expect(told.text).toContain('A B A'); // a short upbeat belongs to the part that it leads to
  const dynamics = told.sentences.find(({ about }) => about === 'dynamics');
  expect(dynamics?.startSeconds).toBeGreaterThan(30);
  expect(told.text).toBe(told.sentences.map(({ text }) => text).join(' '));
  for (const { text } of told.sentences) expect(text).toMatch(/^[A-Z].*\.$/);
});

test('the short form names a turn, though the loudest part has no feeling of its own', async () => {
  const song = await songOf(
    ['calm harp', 'calm flute', 'aggressive drums'].flatMap((text) => Array<string>(4).fill(text)),
  );
  const portrait = await portraySong(song, model);
  const loudest = Math.max(...portrait.parts.map(({ lufs }) => lufs ?? -Infinity));
  const parts = portrait.parts.map((part) => (part.lufs === loudest ? { ...part, colours: [] } : part));
  expect(tellShort({ ...portrait, parts }, createPicker([0]))).toMatch(/turns aggressive.* from 1:\d\d to 2:00/);
});

test('the short form turns into something new, not into what it has been', async () => {
  const portrait = await portraySong(await songOf(clips), model);
  const [calm, loud] = ['calm', 'loud'].map(
    (word) => ({ ...(portrait.colours[0] as Colour), kind: 'mood', word }) as Colour,
  );
  const parts = portrait.parts.map((part, n) => ({ ...part, colours: n === 1 ? [calm, loud] : [calm] }) as SongPart);
  expect(tellShort({ ...portrait, parts }, createPicker([0]))).toMatch(/opens calm, turns loud from/);
  const alike = parts.map((part) => ({ ...part, colours: [calm] }) as SongPart);
  expect(tellShort({ ...portrait, parts: alike }, createPicker([0]))).toMatch(/stays calm from beginning to end/);
});

test('the short form calls no song instrumental in which somebody is heard to sing', async () => {
  const portrait = await portraySong(await songOf(clips), model);
  const told = (label: string) => {
    const span = { group: 'voice', label, startSeconds: 80, endSeconds: 120, probability: 0.9 };
    const certain = { ...portrait.certain, voice: ['instrumental'] };
    return tellShort({ ...portrait, certain, spans: [span] }, createPicker([0]));
  };
  expect(told('instrumental')).toMatch(/instrumental/);
  expect(told('male singing')).not.toMatch(/instrumental/);
});

test('the same song is told the same way; the number of words is kept to', async () => {
  const song = await songOf(clips);
  expect(await describeHeard(song, model)).toEqual(await describeHeard(song, model));
  const brief = await describeHeard(song, model, 40);
  expect(Math.abs(countWordsOf(brief.text) - 40)).toBeLessThanOrEqual(15);
  expect(brief.short.match(/[a-z]\.(\s|$)|\d\.(\s|$)/g)).toHaveLength(2);
});

test('of silence nothing is said but that', async () => {
  const { structure, ...song } = await songOf(clips);
  const momentaryLufs = structure.loudness.momentaryLufs.map(() => SILENCE_LUFS);
  const quiet = { ...structure, loudness: { ...structure.loudness, momentaryLufs } };
  const told = await describeHeard({ ...song, structure: quiet, loudnessDb: null }, model);
  expect([told.text, told.short]).toEqual(Array(2).fill('It is silent from beginning to end.'));
  expect(told.unsure).toContain('genre');
});

test('little is said where little stands out', async () => {
  const song = await songOf(Array<string>(12).fill('zzz'));
  const dull = await describeHeard(song, model);
  const rich = await describeHeard(await songOf(clips), model);
  expect(countWordsOf(dull.text)).toBeLessThan(countWordsOf(rich.text));
});
