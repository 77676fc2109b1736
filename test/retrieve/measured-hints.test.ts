import { expect, test } from '@jest/globals';
import { countFits, findMeasuredHints, oddsOfFacts } from '../../src/retrieve/measured-hints.js';
import { saysOnlyMeasured, tellsOnlyFacts } from '../../src/retrieve/says-measured.js';

test.each([
  ['a beat of 120–128 BPM', [120, 128]],
  ['between 90 and 100 bpm', [90, 100]],
  ['100 to 90 beats per minute', [90, 100]],
  ['around 100 BPM', [96, 104]],
  ['The bpm is 100.', [96, 104]],
  ['The metronome is set to 100.', [96, 104]],
  ['about 100 to the minute', [96, 104]],
  ['a tempo of 100', [96, 104]],
  ['over 125 BPM', [125, Number.MAX_VALUE]],
  ['no faster than 90 bpm', [0, 90]],
  ['Tempo: < 100 BPM', [0, 100]],
  ['bpm: >=120', [120, Number.MAX_VALUE]],
  ['100+ bpm', [100, Number.MAX_VALUE]],
  ['100 BPM or more', [100, Number.MAX_VALUE]],
  ['not below 100 BPM', [100, Number.MAX_VALUE]],
  ['faster than 100 but slower than 120 BPM', [100, 120]],
  ['tempo: at least 100', [100, Number.MAX_VALUE]],
  ['min: 110 bpm\nmax: 120 bpm', [110, 120]],
  ['with 100 people clapping', null],
  ['a march, ♩ = 100', [96, 104]],
  ['quarter note equals 100', [96, 104]],
  ['tempo_bpm: 100', [96, 104]],
  ['Tempo: 90-110', [90, 110]],
  ['Tempo: 100 BPM or more', [100, Number.MAX_VALUE]],
  ['tempo: 100+', [100, Number.MAX_VALUE]],
  ['tempo_bpm: 90-110', [90, 110]],
  ['Nothing over 110 bpm', [0, 110]],
  ['up to 150 bpm', [0, 150]],
  ['It ramps up to 150 bpm', null],
  ['Tempo drops to 70 bpm in the bridge', null],
  ['The bridge is at 90 bpm', null],
])('tempo: %s', (text, expected) => {
  expect(findMeasuredHints(text).tempoBpm).toEqual(expected);
});

test.each([
  ['a waltz in C# minor', 'C# minor'],
  ['Db minor throughout', 'C# minor'],
  ['in the key of A minor', 'A minor'],
  ['The key is B flat major.', 'Bb major'],
  ['in G-major', 'G major'],
  ['In A Minor', 'A minor'],
  ['sonata, violin, B Flat Major, allegro', 'Bb major'],
  ['koto, G min keyscale, strings', 'G minor'],
  ['pop | F#m | 120 BPM', 'F# minor'],
  ['The key of this song is EM.', 'E major'],
  ['The key is Dminor.', 'D minor'],
  ['The chord sequence is Gm, Cm, D, Gm.', null],
  ['Am, F, C, G', null],
  ['Key: F#m', 'F# minor'],
  ['key signature: A minor', 'A minor'],
  ['key signature Eb min', 'Eb minor'],
  ['key=A minor', 'A minor'],
  ['A minor detail spoils it', null],
  ['a minor chord progression', null],
  ['a major hit', null],
  ['a key change to B minor', null],
  ['any key but C major', null],
  ['The bridge is in B minor; the song is in D major', 'D major'],
])('key: %s', (text, expected) => {
  expect(findMeasuredHints(text).key).toBe(expected);
});

