/** Names of what sounds, as people write them. */

import { anyOf, matchAny, splitWords } from './patterns.js';

/** Instruments and sections of an orchestra or band, each as it is said of one in front. */
export const INSTRUMENT_NAMES = splitWords(`
    piano | electric piano | harpsichord | glockenspiel | vibraphone | marimba | xylophone | bells |
    church bells | chimes | wind chimes | dulcimer | church organ | Hammond organ | accordion | harmonica |
    acoustic guitar | electric guitar | distorted guitar | slide guitar | double bass | bass guitar |
    synth bass | deep sub bass | violin | fiddle | viola | cello | string section | pizzicato strings |
    plucked strings | harp | timpani | choir | trumpet | trombone | tuba | French horn | brass section |
    saxophone | oboe | cor anglais | bassoon | clarinet | flute | recorder | pan flute | tin whistle |
    woodwinds | an orchestra | synth lead | synth pads | arpeggiated synthesizers | synthesizers |
    computer sounds | sitar | tabla | banjo | mandolin | ukulele | koto | kalimba | bagpipes | didgeridoo |
    steel drums | taiko drums | drum kit | drum machine | electronic beats | hand percussion | congas |
    tambourine | snare drum | marching drums | cymbals | hi-hats | gong | hand claps | music box | theremin |
    singing bowls | turntable scratching | toy piano | celesta
  `);

/** Further names that stand in descriptions. */
const OTHER_NAMES = splitWords(`
    guitar | bass | acoustic bass | upright bass | contrabass | strings | string quartet | organ | synth |
    synth pad | brass | horns | horn | percussion | drums | drum | beats | timpani | tubular bells | tympani |
    vocals | voice | voices | singing | singer | vocal ensemble | rap | lead guitar | rhythm guitar |
    nylon guitar | steel-string guitar | programmed percussion | electronic beat | sax | keyboard |
    keyboards | cello | cymbal | shaker
  `);

const NAMES = [
  ...new Set([...INSTRUMENT_NAMES, ...OTHER_NAMES].map((name) => name.replace(/^an? /, '').toLowerCase())),
].sort((a, b) => b.length - a.length);
const NAMED = new RegExp(String.raw`(?<![\w-])${anyOf(NAMES)}(?![\w-])`, 'gi');

/** @returns the instruments that a text names, in lower case, each once; "bass guitar" is neither a bass nor a guitar. */
export function readInstruments(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(NAMED), ([name]) => name.toLowerCase()));
}

/** The instruments of a sentence. */
export interface NamedInstruments {
  /** Those that are said to sound. */
  readonly present: ReadonlySet<string>;
  /** Those that are said to leave, or to be silent. */
  readonly absent: ReadonlySet<string>;
  /** 0 in a tale, which tells only who is worth telling of, 1 in a list, which tells the whole cast. */
  readonly list: number;
}

/** So many of its words at least are names in a list. */
const LIST_SHARE = 0.5;
/** Where what is said of one instrument ends. */
const CLAUSES =
  /[;:.—–]|,\s*(?:and|but|while|so|yet|as|before|leaving)\b|\b(?:while|leaving|(?<!\b(?:everything|everyone|everybody|all)\s)(?:but|except(?:\s+for)?)|whereas|apart\s+from|save\s+for)\b/i;
const LEAVES = matchAny(
  String.raw`\b(?:drops?|drop(?:ping|ped)|sits?|cuts?|bows?|steps?)\s+(?:out|away|back|aside)\b|\b(?:fall|go|is|are|stay|keep)(?:e?s)?\s+(?:silent|mute|quiet|still)\b`,
  String.raw`\b(?:leave|vanish|disappear|withdraw|cease|depart|retire|retreat|rest|stop|pause)(?:e?s)?\b(?!\s+(?:the|only|just|room|behind|a)\b)|\bgo(?:es)?\s+away\b|\bpulls?\s+back\b`,
  String.raw`\b(?:have|has|is|are|was|were)\s+(?:already\s+|now\s+|all\s+)?(?:gone|absent|missing|silent|left|fallen\s+away|dropped\s+out|slipped\s+away|taken\s+away)\b|\bgone\s*$`,
);
const WITHOUT =
  /\b(?:without|minus|no(?:\s+(?:longer|more))?|neither|not\s+(?:an?|any)|los(?:es|ing)|drops(?!\s+(?:out|away|back|in|off|down)\b)|(?:can['’]?t|cannot|don['’]?t)\s+hear|(?:everything|everyone|all)\s+but|sheds|removes)\s+(?:the\s+|any\s+|an?\s+|its\s+)?/i;
/** "Everything but bass and drums is gone": these stay. */
const LEAVE_ALL_BUT = new RegExp(
  String.raw`\b(?:everything|everyone|everybody|all)\s+(?:but|except)\s+.*(?:${LEAVES.source})`,
  'i',
);
/** Where what is missing ends: "no drums, just a piano". */
const BACK =
  /,\s*(?:then|just|only|with|it|there|the|an?|some)\b|\b(?:then|only|just|with|over|under|behind|against|yet)\b/i;

/** @returns what a sentence says of instruments: "the strings leave, and the flute goes on" names one that is silent. */
export function readNamedInstruments(sentence: string): NamedInstruments {
  const absent = new Set<string>();
  const present = new Set<string>();
  for (const clause of sentence.split(CLAUSES)) {
    const without = LEAVE_ALL_BUT.test(clause) ? null : WITHOUT.exec(clause);
    const missing = without ? (clause.slice(without.index).split(BACK)[0] as string) : '';
    const kept = without ? clause.replace(missing, ' ') : clause;
    for (const name of readInstruments(missing)) absent.add(name);
    const isLeaving = LEAVES.test(kept) && !LEAVE_ALL_BUT.test(clause);
    for (const name of readInstruments(kept)) (isLeaving ? absent : present).add(name);
  }
  for (const name of present) absent.delete(name);
  return { present, absent, list: Math.min(1, shareOfNames(sentence) / LIST_SHARE) ** 2 };
}

/** What a tale and a list weigh differently. */
export const betweenTaleAndList = ({ list }: NamedInstruments, tale: number, whole: number): number =>
  tale + (whole - tale) * list;

function shareOfNames(sentence: string): number {
  const count = (text: string) => text.match(/[\p{L}\p{N}'’-]+/gu)?.length ?? 0;
  const names = Array.from(sentence.matchAll(NAMED), ([name]) => count(name));
  return names.reduce((sum, words) => sum + words, 0) / Math.max(1, count(sentence));
}
