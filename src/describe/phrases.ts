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

/** Who sings, where that is certain. */
export const VOICE: Readonly<Record<string, string>> = {
  'female singing': 'A woman sings',
  'male singing': 'A man sings',
  rap: 'Somebody raps',
  choir: 'A choir sings',
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
  first: ['It opens {clause}, until {to}.', 'Until {to} it is {clause}.', 'The opening, until {to}, is {clause}.'],
  new: [
    'At {from} it becomes {clause}.',
    'From {from} to {to} it is {clause}.',
    'Then, from {from}, the music is {clause}.',
    'The part from {from} to {to} is {clause}.',
  ],
  again: [
    'At {from} the {nth} part comes back, {clause}.',
    'The {nth} part returns at {from}, now {clause}.',
    'From {from} the {nth} part is heard again, {clause}.',
  ],
  last: [
    'From {from} to the end it is {clause}.',
    'It closes, from {from}, {clause}.',
    'The last part, from {from}, is {clause}.',
  ],
  only: ['From beginning to end it is {clause}.', 'All the time it is {clause}.'],
};

/** What is heard in a part, as it follows "it is"; pieces are strung together by commas. */
export const CLAUSE = {
  feels: ['{words}'],
  styles: ['much like {words}', 'close to {words}', 'akin to {words}'],
  lead: ['led by {words}', 'carried by {words}'],
  shades: ['coloured by {words}', 'touched by {words}', 'tinged with {words}'],
};
/** More ways for a piece that does not come first. */
export const CLAUSE_BEHIND = {
  ...CLAUSE,
  lead: [...CLAUSE.lead, 'with {words} in front'],
  shades: [...CLAUSE.shades, 'with shades of {words}', 'with a touch of {words}'],
};

/** When instruments are heard that are not there all the time. */
export const HEARD = ['{List}.', 'What comes and goes: {list}.'];
export const HEARD_SPAN = { first: '{what} {are} heard {when}', next: '{what} {when}' };

export const DYNAMICS = {
  flat: ['The volume hardly changes from beginning to end.', 'It keeps one volume almost throughout.'],
  peak: [
    'It is loudest from {from} to {to} and softest from {softFrom} to {softTo}.',
    'The loudest part runs from {from} to {to}, the softest from {softFrom} to {softTo}.',
  ],
};

export const ABSENT = ['There are no drums.', 'It has no drums.'];

/** The second sentence of the short form. */
export const COURSE = {
  turns: 'It opens {first}, turns {peak} from {from} to {to}, and lasts {length}.',
  steady: 'It stays {first} from beginning to end, and lasts {length}.',
};
