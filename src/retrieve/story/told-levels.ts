/** What a sentence says of loudness: "it stays at one level", "the end is louder than the start", "it opens quietly". */

import { anyWord, matchAny } from './patterns.js';

export type LevelKind =
  /** One level from start to end. */
  | 'even'
  /** Loud and quiet parts in turn. */
  | 'wide'
  /** Louder than what came before. */
  | 'rising'
  | 'falling'
  /** Faded out at the end of the song, or not. */
  | 'fading'
  | 'unfading'
  /** Loud for this song. */
  | 'loud'
  | 'quiet';

/** So many words at most stand between two that belong together. */
const GAP = String.raw`(?:\s+[\w’'-]+){0,4}?\s+`;
const LEVEL = anyWord('volume | loudness | levels? | dynamics? | intensity | dynamic level | sound level | output');
const SAME = anyWord(
  'same | constant(?:ly)? | steady | even | equal | uniform | unchang(?:ed|ing) | consistent(?:ly)? | level | flat | stable | single | fixed | unvarying | one | put | throughout',
);
const HARDLY = anyWord(
  String.raw`hardly | barely | scarcely | never | (?<!\ba\s)little | does\s?n['’]?o?t | do\s?n['’]?t | does\s+not | do\s+not | no | without | practically\s+no | not\s+much`,
);
const MOVES = anyWord(
  String.raw`chang\w* | mov\w* | var(?:y|ies|ied|iations?) | shifts? | budg\w* | swells? | rises? | crescendos? | climax(?:es)? | build(?:s|-?ups?)? | peaks? | swings? | dips? | drops? | surges? | contrasts? | differ\w* | fluctuat\w* | shrinks?`,
);
const UP = anyWord(
  String.raw`ris(?:es?|en|ing) | gr(?:ows?|own|owing) | increas(?:es?|ed|ing) | climb(?:s|ed|ing)? | leap(?:s|ing)? | jump(?:s|ing)? | goes\s+up | go\s+up | comes?\s+up | is\s+up | swell(?:s|ed|ing)? | mounts? | surg(?:es?|ing) | picks?\s+up | lifts?`,
);
const DOWN = anyWord(
  String.raw`falls?(?:ing|en)? | drop(?:s|ped|ping)? | sinks? | decreas(?:es?|ing) | goes\s+down | go\s+down | comes?\s+down | subsides? | ebbs? | shrinks? | recedes? | lowers? | dips? | eases? | diminish(?:es)? | dwindles? | declines? | slips? | relaxes | thins?`,
);
const PART = anyWord(
  'opening | beginning | start | intro(?:duction)? | end(?:ing)? | close | outro | finish | part | passage | section | stretch | moment | middle | bridge | verse | chorus | breakdown | interlude | finale | half | quarter',
);
const IS = anyWord(
  String.raw`is | are | was | were | be | become[s]? | gets? | getting | grows? | growing | stays? | turns? | goes | go | comes? | keeps? | remains? | at\s+its`,
);
/** What is as loud as the whole: "the bellows go quiet" tells of one instrument. */
const WHOLE = String.raw`(?:^\s*|\b(?:it|everything|all|music|song|track|piece|whole|sound|mood|that|which|this|${PART})\s+(?:[\w’'-]+\s+){0,3}?)`;
const HOW = String.raw`(?:(?:very|so|too|super|really|rather|quite|pretty|fairly|almost|nearly|again|suddenly|extremely|much|more|most|all)\s+)*`;

/** The song opens so, or ends so. */
const EDGE = String.raw`\b(?:open|begin|start|end|close|finish|conclude)(?:s|es|ing)?`;

