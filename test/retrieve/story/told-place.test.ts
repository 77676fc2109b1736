import { describe, expect, test } from '@jest/globals';
import { readAmount } from '../../../src/retrieve/story/told-amounts.js';
import { readToldPlaces } from '../../../src/retrieve/story/told-place.js';

const DURATION = 240;
/** Of a sentence that stands behind another, which names no place. */
const readToldPlace = (sentence: string) => readToldPlaces(['Drums.', sentence])(DURATION)[1];

test.each([
  ['1:10', 70],
  ['1:02:03', 3723],
  ['90 seconds', 90],
  ['a minute', 60],
  ['one minute', 60],
  ['half a minute', 30],
  ['a minute and a half', 90],
  ['two and a half minutes', 150],
  ['one minute thirty', 90],
  ['1 min 20', 80],
  ['1m20s', 80],
  ['45s', 45],
  ['a couple of minutes', 120],
  ['2 minutes and 5 seconds', 125],
  ['1.5 minutes', 90],
  ['forty-five seconds', 45],
  ['seventeen seconds', 17],
  ['a hundred seconds', 100],
  ['half minute', 30],
  ['a quarter of a minute', 15],
  ['three quarters of a minute', 45],
  ['two and three quarter minutes', 165],
  ['the minute and a half', 90],
])('%s is %d s', (text, seconds) => expect(readAmount(text)).toBeCloseTo(seconds));

test.each(['', 'piano', '120 BPM', '4/4', 'second chorus', 'a second guitar'])('"%s" is no amount', (text) =>
  expect(readAmount(text)).toBeNull(),
);

describe('a sentence names its place', () => {
  test.each([
    ['At 1:10 the drums enter.', 'from', 70],
    ['It is not until 1:10 that the drums come in.', 'from', 70],
    ["The drums don't come in until about a minute in.", 'from', 60],
    ['1:10: the drums enter.', 'from', 70],
    ['1:10 drums enter', 'from', 70],
    ['In the second half a choir enters.', 'span', 120],
    ['Strings join after about a minute.', 'from', 60],
    ['A minute in, the bass drops.', 'from', 60],
    ['Around the two-minute mark a solo begins.', 'from', 120],
    ['From 2:30 on it is only piano.', 'from', 150],
    ['90 seconds into the song a choir rises.', 'from', 90],
    ['Halfway through, the beat stops.', 'from', 120],
    ['Two thirds of the way in the key changes.', 'from', 160],
    ['After the first minute the guitar leads.', 'from', 60],
    ['Some forty-five seconds in, a flute answers.', 'from', 45],
    ['Just before three minutes it settles down.', 'from', 180],
    ['For seven seconds only the organ is left, at about two minutes.', 'from', 120],
    ['By the half-minute mark the engine runs.', 'from', 30],
    ['Past the middle the bells are gone.', 'from', 120],
    ['After the introduction the volume swells.', 'from', 28.8],
    ['Past the second minute somebody hums.', 'from', 120],
  ])('%s', (sentence, kind, startSeconds) => {
    const place = readToldPlace(sentence);
    expect(place?.kind).toBe(kind);
    expect(place?.startSeconds).toBeCloseTo(startSeconds);
  });

  test.each([
    ['From 1:05 to 1:50 strings play.', 65, 110],
    ['Strings (1:05–1:50) play.', 65, 110],
    ['Between one minute and two minutes it is calm.', 60, 120],
    ['In the last minute everything fades.', 180, 240],
    ['For the first 30 seconds there is only rain.', 0, 30],
    ['Until 0:45 a lone flute plays.', 0, 45],
    ['The second half is louder.', 120, 240],
    ['The last third is slow.', 160, 240],
    ['In the middle there is a drum solo.', 84, 156],
    ['The middle part floats.', 84, 156],
    ['The middle loosens into something dreamier.', 84, 156],
    ['Early on there is only a harp.', 0, 72],
    ['Late in the piece a choir enters.', 156, 240],
    ['By the second quarter the drums are in.', 60, 120],
    ['The third quarter is the liveliest.', 120, 180],
    ['The first half minute is quiet.', 0, 30],
    ['With about twenty seconds to go the band calms down.', 220, 240],
    ['A final half minute of harp.', 210, 240],
    ['In the third minute it rains.', 120, 180],
  ])('%s', (sentence, startSeconds, endSeconds) => {
    expect(readToldPlace(sentence)).toMatchObject({ kind: 'span' });
    expect(readToldPlace(sentence)?.startSeconds).toBeCloseTo(startSeconds);
    expect(readToldPlace(sentence)?.endSeconds).toBeCloseTo(endSeconds);
  });

  test.each([
    ['It opens with solo piano.', 'opening'],
    ['The song starts with a drum roll.', 'opening'],
    ['At first there is only a voice.', 'opening'],
    ['The intro is sparse.', 'opening'],
    ['To begin with it is jazz.', 'opening'],
    ['It ends with a long chord.', 'closing'],
    ['Finally the band stops.', 'closing'],
    ['The guitar fades out.', 'closing'],
    ['Towards the end the choir returns.', 'closing'],
    ['Timpani strokes open the piece.', 'opening'],
    ['The last stretch thins out.', 'closing'],
    ['For the last refrain the horn returns.', 'closing'],
    ['By the end it is louder than the opening.', 'closing'],
    ['It ends as it began, with a bell that was there at the start.', 'closing'],
    ['At the outset the mood is that of a film.', 'opening'],
    ['Then she lets go, and the ending returns to the fireside.', 'closing'],
    ['The mood is calm.', 'whole'],
    ['A banjo kicks it off unaccompanied.', 'opening'],
    ['It finishes on the opening riff.', 'closing'],
    ['A steady beat throughout.', 'whole'],
    ['From start to finish it is loud.', 'whole'],
  ])('%s', (sentence, kind) => expect(readToldPlace(sentence)?.kind).toBe(kind));

  test.each([
    'A calm piano plays.',
    'The tempo is 120 BPM.',
    'A three minute song.',
    'It lasts about three minutes.',
    'A bell rings every 30 seconds.',
    'Then a guitar starts to sing.',
    'Drums begin to build.',
    'At 9:00 the trumpet enters.',
    'It never ends.',
    'The synths rumble in the low end.',
    'A solo of about ten seconds follows.',
    'The piano is recorded soft and close.',
    'At the first chorus the choir rises.',
    'Pads fade in.',
    'Suddenly bagpipes take over, skirling the opening melody.',
    'The opening figure returns.',
    'The loop is ready to start again.',
    'The chorus breaks it open.',
    'The melody lies in the middle register.',
  ])('%s names none', (sentence) => expect(readToldPlace(sentence)).toBeNull());
});

