/** Words by which people say when in a song something is heard, as regular expressions; told-place.ts reads them. */
import { matchAny } from './patterns.js';
import { AMOUNT } from './told-amounts.js';

const ABOUT = String.raw`(?:(?:just|right|exactly|about|around|roughly|approximately|nearly|almost|some|only|maybe|perhaps|circa|the|a\s+little\s+(?:over|under)|over|past)\s+)*`;
const DASH = String.raw`\s*(?:-|–|—|to|and|until|till|through)\s*(?:about\s+|around\s+)?`;
const WORK = '(?:song|track|piece|tune|music|recording|composition|number|work|cut|arrangement|performance)';

/** Amounts that say how long, or how often, rather than when. */
export const LENGTHS = new RegExp(
  [
    String.raw`\b(?:every|each|per|lasts?|lasting|runs?(?:\s+for)?|long|length(?:\s+of)?|duration(?:\s+of)?|for|(?<!\b(?:as|quarters?)\s)of)\s+${ABOUT}${AMOUNT}`,
    String.raw`(?<!\bafter\s+${ABOUT})${AMOUNT}[\s-]+(?:long\b|${WORK}\b|each\b|apiece\b|altogether\b|of\s|in\s+(?:all|total|length|an?\s+(?:[\w-]+\s+){0,2}(?:minor|major)|[A-G][\w\s-]*\s(?:minor|major))\b)`,
  ].join('|'),
  'gi',
);
export const SPAN = matchAny(
  String.raw`\b(?:from|between)\s+${ABOUT}(${AMOUNT})${DASH}(${AMOUNT})|(\d{1,3}:\d\d(?::\d\d)?)${DASH}(\d{1,3}:\d\d(?::\d\d)?)`,
);
export const FIRST = matchAny(
  String.raw`\b(after|past|beyond|following)?\s*(?:the\s+|its\s+)(?:very\s+)?(?:first|opening|initial)\s+(${AMOUNT}|minute|second)`,
);
export const LAST = matchAny(
  String.raw`\b(until|till|before)?\s*(?:the\s+|its\s+|those\s+|an?\s+)(?:very\s+)?(?:last|final|closing)\s+(${AMOUNT}|minute|second)`,
);
export const UNTIL = matchAny(
  String.raw`\b(?:until|till|up\s+to|(?<!\b(?:just|shortly|right|moments?|a\s+little)\s+)before)\s+${ABOUT}(${AMOUNT})`,
);
/** "The drums do not come in until 1:10": what is told begins there. */
export const NOT_UNTIL = matchAny(
  String.raw`\b(?:not|never|\w+n['’]t)\s+(?:[\w’'-]+\s+){0,5}?(?:until|till|before)\s+${ABOUT}(${AMOUNT})`,
);
/** "At 1:10 … until 2:00". */
export const CLOCK_BEFORE = /(?:\b(?:at|from|since|after)|@)\s+(?:about\s+|around\s+)?(\d{1,3}:\d\d)/i;
export const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
export const MINUTE = matchAny(String.raw`\b(?:(after|past|beyond)\s+)?the\s+(${ORDINALS.join('|')})\s+minute\b`);
export const TO_GO = matchAny(
  String.raw`\b(${AMOUNT})\s+(?:to\s+go\b|left\b(?!\s+(?:hand|channel|side))|remaining\b|(?:before|from)\s+(?:the|its)\s+(?:end|close|finish)\b)`,
);
export const LATER = matchAny(
  String.raw`\b(${AMOUNT})\s+(?:later|afterwards|after\s+that)\b|\bafter\s+another\s+(${AMOUNT}|minute)`,
);
export const FROM = matchAny(
  String.raw`(?:\b(?:at|around|about|near|from|since|after|before|by|past|beyond|towards?|nearing|circa|approaching|short\s+of)|@)\s*(${ABOUT})(${AMOUNT})|\b(${AMOUNT})\s+(?:in\b|into\b|mark\b|on\b(?!\s+\w+\s+(?:guitar|piano|drums)))|^\s*(\d{1,3}:\d\d)(?=\s*[:,–—-]|\s+(?!long\b|min|in\b|of\b|instrumental|into\b|mark\b|to\b|until\b|till\b|and\b)[a-z])`,
);
export const WHOLE = matchAny(
  String.raw`\bthroughout\b|\b(?:the|its)\s+(?:whole|entire)\s+(?:${WORK}|time|way)\b|\ball\s+(?:the\s+way|along)\b|\bfrom\s+(?:the\s+)?(?:start|beginning|first|top)[\w\s]*?\s+to\s+(?:the\s+)?(?:end|finish|last)\b|\bat\s+all\s+times\b`,
);
/** The same, where no place is named beside it. */
export const GENERAL = matchAny(
  String.raw`\b(?:overall|all\s+in\s+all|altogether|on\s+the\s+whole|generally)\b|\b(?:the|its)\s+(?:mood|genre|style|atmosphere|feel|feeling|vibe)\s+(?:is|stays|remains)\b`,
);
const COMES = String.raw`(?:joins?(?:\s+in)?|enters?|arrives?|appears?|comes?(?:\s+in)?|(?:turns?|shows?)\s+up|drops?\s+out|leaves?|goes)\s+(?:(?:very|rather|quite|fairly|too|only)\s+)*`;
export const EARLY = matchAny(
  String.raw`\b${COMES}early\b`,
  String.raw`\bearly\s+(?:on|in\b)|\bin\s+the\s+early\s+(?:going|part|stages|bars|minutes)\b|\b(?:first|opening)\s+stages\b`,
);
export const LATE = matchAny(
  String.raw`\b${COMES}late\b(?!\s+in\b)`,
  String.raw`\b(?:not|only)\s+(?:until\s+)?(?:well|far|deep)\s+in(?:to)?\b|\bkeeps?\s+(?:us|you|everyone|the\s+listener)\s+waiting\b|\bwaits?\s+(?:a\s+)?long\s+(?:time\s+)?for\b`,
  String.raw`\blate\s+(?:on|in\b)|\b(?:in|by|towards?)\s+(?:the|its)\s+later\s+(?:part|stages|stretch|going|minutes)\b`,
);
const FORM = 'ballad|anthem|jam|instrumental|soundtrack|waltz|march|suite|lullaby|loop|beat|jig|reel|groove';
const STYLE =
  'music|jazz|blues|rock|metal|pop|punk|techno|house|trance|hip[\\s-]hop|rap|folk|country|bluegrass|reggae|funk|soul|disco|chiptune|bossa nova|samba|salsa|tango|ambient|swing|score';
