/** Wishes in other words: "swap the guitar for a piano", "drums yes, guitar no", "less bass, more strings", "piano → full band". */
import { VOICE } from './negation-words.js';
import { readInstruments } from './story/instrument-names.js';

/** So a wish begins; what is told of a song ("the strings replace the guitar") does not. */
const WISH = String.raw`^(?:(?:please|also|and|but|so|just|can you|could you|let's|let us|i'd|i would|i want to|we want to|you can)\s+)*`;
const THING = String.raw`(?:(?:the|any|all|a|an|some)\s+)?((?!(?:is|are|or|than|of)\b)\p{L}[\p{L}\s'’-]{1,40}?)`;
const END = String.raw`(?:\s+(?:please|thanks|any\s+day|instead))?(?:,?\s+and\s+you(?:['’]ve|\s+have)\s.{1,40})?\s*[.!]?$`;
const wish = (source: string): RegExp => new RegExp(`${WISH}${source}${END}`, 'iu');

/** What is wanted and what is not, as groups of a pattern. */
interface Trade {
  readonly pattern: RegExp;
  readonly wanted?: number;
  readonly avoided: number;
}

const TRADES: readonly Trade[] = [
  {
    pattern: wish(String.raw`(?:swap|trade|exchange|switch)\s+(?:out\s+)?${THING}\s+for\s+${THING}`),
    avoided: 1,
    wanted: 2,
  },
  { pattern: wish(String.raw`(?:replace|substitute)\s+${THING}\s+(?:with|by)\s+${THING}`), avoided: 1, wanted: 2 },
  {
    pattern: wish(String.raw`(?:take\s+|have\s+|prefer\s+)?${THING}\s+over\s+${THING}\s+any\s+day`),
    avoided: 2,
    wanted: 1,
  },
  { pattern: wish(String.raw`(?:rather|sooner)\s+(?:have\s+)?${THING}\s+than\s+${THING}`), avoided: 2, wanted: 1 },
  { pattern: wish(String.raw`less\s+${THING}(?:,|\s+and|,\s+(?:and|but))\s+more\s+${THING}`), avoided: 1, wanted: 2 },
  { pattern: wish(String.raw`more\s+${THING}(?:,|\s+and|,\s+(?:and|but))\s+less\s+${THING}`), avoided: 2, wanted: 1 },
  {
    pattern: wish(
      String.raw`leave\s+${THING}\s+(?:at\s+home|out\s+of\s+(?:it|this)|behind|in\s+the\s+(?:case|cupboard))`,
    ),
    avoided: 1,
  },
];

const FLAG_BREAK = /\s*[,;|]\s*/;
const FLAG =
  /^(?:(?:is|has|with|contains?|includes?)[\s_]+)?(?<name>\p{L}[\p{L}\s_-]{1,30}?)(?<mark>\s*[:=]\s*|\s+)(?<value>yes|no|true|false)$/iu;
/** That a song is not instrumental, or not live, says nothing of what sounds. */
const UNTOLD = /^(?:instrumental|live)$/i;

/** "Piano intro → full band → quiet outro"; one ">" alone may compare, more of them lead on. */
const ARROW = /\s*(?:[→⟶⇒➔➜➝▶►]|[-=]{1,2}>)\s*(?=\p{L})/gu;
const ANGLE = /(?<=\p{L}[)"']?)\s+>{1,2}\s+(?=\p{L})/gu;

function chainIn(text: string): string {
  const chain = text.replace(ARROW, ', then ');
  const isChain = chain !== text || (text.match(ANGLE)?.length ?? 0) > 1;
  return isChain ? chain.replace(ANGLE, ', then ').replace(/^, then /, '') : text;
}

/** @returns the sentence as "no" and names say it; what says nothing in other words stays as it is. */
export function sayPlainly(sentence: string): string {
  const text = sentence.trim();
  const said = tradeIn(text) ?? flagsIn(text) ?? chainIn(text);
  return said === text ? sentence : said;
}

function tradeIn(text: string): string | null {
  for (const { pattern, wanted, avoided } of TRADES) {
    const groups = pattern.exec(text);
    if (groups) return [wanted && groups[wanted], `no ${groups[avoided]}`].filter(Boolean).join(', ');
  }
  return null;
}

/** "Drums yes, guitar no": flags from end to end. */
function flagsIn(text: string): string | null {
  const said = text.replace(/[.!]$/, '').split(FLAG_BREAK).map(flagOf);
  return said.every((one) => one !== null) ? said.join(', ') : null;
}

function flagOf(text: string): string | null {
  const { name = '', mark = '', value = '' } = FLAG.exec(text)?.groups ?? {};
  const isNamed = /[:=]/.test(mark) || readInstruments(name).size > 0 || VOICE.test(name);
  if (!value || !isNamed) return null;
  const thing = name.replaceAll('_', ' ');
  if (/^(?:yes|true)$/i.test(value)) return thing;
  return UNTOLD.test(thing) ? null : `no ${thing}`;
}
