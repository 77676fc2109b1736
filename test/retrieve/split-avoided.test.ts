import { describe, expect, test } from '@jest/globals';
import { splitAlternatives, splitAvoided } from '../../src/retrieve/split-avoided.js';

/** Sentence, what stays wanted, what is avoided. */
const CASES: readonly (readonly [string, string | null, readonly string[]])[] = [
  ['calm piano without drums', 'calm piano', ['drums']],
  ['It has no singing.', null, ['singing']],
  ['No vocals.', null, ['vocals']],
  ['no vocals please', null, ['vocals']],
  ['Upbeat funk with no vocals at all', 'Upbeat funk', ['vocals']],
  ['There are no drums or percussion.', null, ['drums', 'percussion']],
  ['A slow waltz, not aggressive', 'A slow waltz', ['aggressive']],
  ['The song is not aggressive.', null, ['aggressive']],
  ['It should not be too fast.', null, ['fast']],
  ['The guitar is not distorted.', 'The guitar', ['distorted']],
  ['fast but not aggressive', 'fast', ['aggressive']],
  ['not fast but slow', 'slow', ['fast']],
  ['warm strings, no brass', 'warm strings', ['brass']],
  ['no brass, warm strings', 'warm strings', ['brass']],
  ['no drums, bass, or vocals', null, ['drums', 'bass', 'vocals']],
  ['no drums, soft piano, strings', 'soft piano, strings', ['drums']],
  ['no drums and a slow piano', 'slow piano', ['drums']],
  ['soft harp without drums and bass', 'soft harp', ['drums', 'bass']],
  ['calm piano without drums but with soft strings', 'calm piano, soft strings', ['drums']],
  ['It does not have any electric guitars.', null, ['electric guitars']],
  ["It doesn't contain male or female vocals.", null, ['male vocals', 'female vocals']],
  ["I don't want anything sad.", null, ['sad']],
  ['The drums never come in.', null, ['drums']],
  ['Vocals are not present.', null, ['Vocals']],
  ['Vocals are absent.', null, ['Vocals']],
  ['a ballad in which nobody sings', 'a ballad', ['sings']],
  ['It never gets loud.', null, ['loud']],
  ['The beat never gets heavy', 'The beat', ['heavy']],
  ['neither drums nor bass, just harp', 'harp', ['drums', 'bass']],
  ['avoid heavy metal', null, ['heavy metal']],
  ['acoustic rather than electronic', 'acoustic', ['electronic']],
  ['a cello instead of a violin', 'a cello', ['violin']],
  ['ambient pads, free of percussion', 'ambient pads', ['percussion']],
  ['a vocal-free lounge track', 'lounge track', ['vocal']],
  ['drumless drones', 'drones', ['drums']],
  ['non-electronic folk', 'folk', ['electronic']],
  ['ambient w/o beats', 'ambient', ['beats']],
  ['upbeat without becoming aggressive', 'upbeat', ['aggressive']],
  ['no drum and bass', null, ['drum and bass']],
  ['anything but metal', null, ['metal']],
  ['instrumental jazz trio', 'instrumental jazz trio', ['singing voice']],
  ['instrumental jazz with no vocals', 'instrumental jazz', ['vocals']],
  ['strings carry it, with no brass and no choir', 'strings carry', ['brass', 'choir']],
  ['slow and sad; no singing; 80 BPM', 'slow and sad, 80 BPM', ['singing']],
  // Refusals of whole lists.
  ['Exclude rap, reggae and EDM.', null, ['rap', 'reggae', 'EDM']],
  ["I don't want drums, bass and guitars.", null, ['drums', 'bass', 'guitars']],
  ['Please avoid vocals, heavy drums, distorted guitars.', null, ['vocals', 'heavy drums', 'distorted guitars']],
  ['Calm piano, but avoid drums, bass and choir', 'Calm piano', ['drums', 'bass', 'choir']],
  ['avoid drums, soft piano only', 'soft piano only', ['drums']],
  ['no drums, bass and soft strings', 'bass and soft strings', ['drums']],
  ['Avoid: drums, vocals.', null, ['drums', 'vocals']],
  ["Things I don't want: drums, choir and brass.", null, ['drums', 'choir', 'brass']],
  ['avoid anything with drums', null, ['drums']],
  ['almost no drums', null, ['drums']],
  ['No drums except brushes.', 'brushes', ['drums']],
  ['all genres except jazz', 'all genres', ['jazz']],
  ["I don't want it to have drums.", null, ['drums']],
  ['dont want drums', null, ['drums']],
  // What only seems to say no.
  ["I don't want a song without drums.", 'drums', []],
  ['Without warning the drums enter', 'Without warning the drums enter', []],
  ['drums that never overpower the piano', 'drums that never overpower the piano', []],
  ['The tempo does not change.', 'The tempo does not change.', []],
  ['It grows from almost nothing.', 'It grows from almost nothing.', []],
  ['a song not longer than four minutes', 'a song not longer than four minutes', []],
  ['never over 130 BPM', 'never over 130 BPM', []],
  ['not only piano but also strings', 'piano but also strings', []],
  ['not just loud but fast', 'loud but fast', []],
  ['no-nonsense rock', 'no-nonsense rock', []],
  ['nothing but strings', 'strings', []],
  ['strings and nothing else', 'strings', []],
  ['without doubt a cheerful march', 'without doubt a cheerful march', []],
  ['a beat that never stops', 'a beat that never stops', []],
  ['no wave from New York', 'no wave from New York', []],
  ['like the Symphony No. 5', 'like the Symphony No. 5', []],
  ['not without humour', 'humour', []],
  ['never-ending drones', 'never-ending drones', []],
  ['a song for no less than four voices', 'a song for no less than four voices', []],
  ['an instrumental break after the chorus', 'an instrumental break after the chorus', []],
  ['knotty notes of a nocturne', 'knotty notes of a nocturne', []],
  // Missing in a part of the song only: not to be avoided in the whole of it.
  ['no drums until the second minute', 'no drums until the second minute', []],
  ['It begins without drums.', 'It begins without drums.', []],
  ['At first there are no vocals.', 'At first there are no vocals.', []],
  ['The drums do not enter until the chorus.', 'The drums do not enter until the chorus.', []],
  ['The bridge has neither bass nor drums.', 'The bridge has neither bass nor drums.', []],
  ['Everyone leaves except the piano.', 'Everyone leaves except the piano.', []],
  ['no drums between 1:00 and 2:00', 'no drums between 1:00 and 2:00', []],
  ['It has no bass at 1:20.', 'It has no bass at 1:20.', []],
  ['Some music.', 'Some music.', []],
];

describe('splitAvoided', () => {
  test.each(CASES)('%s', (sentence, wanted, avoided) => {
    expect(splitAvoided(sentence)).toEqual({ wanted, avoided });
  });

  test('curly apostrophes are read like straight ones', () => {
    expect(splitAvoided('It doesn’t have drums.')).toEqual({ wanted: null, avoided: ['drums'] });
  });
});

test('a list is split, but not a fixed name', () => {
  expect(splitAlternatives('drum and bass, rock and roll or jazz')).toEqual(['drum and bass', 'rock and roll', 'jazz']);
});