const EVEN = matchAny(
  String.raw`\b${LEVEL}\b${GAP}?(?:stays?|remains?|keeps?|holds?|is|are|kept|held)\b${GAP}?${SAME}\b`,
  String.raw`\b${LEVEL}(?:${GAP}|\s+)${HARDLY}\b${GAP}?${MOVES}\b`,
  String.raw`\b${HARDLY}\s+(?:(?:any|an?|ever|really)\s+)*${MOVES}${GAP}?(?:in|of)\s+(?:the\s+)?${LEVEL}\b`,
  String.raw`\b${HARDLY}${GAP}?(?:gets?|grows?|becomes?|get|grow|become|swells?)\s+(?:any\s+|much\s+|really\s+)?(?:louder|quieter|softer)?\b(?:\s+or\s+(?:quieter|softer|louder|shrinks?))`,
  String.raw`\b(?:same|constant|steady|even|equal|uniform|unchanging|consistent|single|one)\s+(?:\w+\s+)?(?:volume|loudness|level|dynamics?|intensity)\b`,
  String.raw`\b(?:equally|evenly|uniformly|consistently|constantly|always|steadily)\s+(?:loud|quiet|soft)\b`,
  String.raw`\b(?:no|without(?:\s+any)?|little|hardly\s+any|not\s+much)\s+(?:big\s+|real\s+|great\s+)?(?:dynamic\s+)?(?:swells?|crescendos?|climax|build-?up|big\s+build|dynamics|dynamic\s+(?:range|contrast|changes?))\b`,
  String.raw`\b(?:loud|quiet|soft)\s+(?:all\s+(?:the\s+way|along|through)|throughout|from\s+(?:start|beginning|first)\s+to\s+(?:finish|end|last))\b`,
);
const WIDE = matchAny(
  String.raw`\b(?:quiet|soft|gentle|calm|hushed)(?:er)?\s+and\s+(?:\w+\s+)?(?:loud|powerful|heavy|intense|full)(?:er)?\b`,
  String.raw`\b(?:loud|powerful|heavy|intense)(?:er)?\s+and\s+(?:\w+\s+)?(?:quiet|soft|gentle|calm|hushed)(?:er)?\s+(?:parts|passages|sections|moments|bits|stretches|verses|choruses)`,
  String.raw`\bcontrasts?\s+between\b[^.;]{0,40}\b(?:loud|quiet|soft|full)|\bdynamic\s+contrasts?\b|\bvery\s+dynamic\b|\bloud[\s-]+quiet\b|\bquiet[\s-]+loud\b`,
  String.raw`\b(?:wide|large|great|huge|big|extreme|strong|broad|enormous)\s+(?:\w+\s+)?(?:in\s+)?dynamics?\b|\b(?:wide|broad)\s+in\s+dynamics?\b`,
  String.raw`\b${LEVEL}\s+(?:var(?:y|ies)|swings?|chang(?:e|es))\s+(?:a\s+lot|widely|greatly|much|wildly|often|between)`,
);
const RISING = matchAny(
  String.raw`\b(?:louder|more\s+(?:powerful|intense|forceful))\b|\bintensif(?:y|ies|ying)\b|\bcrescendos?\b`,
  String.raw`\b(?:${LEVEL}|energy)${GAP}?${UP}\b|\b(?:gains?|grow(?:s|n|ing)?|ris(?:es?|ing))\s+(?:\w+\s+)?(?:in\s+)?(?:volume|loudness|intensity|power|strength)\b`,
  String.raw`\b(?:music|sound|song|track|piece|band|orchestra|it|everything|all)\s+swells?\b|\bbuil(?:ds?|ding)\s+(?:up|to(?:wards?)?|in|slowly|gradually|steadily)\b|\braises?\s+the\s+(?:level|volume)\b`,
);
const FALLING = matchAny(
  String.raw`\b(?:quieter|softer|calmer|less\s+(?:loud|intense))\b|\bdiminuendo\b|\bdecrescendo\b|\bhushes\b|\bquietens\b|\bquiets\s+down\b`,
  String.raw`\b(?:${LEVEL}|energy)${GAP}?${DOWN}\b|\b(?:sheds?|loses?|draws\s+back\s+in|drops?\s+in)\s+(?:[\w]+\s+){0,4}?(?:volume|loudness|intensity|power)\b`,
  String.raw`\b(?:calms?|dies?|settles?|winds?|dying|calming|simmers?)\s+(?:down|away)\b|\blowers?\s+the\s+(?:level|volume)\b`,
  String.raw`\bfad(?:es?|ing)\s+(?:out|away|to\s+(?:silence|nothing))\b|\bfade-?out\b`,
);
const LOUDEST = matchAny(
  String.raw`\bloudest\b|\bclimax(?:es)?\b|\bhigh\s+point\b|\bpeaks?\b(?!-)|\b(?:its|their)\s+(?:strongest|fullest)\b`,
);
const LOUD = matchAny(
  String.raw`\b(?:full|maximum)\s+(?:force|volume|blast|power|strength|throttle|cry)\b|\b(?:erupts?|explod(?:es?|ing)|thunders?|roars?|blasts?)\b|\bbursts?\s+(?:in|into|out|open)\b`,
  String.raw`${WHOLE}${IS}\s+${HOW}loud\b|\bloudly\b|${EDGE}\s+(?:out\s+|off\s+)?${HOW}loud\b|\bloud\s+(?:\w+\s+)?${PART}\b|\bloud\s+(?:right\s+)?(?:from|at|in)\b|\bas\s+loud\s+as\b|\bthe\s+loud\s+one\b`,
);
const QUIETEST = matchAny(String.raw`\b(?:quietest|softest|faintest|calmest)\b`);
const QUIET = matchAny(
  String.raw`${WHOLE}${IS}\s+${HOW}(?:quiet|soft|hushed|faint)\b(?!\s+(?:synth|pad|string|piano|drum|voice|vocal|guitar|key|rock|pop|jazz|metal|ballad))|\bthe\s+(?:quiet|soft)\s+one\b`,
  String.raw`\b(?:quiet|soft|hushed|gentle|calm|faint|near-silent|silent)\s+(?:\w+\s+)?${PART}\b`,
  String.raw`${EDGE}\s+(?:[\w-]+\s+){0,4}?(?:quietly|softly|gently|hushed|faintly)\b|${EDGE}\s+(?:out\s+|off\s+)?${HOW}(?:quiet|soft|calm)\b(?!\s+[a-z]*(?:synth|pad|string|piano|drum|voice|vocal|guitar|key))|\b(?:quietly|softly|gently|quiet|soft)\s+at\s+first\b`,
  String.raw`\b(?:very|too|super|so|extremely|barely)\s+(?:quietly|softly|audible|quiet)\b|\balmost\s+(?:silent|silence)\b|\b(?:low|modest|reduced)\s+(?:in\s+)?(?:volume|level)\b|\b(?:volume|level)\s+(?:is\s+)?(?:low|modest|held\s+in\s+check)\b`,
  String.raw`\b(?:in|to|with)\s+a\s+(?:hush|whisper)\b`,
);
/** Say that a level is not so. */
export const DENIED = matchAny(
  String.raw`\b(?:never|no|not|without|nor|instead\s+of|rather\s+than|far\s+from|hardly|\w+n['’]t)\b`,
);

/** First what leaves no doubt. */
const READERS: readonly (readonly [LevelKind, RegExp])[] = [
  ['loud', LOUDEST],
  ['quiet', QUIETEST],
  ['falling', FALLING],
  ['rising', RISING],
  ['quiet', QUIET],
  ['loud', LOUD],
];

/** @returns what a sentence, or one of its moments, says of loudness; null where that is nothing. */
export function readLevel(text: string): LevelKind | null {
  if (EVEN.test(text)) return 'even';
  if (WIDE.test(text)) return 'wide';
  const found = READERS.find(([, words]) => words.test(text));
  return found && !DENIED.test(text) ? found[0] : null;
}
