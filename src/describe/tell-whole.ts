/** What is said of a song as a whole: what it is, what sets it apart, tempo and key. */
import { clockTime } from '../clock.js';
import { kindOf, wordsOf } from './colour-words.js';
import { CHARACTER, KEY_ALONE, KEY_TURN, SUMMARY, TEMPO, TEMPO_TURN } from './phrases.js';
import type { Picker } from './picker.js';
import type { Portrait } from './portrait.js';
import { tellVoices } from './tell-voices.js';
import type { WeightedSentence } from './told-sentence.js';
import { capitalise, enumerateWords, fillPhrase, withArticle } from './wording.js';

/** What a genre is called where "a piece of …" needs a noun. */
const GENRE_NOUNS: Readonly<Record<string, string>> = {
  electronic: 'electronic music',
  ambient: 'ambient music',
  classical: 'classical music',
  orchestral: 'orchestral music',
  latin: 'Latin music',
  world: 'world music',
  celtic: 'Celtic music',
  medieval: 'medieval music',
  'new age': 'new age music',
};
const MOST_FEELINGS = 2;
const MOST_CHARACTER = 4;
/** Below, tempo or key is too unsure to be told: on rendered validation songs nine keys and tempos in ten are right from here on. */
const LEAST_CONFIDENCE = { tempo: 0.4, key: 0.25 };

/** @param isShort - the short form says, too, that nobody sings: in a search that would outweigh everything else. */
export function tellSummary({ certain, colours, spans }: Portrait, picker: Picker, isShort = false): string {
  const genre = certain.genre?.[0];
  const instruments = certain.instrument?.slice(0, 2) ?? [];
  const style = colours.find(({ kind }) => kind === 'style')?.word;
  const form = genre ? 'genre' : instruments.length ? 'instrument' : style ? 'style' : 'plain';
  const what = genre ? (GENRE_NOUNS[genre] ?? genre) : instruments.length ? enumerateWords(instruments) : (style ?? '');
  const moods = certain.mood?.slice(0, MOST_FEELINGS) ?? [];
  const isSungSomewhere = spans.some(({ group, label }) => group === 'voice' && label !== 'instrumental');
  const voice = isShort && !isSungSomewhere && certain.voice?.[0] === 'instrumental' ? ['instrumental'] : [];
  const feels = [...moods, ...voice].join(', ');
  const adjective = feels ? withArticle(feels) : 'a';
  return fillPhrase(picker.pick(SUMMARY[form]), { 'a feels': adjective, 'A feels': capitalise(adjective), what });
}

export function tellWhole(portrait: Portrait, picker: Picker): WeightedSentence[] {
  const { certain, colours } = portrait;
  const told = new Set(Object.values(certain).flat());
  const own = colours.filter(({ word }) => !told.has(word));
  const character = (form: keyof typeof CHARACTER, words: readonly string[], weight: number) =>
    words.length
      ? [sentence(fillPhrase(picker.pick(CHARACTER[form]), { words: enumerateWords(words) }), 'character', weight)]
      : [];
  const extra = (certain.mood ?? []).slice(MOST_FEELINGS, MOST_FEELINGS + 2);
  return [
    sentence(tellSummary(portrait, picker), 'summary', Infinity),
    ...character('shades', wordsOf(kindOf(own, 'instrument'), MOST_CHARACTER), 0.9),
    ...character(
      'feels',
      [...extra, ...wordsOf(kindOf(own, 'mood', 'texture'), MOST_CHARACTER)].slice(0, MOST_CHARACTER),
      0.85,
    ),
    ...character('styles', wordsOf(kindOf(own, 'style'), 3), 0.8),
    ...tellVoices(portrait),
    ...tellTempo(portrait, picker),
  ];
}

function tellTempo({ song }: Portrait, picker: Picker): WeightedSentence[] {
  const { tempo, key, tempoCurve, keys } = song.structure;
  const bpm = tempo.bpm !== null && tempo.confidence >= LEAST_CONFIDENCE.tempo ? String(Math.round(tempo.bpm)) : null;
  const tonic = key.key !== null && key.confidence >= LEAST_CONFIDENCE.key ? key.key : null;
  const told: WeightedSentence[] = [];
  if (bpm)
    told.push(sentence(fillPhrase(picker.pick(TEMPO), { bpm, key: tonic ? `, in ${tonic}` : '' }), 'tempo', 0.95));
  else if (tonic) told.push(sentence(fillPhrase(picker.pick(KEY_ALONE), { key: tonic }), 'key', 0.95));
  const turns = <T>(spans: readonly T[]): readonly T[] => (spans.length <= MOST_TURNS ? spans.slice(1) : []);
  if (bpm)
    for (const span of turns(tempoCurve))
      told.push(
        at(
          span.startSeconds,
          fillPhrase(picker.pick(TEMPO_TURN), { at: clockTime(span.startSeconds), bpm: String(Math.round(span.bpm)) }),
          'tempo',
        ),
      );
  if (tonic)
    for (const span of turns(keys))
      told.push(
        at(
          span.startSeconds,
          fillPhrase(picker.pick(KEY_TURN), { at: clockTime(span.startSeconds), key: span.key }),
          'key',
        ),
      );
  return told;
}

/** Where tempo or key seems to change more often than this, it is not sure enough to be told. */
const MOST_TURNS = 3;

const sentence = (text: string, about: WeightedSentence['about'], weight: number): WeightedSentence => ({
  text,
  about,
  weight,
  startSeconds: null,
  endSeconds: null,
});

const at = (seconds: number, text: string, about: WeightedSentence['about']): WeightedSentence => ({
  ...sentence(text, about, 0.5),
  startSeconds: seconds,
  endSeconds: seconds,
});