/** A first sentence that names what the song is: "A slow piano ballad in a minor key." */
export const SUMMARY = matchAny(
  String.raw`^\s*(?:(?:this|it)\s+is\s+)?(?:(?:an?|this)\s+(?:[\w'’-]+,?\s+){0,12}?(?:${WORK}|${FORM})|(?:[\w'’-]+,?\s+){1,8}?(?:${STYLE})\b(?!\s+(?:guitars?|bands?|drums?|piano|organ|trio|riff|vocals?)\b))\b`,
);
export const HALF = matchAny(
  String.raw`\b(first|opening|second|third|fourth|last|latter|final|middle|closing)\s+(half|third|quarter)\b(?![\s-]+(?:(?:of\s+)?an?\s+(?:hour|minute|second|note|tone|step|beat|bar|octave|dozen|century)|of\s+an?\s|hour|minute|note|tone|time|step|beat))`,
);
export const SHARE_IN = matchAny(
  String.raw`\b(?:(a|one|two|three)[\s-]+)?(third|thirds|quarter|quarters|fifth|fifths)\s+(?:of\s+the\s+way\s*(?:in|through|into)?|in\b|through\b|into\b)|\b(\d{1,2})\s*(?:%|percent)\s+(?:of\s+the\s+way|in\b|into\b|through\b)`,
);
export const HALFWAY = matchAny(
  String.raw`\b(?:half[\s-]?way|mid[\s-]?way|(?:at|around|near|about|by)\s+the\s+(?:half|midpoint|mid[\s-]point)|half\s+of\s+the\s+way)\b(?!\s+(?:to|between|up|down)\b)`,
);
export const AROUND_MIDDLE = matchAny(
  String.raw`\bonce\s+half\s+(?:of\s+)?(?:the|this)\s+${WORK}\s+(?:is|has)\s+(?:over|gone|passed|done|been\s+played)\b`,
  String.raw`\b(?:after|past|beyond|before)\s+(?:about\s+)?(?:the\s+)?(?:very\s+)?(?:middle|midpoint|mid[\s-]point|half[\s-]?way(?:\s+(?:point|mark))?|half)\b`,
);
export const MIDDLE = matchAny(
  String.raw`^\s*(?:right\s+)?in\s+the\s+(?:very\s+)?middle\s*,`,
  String.raw`\b(?:in|at|around|about|towards?|near|through|by)\s+(?:the\s+)?(?:very\s+)?middle\b(?!\s+(?:registers?|range|ground|east(?:ern)?|of\s+(?!(?:the|this)\s+${WORK}\b|it\b))|,)|\bthe\s+(?:middle|heart\s+of\s+(?:the|this)\s+${WORK})\b(?!\s+(?:registers?|range|ground|east(?:ern)?|octaves?|voices?|of\b|and\b)|,)|\bmid[\s-]?(?:song|track|piece)\b|\bat\s+its\s+cent(?:er|re)\b`,
);
const BEGINNING =
  '(?:opening|beginning|start|outset|intro|introduction|prelude|first\\s+(?:bars?|notes?|moments?|seconds))';
