/** Whether a sentence tells where in the song an instrument sounds, or does not, and of no other place: by itself, it can be checked. */
import { readInstruments } from './instrument-names.js';
import { matchAny } from './patterns.js';
import { readToldPlaces } from './told-place.js';

/** A length at which every place of a song can be told. */
const ANY_SECONDS = 600;

/** Whoever speaks of two of these tells of several places: "begins softly, gets heavier in the middle and finishes with drums". */
const PLACES = [
  String.raw`\b(?:beg[iau]n(?:s|ning)?|start(?:s|ing)?|open(?:s|ing)?|intro(?:duction)?|first|early|initial(?:ly)?|outset)\b`,
  String.raw`\b(?:middle|mid(?:way|point|-song)?|halfway|cent(?:re|er|ral))\b`,
  String.raw`\b(?:end(?:s|ing)?|clos(?:e|es|ing)|finish(?:es|ing)?|outro|coda|finale|last|final|late|conclu\w+)\b`,
  String.raw`\b(?:then|later|passing|drift(?:s|ing)|turn(?:s|ing)|giv(?:es|ing)\s+way|afterwards|before|grow(?:s|ing))\b`,
].map((words) => matchAny(words));

/** Where something else may be told than of the place: "Sweeping strings lead, and a trace of rock shows near the end". */
const FURTHER = /[,;]\s+(?:and|but|while|with|yet)\b/i;

export function tellsOnePlace(text: string): boolean {
  if (FURTHER.test(text) || readInstruments(text).size === 0) return false;
  const place = readToldPlaces([text])(ANY_SECONDS)[0];
  return !!place && place.kind !== 'whole' && PLACES.filter((words) => words.test(text)).length < 2;
}
