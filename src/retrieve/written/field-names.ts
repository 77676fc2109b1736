/** Names of fields and headings in descriptions, and what they make of the text under them. */
import { anyOf, splitWords } from '../story/patterns.js';

const whole = (list: string): RegExp => new RegExp(`^(?:the )?${anyOf(splitWords(list))}$`, 'i');

/** Say what kind of thing the text tells, which the text itself shows. */
const PLAIN = whole(
  `(?:main |primary |overall |musical )?(?:genres?|sub-?genres?|styles?|moods?|feel|feelings?|character|atmosphere|vibes?|emotions?|ambience)
  |emotional tone|space|flavou?rs?|types?|kinds?|category|categories
  |(?:main |lead |key )?(?:instruments?|instrumentation)|ensemble|line-?up|sounds?|sound palette|sound world|timbres?|textures?|tones?|colou?rs?|production|elements|musical elements
  |(?:song |track |short )?(?:description|overview|summary)|idea|concept|in one line|in short|in brief|query|request|looking for|looking for this|search|search for|find|what i want|what i'm looking for
  |prompt|text|titles?|title guess|song|track|piece|music|content|contents|what|what happens|happens|details?|notes?|remarks?|other|others|misc|extra|extras|tags|keywords|aspects?|characteristics|general
  |(?:song |track )?(?:structure|form|course|sections?|timeline|development|progression|arrangement|order|events|flow|parts?|arc)|how it goes|how it develops|course of the (?:song|track|piece)
  |story|plot|images?|imagery|pictures?|scenes?|setting|context|era|comparison|sounds like|feels like|like
  |uses?|usage|use cases?|used for|use as|use it for|useful for|suits|suited (?:to|for)|suitable for|good for|fits|fit for|would fit|best for|ideal for|perfect for|works (?:for|with|as|under)|for|purpose
  |yes|likes|loves|must have|should have|nice to have|includes?|including|required|wanted|positive prompt
  |could accompany|might accompany|goes with|placement|applications?|possible uses?
  |filters?|constraints?|criteria|preferences?|requirements?|attributes?|properties|features?|metadata|specs?|specifications?|parameters?|settings|analysis|profile|trends?|curve|trajectory
  |overall|events?|roles?|functions?|primary|secondary|tertiary|main|dominant|values?|items?|list|entries|names?|quality|qualities|description of .*`,
);
/** What is under it is not wanted. */
const AVOIDED = whole(
  `(?:things? |what )?to avoid|avoid(?:ed|s|ing)?|exclud(?:e|ed|es|ing)|exclusions?|without|absent|absences?|absent things|not|no|not (?:present|wanted|included|there|in it|here|heard|this|looking for|at all)
  |(?:unwanted|negative|excluded|forbidden|banned)(?: [a-z]+)?|negatives|dislikes?|no-?gos?|do(?:es)? not (?:want|have|contain|include)|do(?:n't|nt|esn't|esnt) (?:want|have|contain|include)|must not(?: (?:have|contain))?|leave out|left out|skip|missing|nothing of|none of
  |not (?:for|suited (?:to|for)|suitable for|good for)|should(?: not|n't) (?:have|contain|be)|what (?:it|this) (?:is not|isn't|lacks)|what is (?:absent|missing|not there|not in it)|what's (?:absent|missing|not there)|lacks|lacking`,
);
/** Says, as a value, that what is named is not there. */
const DENIED =
  /^(?:none|no(?:t (?:any|one|a single one))?|no one|nobody|nothing|n\/a|nil|null|false|absent|without|zero|-|–|—)(?![\w-])(?!\s+\p{L})\s*[.,;:(–—-]*\s*/iu;
const AFFIRMED = /^(?:true|yes|present)$/i;
/** A denied value of these says only that nothing is told. */
const UNTOLD =
  /^(?:tempo|bpm|key|mode|scale|length|duration|pace|speed|level|volume|loudness|era|year|language|lyrics? language|instrumental|acoustic|live)$/i;

/** Holds things that may have names, kinds and roles of their own. */
const THING = whole(
  `(?:main |lead(?:ing)? |key |supporting |backing |other |featured )?(?:instruments?|instrumentation|vocals?|vocalists?|voices?|singers?|players?|performers?|layers?|sounds?|elements?|effects?)
  |ensemble|line-?up|(?:sub-?)?genres?|styles?|moods?|emotions?|tags?|keywords|references?|influences?`,
);
const LIMIT = /^(?:min|max)(?:imum)?$/i;
const MEASURED = /^(?:tempo|bpm|length|duration|(?:run(?:ning)?|play(?:ing)?) ?time)\b/i;
/** Says of what it stands under that it is there, or not. */
const PRESENCE = /^(?:(?:is )?(?:present|included|used|enabled|there|heard|audible)|has|exists?|presence)$/i;

const SOUNDING = /^(?:vocals?|voices?|singing|lyrics|drums|rhythm|melody|harmony|bass|dynamics|energy)$/i;
const SECTION = /^(?:intro(?:duction)?|verse|chorus|refrain|bridge|solo|outro|coda)(?: \d+)?$/i;

/** What is longer is no name. */
const LONGEST_NAME = 100;

/** "Mood & atmosphere" is plain as each of them is. */
export const isPlainName = (name: string): boolean =>
  name.length <= LONGEST_NAME && name.split(/\s*(?:[/&,+]|\band\b)\s*/).every((part) => PLAIN.test(part));
export const isThing = (name: string): boolean => THING.test(name);
export const isLimit = (name: string): boolean => LIMIT.test(name);
export const isMeasured = (name: string): boolean => MEASURED.test(name);
export const isPresence = (name: string): boolean => PRESENCE.test(name);
export const isSounding = (name: string): boolean => SOUNDING.test(name);
export const isAvoidedName = (name: string): boolean => AVOIDED.test(name);
export const isAffirmed = (text: string): boolean => AFFIRMED.test(text);
/** Whether a denied value of this name says nothing of the song: that there is no ending to speak of is no wish. */
export const isUntold = (name: string): boolean => UNTOLD.test(name) || isPlainName(name) || isPlace(name);
/** Whether a field of this name is one that a description may have, whatever else its author calls fields. */
export const isKnownName = (name: string): boolean => isUntold(name) || isAvoidedName(name) || isSounding(name);

const LOUDNESS = /^(?:dynamics?|loudness|volume|level)$/i;
const ACT = /^(?:(?:hardly|barely|never|slowly|gradually|almost|always|steadily)\s+)?(?!always\b)[a-z]{2,}(?<!s)s\b/i;

/** What is told of loudness as a sentence: "builds up", "constant"; null where the name is another. */
export function loudnessOf(name: string, text: string): string | null {
  if (!LOUDNESS.test(name)) return null;
  return ACT.test(text) ? `The loudness ${text}` : `The loudness is ${text}`;
}

/** Whether a value says itself what is not there: "no words". */
export const saysNo = (text: string): boolean => /^no\s+\p{L}/iu.test(text);

/** @returns what is left of a value that denies what its field names; null where it does not. */
export function afterDenial(text: string): string | null {
  const match = DENIED.exec(text);
  return match && text.slice(match[0].length).replace(/\)$/, '').trim();
}

