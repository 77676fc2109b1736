/** The sentences of a description, each in a few ways. Words in braces are filled in. */

/** What the song is, where the genre, a leading instrument, or neither is certain. */
export const SUMMARY = {
  genre: ['This is {a feels} piece of {what}.', '{A feels} piece of {what}.'],
  instrument: ['This is {a feels} piece led by {what}.', '{A feels} piece for {what}.'],
  style: ['This is {a feels} piece, close to {what}.', '{A feels} piece that comes near {what}.'],
  plain: ['This is {a feels} piece.', '{A feels} piece of music.'],
};

/** What the whole sounds like, beyond what is certain. */
export const CHARACTER = {
  shades: [
    'Its sound lies close to {words}.',
    'What sets its sound apart are shades of {words}.',
    'More than most music it has the colours of {words}.',
  ],
  feels: ['All in all it is {words}.', 'Its character is {words}.', 'As a whole it comes across as {words}.'],
  styles: [
    'In manner it leans towards {words}.',
    'There is much of {words} in it.',
    'It shares its manner with {words}.',
  ],
};

export const TEMPO = ['It moves at {bpm} BPM{key}.', 'The tempo is {bpm} BPM{key}.', 'It runs at {bpm} BPM{key}.'];
export const KEY_ALONE = ['It stands in {key}.', 'The key is {key}.'];
export const TEMPO_TURN = ['At {at} the tempo changes to {bpm} BPM.', 'From {at} on it runs at {bpm} BPM.'];
export const KEY_TURN = ['At {at} the key turns to {key}.', 'From {at} on it stands in {key}.'];

export const FORM = [
  'It falls into {count} parts, in the order {letters}.',
  'Its {count} parts follow each other as {letters}.',
  'The form is {letters}, {count} parts in all.',
];
export const FORM_SINGLE = [
  'It is of one piece from beginning to end.',
  'It keeps one character from beginning to end.',
];

/** How a part begins: the first, a new one, one that was there before, the last. */
export const WHEN = {
  first: ['Until {to} {clause}.', 'It opens like this until {to}: {clause}.', 'To begin with, until {to}, {clause}.'],
  new: ['At {from} {clause}.', 'From {from} to {to} {clause}.', 'Then, from {from}, {clause}.'],
  again: [
    'At {from} the {nth} part comes back: {clause}.',
    'From {from} to {to} the {nth} part is heard again, and {clause}.',
    'The {nth} part returns at {from}; {clause}.',
  ],
  last: [
    'From {from} to the end {clause}.',
    'It closes from {from} on: {clause}.',
    'To end with, from {from}, {clause}.',
  ],
  only: ['All the time {clause}.', 'From beginning to end {clause}.'],
};

/** What is heard in a part, by what is known of it. */
export const CLAUSE = {
  carries: ['{what} {carry} the music', '{what} {lead}', 'the music rests on {what}'],
  enters: ['{what} {come} in', '{what} {join}', '{what} {appear}'],
  feels: ['it is {feels}', 'the music sounds {feels}', 'the mood is {feels}'],
  tail: [', {feels}', ', sounding {feels}', ', in a {feels} way'],
  shades: [', with shades of {words}', ', coloured by {words}', ', and {words} shine through'],
  styles: [', with something of {words}', ', close to {words}', ', leaning towards {words}'],
};

export const RESTS = ['{What} {rest} from {at} on.', 'By {at} {what} {have} gone.'];

export const DYNAMICS = {
  flat: ['The volume hardly changes from beginning to end.', 'It keeps one volume almost throughout.'],
  peak: ['It is loudest from {from} to {to}{soft}.', 'The loudest part runs from {from} to {to}{soft}.'],
  soft: [', and softest from {from} to {to}', ', the softest from {from} to {to}'],
};

export const ABSENT = {
  singing: ['There is no singing.', 'Nobody sings.'],
  drums: ['There are no drums.', 'It has no drums.'],
};

/** The second sentence of the short form. */
export const COURSE = {
  turns: 'It opens {first}, turns {peak} from {from} to {to}, and lasts {length}.',
  steady: 'It stays {first} from beginning to end, and lasts {length}.',
};