describe('a description', () => {
  test('times told from the sentence before', () => {
    const places = readToldPlaces(['At 1:00 the drums enter.', 'Thirty seconds later they stop.'])(DURATION);
    expect(places.map((place) => place?.startSeconds)).toEqual([60, 90]);
  });

  test('what stands before the opening and after the ending is said of the whole song', () => {
    const told = ['A rock piece.', 'It starts with guitar.', 'Drums come.', 'It ends with bass.', 'Great for driving.'];
    const kinds = readToldPlaces(told)(DURATION).map((place) => place?.kind ?? null);
    expect(kinds).toEqual(['whole', 'opening', null, 'closing', 'whole']);
  });
});

describe('a first sentence that names what the song is speaks of all of it', () => {
  test.each([
    ['Solemn sacred music for a large cathedral, slow and majestic.', true],
    ['Brassy, hard-swinging big-band jazz for a packed floor.', true],
    ['A spirited Celtic jig in six-eight time.', true],
    ['A rock guitar plays a riff.', false],
    ['A five-string banjo kicks it off.', false],
  ])('%s', (sentence, isWhole) => {
    const [first] = readToldPlaces([sentence, 'A flute joins.'])(DURATION);
    expect(first?.kind === 'whole').toBe(isWhole);
  });
});

test.each([
  ['The choir joins late.', 0.65],
  ['Not until well into the piece does the choir appear.', 0.65],
  ['We wait a long time for the violin.', 0.65],
  ['The flute comes in early.', 0],
])('%s', (sentence, share) => {
  expect(readToldPlace(sentence)?.startSeconds).toBeCloseTo(share * DURATION);
});

test.each([
  ['The opening is led by bass guitar.', 'opening'],
  ['It closes loudly and fast.', 'closing'],
  ['It ends up being loud.', undefined],
  ['The piano gets things going.', 'opening'],
  ['The organ has the last word.', 'closing'],
  ['The drums only come in once half the song is over.', 'from'],
  ['In the middle, everything but the brass carries on.', 'span'],
])('%s', (sentence, kind) => expect(readToldPlace(sentence)?.kind).toBe(kind));
