/** How a song ends that no level is told of: "the last seconds fade to nothing", "hard stop", "no fade-out, it ends cold". */
import { readInstruments } from './instrument-names.js';
import { anyWord, matchAny } from './patterns.js';

const NOTHING = '(?:silence|nothing(?:ness)?|inaudibility|the\\s+distance|thin\\s+air|black)';
const NO_FADE = matchAny(
  String.raw`\b(?:no|never|not|without(?:\s+an?y?)?|does\s?n['’]?o?t|instead\s+of\s+an?|rather\s+than\s+an?)\s+(?:\w+\s+)?fad(?:es?|ing)(?:[\s-]?outs?)?\b`,
);
const STOPS = matchAny(
  String.raw`(?:\b(?:ends?|ending|finish(?:es)?|closes?|outro|finale)|(?:^|\b(?:it|song|track|piece|music|everything|band|and|then)\s+)(?:stops?|cuts?\s+off))\b[\s:]*(?:(?:very|quite|rather|all|loud|and|with|on|in|at|a|an|one|it|comes|to|is|off|out)\s+)*${anyWord(
    '(?<!\\ban?\\s)cold(?=\\s*(?:[.,;!]|$|and\\b)) | abrupt(?:ly)? | dead(?=\\s*(?:[.,;!]|$|at\\b|on\\b)) | sudden(?:ly)? | hard\\s+stop | bang | crash | stab | sharp\\s+cut(?:-?off)? | at\\s+full\\s+(?:volume|force|blast)',
  )}\b`,
  String.raw`\b(?:(?:one|a)\s+)?(?:last|final|closing)\s+(?:loud|big|huge|crashing|mighty|full|emphatic)\s+(?:chord|hit|note|crash|accord)\b`,
  String.raw`\b(?:cold|hard|abrupt|sudden)\s+(?:stop|ending|end|finish)\b`,
);
const FADES = matchAny(
  String.raw`\bfad(?:es?|ing)(?:[\s-]?outs?|\s+away|\s+(?:in)?to\s+${NOTHING})?\s*(?:[.!;]|$|at\s+the\s+(?:very\s+)?end)`,
  String.raw`\b(?:last|final|closing)\s+(?:\w+\s+){0,2}fad(?:es?|ing)\b`,
  String.raw`\b(?:drift|trail|slip|melt|dissolv|disappear|vanish|di)(?:e?s|ing|ying|e)?\s+(?:off|away|out|slowly|gradually|\s)*(?:in)?to\s+${NOTHING}`,
  String.raw`\b(?:end|finish|clos)(?:s|es|ing)?\s+by\s+(?:slowly\s+|gradually\s+)?(?:disappear|vanish|fad|dissolv|melt|dy)ing`,
  String.raw`\bpulls?\s+(?:down\s+)?the\s+faders?\s+down\b|\btrails?\s+off\b|\btill?\s+(?:you\s+)?(?:can\s+)?hear\s+nothing\b|\bpeters?\s+out\b`,
);

/** @returns the text without words that tell how it ends. */
export const withoutEnding = (text: string): string =>
  [NO_FADE, STOPS, FADES].reduce((left, pattern) => left.replace(pattern, ' '), text);

/** @returns whether a song is said to fade at its end, or not to; null where neither is. */
export function readEnding(text: string): 'fading' | 'unfading' | null {
  if (readInstruments(text).size > 0) return null; // "the voice fades out": the band may go on
  if (NO_FADE.test(text) || STOPS.test(text)) return 'unfading';
  return FADES.test(text) ? 'fading' : null;
}