const EDGE = /^(?:the )?(?:very )?(beginning|start|outset|opening)$/i;
const ENDING = /^(?:the )?(?:very )?(?:end(?:ing)?|close|closing|finish|finale|conclusion)$/i;
const PART =
  /^(?:the )?(?:(?:first|second|third|fourth|last|final|opening|closing|middle|central) (?:half|third|quarter|part|section|stretch|minute|moments?|bars)|middle|cent(?:er|re)|midpoint)$/i;
const CLOCK = /^(?:from |at )?(~|about |around |circa |ca\.? )?(\d{1,3}:\d\d)$/i;

/** From one time to another. */
const SPAN = /^\d{1,3}:\d\d\s*[-–—]\s*\d{1,3}:\d\d$/;

/** Whether a name is that of a place in the song, or of a section. */
export const isPlace = (name: string): boolean =>
  name.split(', ').some((part) => SECTION.test(part) || SPAN.test(part) || placeOf(part) !== part);

/** A name of a place in the song, as a sentence says it: "Beginning" is "At the beginning". */
export function placeOf(name: string): string {
  if (name.includes(', ')) return placesOf(name.split(', '));
  const clock = CLOCK.exec(name);
  if (clock) return `At ${clock[1] ? 'about ' : ''}${clock[2]}`;
  const edge = EDGE.exec(name);
  if (edge) return `At the ${(edge[1] as string).toLowerCase()}`;
  if (ENDING.test(name)) return 'At the end';
  return PART.test(name) ? `In the ${name.replace(/^the /i, '').toLowerCase()}` : name;
}

/** "Second quarter, 1:20" is "In the second quarter, at 1:20". */
function placesOf(names: readonly string[]): string {
  const [first = '', ...others] = names.map(placeOf);
  return [first, ...others.map((place) => place.replace(/^(?:At|In)\b/, (word) => word.toLowerCase()))].join(', ');
}