test.each([
  ['a three-minute song', [150, 210]],
  ['it is 2 minutes long', [100, 140]],
  ['under 3 minutes long', [0, 180]],
  ['Longer than 5 minutes.', [300, Number.MAX_VALUE]],
  ['a four-and-a-half-minute song', [225, 315]],
  ['it is two and a half minutes long, and calm', [125, 175]],
  ['lasting about a minute and a half', [75, 105]],
  ['just under three minutes long', [120, 180]],
  ['a little over two minutes long', [120, 160]],
  ['a fifteen-minute ambient piece', [750, 1050]],
  ['a twelve-second drum loop', [10, 14]],
  ['shorter than 10 seconds', [0, 10]],
  ['no longer than four minutes', [0, 240]],
  ['a song of at most four minutes', [0, 240]],
  ['a song, not shorter than two minutes', [120, Number.MAX_VALUE]],
  ['at least five minutes long and no more than seven minutes long', [300, 420]],
  ['longer than two but shorter than four minutes', [120, 240]],
  ['Length: 3 minutes or less', [0, 180]],
  ['a solo of no more than 40 seconds', null],
  ['cocksure, over in less than two minutes', [0, 120]],
  ['It is a friendly three minutes.', [150, 210]],
  ['phrases of thirty-eight seconds', null],
  ["It shouldn't be longer than four minutes", [0, 240]],
  ["It can't be more than 3 minutes long", [0, 180]],
  ['3 minutes and 45 seconds long', [187.5, 262.5]],
  ['a song of 3,5 minutes', [175, 245]],
  ['Around 3 minutes, with a fiddle', [150, 210]],
  ['Make it about three minutes.', [150, 210]],
  ['an eight-minute progressive house track', [400, 560]],
  ['5+ min of drone', [300, Number.MAX_VALUE]],
  ['The intro is 45 seconds long.', null],
  ['The voice comes in less than one minute.', null],
  ['Over three minutes, the strings build.', null],
  ['the last two minutes are calm', null],
  ['three to four minutes long', [180, 240]],
  ['a 3-4 minute song', [180, 240]],
  ['Length: 2:30–3:10', [150, 190]],
  ['it lasts between two and two and a half minutes', [120, 150]],
  ['max duration: 240 seconds', [0, 240]],
  ['between one and two minutes, the drums enter', null],
  ['a solo, twelve seconds long', null],
  ['at two minutes long notes enter', null],
  ['after twenty seconds the loop changes', null],
  ['strings come in after 2 minutes', null],
  ['at two minutes the drums enter', null],
])('length: %s', (text, expected) => {
  expect(findMeasuredHints(text).durationSeconds).toEqual(expected?.map((seconds) => expect.closeTo(seconds)) ?? null);
});

test('whether there is anything to hear in a sentence', () => {
  expect(saysOnlyMeasured('The tempo is 120 BPM.')).toBe(true);
  expect(saysOnlyMeasured('120–128 BPM, in A minor')).toBe(true);
  expect(saysOnlyMeasured('This song goes at 120.0 beats per minute.')).toBe(true);
  expect(saysOnlyMeasured('The beat counts to 4.')).toBe(true);
  expect(saysOnlyMeasured('4/4, 132 bpm, A major.')).toBe(true);
  expect(saysOnlyMeasured('The tempo is moderate at around 95 BPM, with a 4/4 time signature.')).toBe(true);
  expect(saysOnlyMeasured('The time signature is 4/4.')).toBe(true);
  expect(saysOnlyMeasured('The chord progression in this song is Gmaj7, Bm7b5/A, D, N.')).toBe(true);
  expect(saysOnlyMeasured('The chord progression is sad.')).toBe(false);
  expect(saysOnlyMeasured('A fast beat at 120 BPM')).toBe(false);
  expect(saysOnlyMeasured('A fast beat')).toBe(false);
});

test.each([
  ['It is in a minor key.', true],
  ['A slow one, please.', true],
  ['120 BPM, in C major', true],
  ['The track fades out at the end.', true],
  ['slow jazz', false],
  ['a fast polka in A minor', false],
])('tells only facts: %s', (text, expected) => {
  expect(tellsOnlyFacts(text, findMeasuredHints(text))).toBe(expected);
});

test('every fact that fits speaks for a song, and what is not known does not', () => {
  const hints = findMeasuredHints('in C major at 120 BPM');
  const [fits, other, wrong] = [121, 60, 143].map((tempoBpm) =>
    oddsOfFacts(hints, { tempoBpm, key: 'C major', keyConfidence: 0.5, durationSeconds: 60 }),
  );
  expect(fits).toBeGreaterThan(4);
  expect(other).toBeLessThan(fits as number);
  expect(wrong).toBeLessThan(other as number);
  expect(countFits(hints, { tempoBpm: 131, key: 'C major', durationSeconds: 60 })).toBe(1);
  expect(oddsOfFacts(hints, { tempoBpm: null, key: null, keyConfidence: 0, durationSeconds: 60 })).toBe(0);
});