const SLOWLY =
  'with|as|on|in|by|from|alone|loud|quiet|soft|hushed|quietly|softly|slowly|gently|calmly|sparsely|loudly|straight|here|almost|very|at|all|only|like|low|bare|immediately|right|off|out|life|simply|simple|sort|kind|unaccompanied|together';
/** Words that name the beginning, or the end, without being there: "louder than the opening", "as at the start". */
export const ELSEWHERE = new RegExp(
  [
    String.raw`\b(?:than|(?<!-)like|as|of|over|on|to|since|without|unlike|mirrors?|echo(?:es|ing)?|recall(?:s|ing)?|match(?:es|ing)?|repeats?|heroic|modest)\s+(?:(?:at|in|it\s+was\s+at)\s+)?(?:(?:the|its)\s+)?(?:[\w-]+\s+){0,2}?${BEGINNING}\b`,
    String.raw`\b(?:than|as|like)\s+(?:(?:at|in)\s+)?(?:the\s+end|the\s+ending|first)\b`,
    String.raw`(?<!^\s*)\b(?:the|its|that|same)\s+opening\s+(?:melody|theme|tune|riff|idea|figure|motif|phrase|material|pattern|mood)\b`,
    String.raw`\bthe\s+(?:opening|beginning|intro(?:duction)?)\s+(?:[\w’'-]+\s+){0,3}?(?:returns?|comes?\s+back|reappears?|is\s+(?:back|restarted|repeated))\b`,
    String.raw`\b(?:ready|about|free|want\w*|seems?|try(?:ing)?)\s+to\s+(?:start|begin|open)\b|\bfrom\s+the\s+top\b|\bbefore\s+(?:the|its)\s+(?:last|final|closing)\b`,
    String.raw`\b(?:as\s+soon\s+as|as|when|where|until|before)\s+(?!(?:it|this|the\s+${WORK})\s)(?:[\w’'-]+\s+){1,5}?(?:begins?|starts?|opens?|enters?|ends?|closes?)\b`,
    String.raw`\b(?:low|high|top|bottom|each|every|either|other|loose|odd|back|front|rear|tail|dead|business|sharp|bass|treble)[\s-]+ends?\b|\bend\s+to\s+end\b|\bno\s+end\b|\bends?\s+of\s+(?:each|every|the\s+(?:phrases?|lines?|bars?|verse|chorus|first|second)|its)\b`,
    String.raw`\bfad(?:es?|ing)\s+(?:in|up)\b|\b(?:soon|again)\s+fades\b|\bclosing\s+(?:in|time)\b|\b(?:most|wide|half|the|an|kicks?\s+it|breaks?\s+it|thrown|swings?)[\s-]+open\b|\bopen-air\b`,
  ].join('|'),
  'gi',
);
export const AFTER_OPENING = matchAny(
  String.raw`\b(?:after|past|beyond|following)\s+(?:an?|the|its|this|that)\s+(?:[\w-]+\s+){0,3}?${BEGINNING}\b`,
);
export const OPENING = matchAny(
  String.raw`\b(?:gets?|sets?|puts?)\s+(?:things|everything|it|us)\s+(?:going|in\s+motion|rolling)\b`,
  String.raw`\b(?:opens?(?!\s+like\b)|begins?|starts?|commences?|kicks?\s+(?:(?:it|things|the\s+${WORK})\s+)?off|opening|beginning|starting)\b(?!\s+(?:to|up|playing|singing|again|over|going|moving)\b)(?:\s+(?:off|out))?(?=\s+(?:${SLOWLY})\b|\s*[,.:;—]|$)`,
  String.raw`\b(?:opens?|begins?|starts?|introduces?|launch(?:es)?)\s+(?:it|this|things|us|matters|the\s+(?:${WORK}|show|set|proceedings))\b(?!\s+off\b)`,
  String.raw`\b(?:the|an|its)\s+(?:very\s+)?(?:opening|beginning|start)\b|\b(?:intro|introduction|prelude)\b`,
  String.raw`\bat\s+first\b(?!\s+(?:chorus|refrain|verse|sight))|\bat\s+(?:the\s+)?(?:very\s+)?(?:start|beginning|outset|opening|top)\b`,
  String.raw`\b(?:in|near|towards?|around)\s+the\s+(?:very\s+)?first\s+(?:bars|moments|seconds|part|section|stretch|portion)\b|\bfrom\s+the\s+(?:very\s+)?first\s+(?:bars?|notes?|moment|second|beat)\b`,
  String.raw`\b(?:come|comes|go|goes|is|are)\s+first\b|\bto\s+(?:begin|start|open)\s+with\b|^\s*to\s+(?:begin|start|open)\b|^\s*(?:initially|first|firstly|immediately(?!\s+after))\b`,
  String.raw`^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:opens?|begins?|starts?)\b(?!\s+to\b)`,
);
export const CLOSING = matchAny(
  String.raw`\b(?:has|have|gets?)\s+the\s+(?:last|final)\s+(?:word|say)\b`,
  String.raw`\b(?:ends?|closes|finish(?:es)?|concludes?|ending|closing|finishing)\b(?!\s+up\b)(?=\s+(?:with|as|on|in|by|loud|quiet|soft|hushed|quietly|softly|slowly|gently|calmly|abruptly|suddenly|alone|where|loudly|the|it|this|right|there)\b|\s*[,.:;—]|$)`,
  String.raw`\bfad(?:es?|ing)(?:[\s-]+(?:out|away|to))?\b|\b(?:outro|coda|finale)\b|\bdies\s+away\b`,
  String.raw`\b(?:at|in|toward|towards|near|by|for|until|till|to)\s+the\s+(?:very\s+)?(?:end|ending|close|finish)\b(?!\s+of\s+(?!(?:the|this)\s+${WORK}\b|it\b|this\b))`,
  String.raw`\b(?:the|its|those|a|this)\s+(?:very\s+)?(?:last|final|closing)\s+(?:part|stretch|section|portion|passage|bars?|moments?|phrases?|seconds|strain|stage|leg|pages?|lap|chorus(?:es)?|refrains?)\b`,
  String.raw`^\s*(?:but\s+|and\s+|so\s+)?the\s+(?:very\s+)?(?:end|close|finish)\b(?!\s+of\s+the\s+(?:first|second))|\bthe\s+(?:ending|conclusion|home\s+stretch)\b|\b(?:heads?|heading)\s+for\s+the\s+(?:exit|finish|door)\b`,
  String.raw`\bto\s+(?:close|finish|end)(?:\s+with\b|\s*[.,;]|$)|^\s*to\s+(?:close|finish|end)\b|^\s*(?:finally|lastly|at\s+last|last|in\s+closing|in\s+conclusion|eventually)\b`,
  String.raw`^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:ends?|closes?|finishes|concludes?)\b(?!\s+up\b)`,
);
/** Words that say that something came before, so that "starts" is not the start of the song. */
export const CARRIES_ON = matchAny(
  String.raw`^\s*(?:then|next|later|after(?:wards|\s+that)?|soon|from\s+there|second|third|now|following)\b`,
);
export const NEVER = matchAny(
  String.raw`\b(?:never|no|not|without)\s+(?:an?\s+)?(?:ends?|ending|fad|intro|outro|finish)`,
);
