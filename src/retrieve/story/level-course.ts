/** How loudness goes over a song that is told in one breath: "starts quiet and gets loud", "from a whisper to a roar", "quiet intro, loud ending". */
import { anyWord, matchAny } from './patterns.js';
import { DENIED } from './told-levels.js';

const QUIET = anyWord(
  String.raw`quiet(?:ly)? | soft(?:ly)? | gent(?:le|ly) | hush(?:ed)? | whisper(?:s|ed|ing)? | murmur(?:s|ed|ing)? | calm(?:ly)? | faint(?:ly)? | silen(?:t|tly|ce) | pianissimo | pp+ | (?:barely|hardly|scarcely)\s+audible | low[\s-]energy | small | subdued`,
);
const LOUD = anyWord(
  String.raw`loud(?:ly)? | roar(?:s|ing)? | full\s+(?:force|tilt|blast|volume|power|throttle|cry) | fortissimo | ff+ | bang | boom | thunder(?:s|ous|ously|ing)? | wall\s+of\s+(?:sound|noise) | blast(?:s|ing)? | powerful(?:ly)? | high[\s-]energy | big | huge | massive | explosi(?:ve|vely|on) | deafening | shout(?:s|ing)? | (?:maximum|top)\s+volume | blaring`,
);
/** Quiet and loud are told of what sounds so, in this order. */
const STATES = new RegExp(String.raw`\b(?:(?<quiet>${QUIET})|(?<loud>${LOUD}))(?![\w-])`, 'gi');

const STARTS = anyWord(
  String.raw`(?:start|begin|open|commence)(?:s|ing)? | beginning | opening | intro(?:duction)? | outset | at\s+first | first | initially | (?:come|sneak|creep|ease|slip|tiptoe)s?\s+in | kicks?\s+off`,
);
const ENDS = anyWord(
  String.raw`(?:end|finish|conclude)(?:s|ing|es)? | clos(?:es?|ing) | outro | finale | coda | last | second\s+half | final | (?:go|bow|sneak|slip|creep|tiptoe)(?:es|s)?\s+out`,
);
/** What leads from one state to the next. */
const TURNS = anyWord(
  `(?:in)?to | then | until | before | later | eventually | finally | gradually | slowly | gets? | getting | becom(?:es?|ing) | gr(?:ows?|owing) | turn(?:s|ing)? | end(?:s|ing)? | build(?:s|ing)? | swell(?:s|ing)? | ris(?:es?|ing) | shrink(?:s|ing)? | fad(?:es?|ing) | di(?:es|e|ying) | drops? | explodes? | erupts? | bursts?`,
);
const STARTING = matchAny(String.raw`\b${STARTS}\b`);
const ENDING = matchAny(String.raw`\b${ENDS}\b`);
const TURNING = matchAny(String.raw`\b${TURNS}\b`);
const FROM = /\bfrom\b/i;
const COMPARES = /\bthan\b/i;

const LEVEL = '(?:volume|loudness|levels?|dynamics|intensity|energy|power|force|tension|sound)';
const ALONG = String.raw`(?:from\s+(?:the\s+)?(?:start|beginning|first|intro)\b.{0,20}\bto\s+(?:the\s+)?(?:finish|end|last|outro)|over\s+time|as\s+(?:it|the\s+\w+)\s+(?:goes|moves|progresses|unfolds|plays|continues)|(?:all\s+)?the\s+(?:whole|entire)\s+(?:way|time)|all\s+the\s+(?:way|time)|bit\s+by\s+bit|little\s+by\s+little|minute\s+by\s+minute|steadily|gradually|the\s+longer\s+it)`;
const UP = String.raw`(?:build|grow|climb|ris|increas|go(?:es|ing)?\s+up|mount|swell|gather|gain|escalat|ramp)\w*`;
const DOWN = String.raw`(?:fall|drop|sink|decreas|go(?:es|ing)?\s+down|drain|ebb|los|shed|subsid|dwindl|diminish|fad)\w*`;
const IT = String.raw`(?:^\s*|\b(?:it|everything|(?:song|track|piece|music|cue|tune))\s+(?:just\s+|slowly\s+|gradually\s+|steadily\s+)?)`;
const courseOf = (verb: string): RegExp =>
  matchAny(
    String.raw`\b${LEVEL}\s+(?:\w+\s+){0,2}?${verb}\b.{0,20}?\b${ALONG}`,
    String.raw`\b${verb}\s+(?:in\s+)?${LEVEL}\b.{0,20}?\b${ALONG}`,
    String.raw`\b${ALONG},?\s+.{0,20}?\b${LEVEL}\s+(?:\w+\s+){0,2}?${verb}\b`,
  );
