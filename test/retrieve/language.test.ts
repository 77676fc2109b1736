import { expect, test } from '@jest/globals';
import { findForeignLanguage } from '../../src/retrieve/language.js';

test.each([
  ['Ruhige Klaviermusik ohne Gesang, die langsam beginnt und dann schneller wird', 'German'],
  ['Une chanson triste avec une guitare et sans batterie', 'French'],
  ['Una canción lenta con guitarra y sin voz', 'Spanish'],
  ['Musica calma con la chitarra e senza voce nella canzone', 'Italian'],
  ['rustig pianostuk zonder drums', 'Dutch'],
  ['melankolsk klaver uden trommer', 'Danish'],
  ['szomorú zongora dob nélkül', 'Hungarian'],
  ['lagu sedih dengan piano', 'Indonesian'],
  ['спокойная фортепианная музыка без вокала', 'another script'],
  ['歌のない静かなピアノ曲', 'another script'],
])('%s', (text, language) => {
  expect(findForeignLanguage(text)).toBe(language);
});

test.each([
  'calm piano',
  'Bossa nova with nylon guitar',
  'Allegro con brio for solo violin',
  'A la la la chorus in the style of Edith Piaf, with accordion',
  'La Bamba played by a mariachi band',
  'Symphony No. 5 in C minor',
  'drum and bass, Reese bass, amen break',
  'El Condor Pasa',
  'A Schubert lied for voice and piano',
  '120 BPM',
  'ambient sans drums',
  'I need something for my film, a bit like Van Halen on a harp',
])('English, or too little to tell: %s', (text) => {
  expect(findForeignLanguage(text)).toBeNull();
});