const COMPARED = (more: string): string =>
  String.raw`\b(?:gets?|getting|grows?|growing|becomes?|becoming)\s+(?:ever\s+|steadily\s+|gradually\s+)?${more}\s+and\s+${more}\b`;
const THROUGHOUT = String.raw`\s+(?:over|across|throughout|through|from|that\s+lasts)\s+(?:the\s+|its\s+)?(?:whole|entire|start|beginning)\b`;
const RISES = matchAny(
  courseOf(UP).source,
  COMPARED('louder'),
  String.raw`(?<!de)\bcrescendo${THROUGHOUT}`,
  String.raw`\b${LEVEL}\s*(?:\w+\s*)?:?\s*low\s*(?:→|->|to|,\s*then)\s*high\b`,
  String.raw`${IT}builds(?:\s+and\s+builds)?\s*(?:[.!,;]|$)`,
);
const FALLS = matchAny(
  courseOf(DOWN).source,
  COMPARED('(?:quieter|softer)'),
  String.raw`\b(?:decrescendo|diminuendo)${THROUGHOUT}`,
  String.raw`\b${LEVEL}\s*(?:\w+\s*)?:?\s*high\s*(?:→|->|to|,\s*then)\s*low\b`,
  String.raw`${IT}winds\s+down\s*(?:[.!,;]|$)`,
);

const SAID = { quiet: ['It opens quietly', 'It ends quietly'], loud: ['It opens loud', 'It ends loud'] } as const;
type State = keyof typeof SAID;

/** @returns what is said of the start and of the end, as sentences that say nothing else; null where a text does not tell of both. */
export function splitCourse(text: string): readonly string[] | null {
  const states = readStates(text);
  return states && [SAID[states[0]][0], SAID[states[1]][1]];
}

/** How the song starts and how it ends; null where the text does not say both. */
function readStates(text: string): readonly [State, State] | null {
  if (DENIED.test(text) || COMPARES.test(text)) return null;
  if (RISES.test(text)) return ['quiet', 'loud'];
  if (FALLS.test(text)) return ['loud', 'quiet'];
  const told = Array.from(text.matchAll(STATES), ({ 0: words, index, groups }) => ({
    state: (groups?.quiet === undefined ? 'loud' : 'quiet') as State,
    from: index,
    to: index + words.length,
  }));
  const turn = told.findIndex(({ state }) => state !== told[0]?.state);
  if (turn < 1 || told.slice(turn).some(({ state }) => state === told[0]?.state)) return null;
  const [before, after] = [told[turn - 1], told[turn]] as [(typeof told)[number], (typeof told)[number]];
  const between = text.slice(before.to, after.from);
  const [head, tail] = [text.slice(0, before.from), text.slice(after.to)];
  const cut = /[,;:–—]|\band\b|\bbut\b|\bto\b|\binto\b/i.exec(between);
  const joint = cut ? before.to + cut.index : after.from;
  const [first, second] = [text.slice(0, joint), text.slice(joint)];
  const isReversed = ENDING.test(first) && STARTING.test(second);
  if (isReversed) return [after.state, before.state];
  const startsThen = STARTING.test(first) && !ENDING.test(first) && (ENDING.test(second) || TURNING.test(between));
  const fromTo = FROM.test(head) && TURNING.test(between);
  const barely = /^\s*(?:to|into|→|->)\s*$/i.test(between) && !/\S/.test(tail.replace(/[.!]/g, ''));
  return startsThen || fromTo || barely ? [before.state, after.state] : null;
}
