/** Where in a song a sentence says that it is heard: "at 1:10", "after about a minute", "in the last minute", "opens with". */
import type { TimeSpan } from '../../types.js';
import { AMOUNT, readAmount } from './told-amounts.js';

export type PlaceKind =
  /** Between two told times. */
  | 'span'
  /** Something begins at a told time. */
  | 'from'
  /** The song begins so. */
  | 'opening'
  /** The song ends so. */
  | 'closing'
  /** All the time. */
  | 'whole';

export interface ToldPlace extends TimeSpan {
  readonly kind: PlaceKind;
  /** How far off the words may be, in seconds: clock times are exact, "about a minute" is not. */
  readonly softnessSeconds: number;
}

const EXACT_SECONDS = 2;
const ROUGH_SECONDS = 10;
/** "Opens with" and "ends with" speak of this share of a song at most, and of at most so long. */
const EDGE_SHARE = 0.25;
const EDGE_SECONDS = 40;
/** What comes after an opening that is called nothing else begins about here. */
const AFTER_OPENING_SHARE = 0.12;
/** Of shares such as "halfway". */
const SHARE_SOFTNESS = 0.08;

const ABOUT = String.raw`(?:(?:just|right|exactly|about|around|roughly|approximately|nearly|almost|some|only|maybe|perhaps|circa|the|a\s+little\s+(?:over|under)|over|past)\s+)*`;
const DASH = String.raw`\s*(?:-|–|—|to|and|until|till|through)\s*(?:about\s+|around\s+)?`;
const WORK = '(?:song|track|piece|tune|music|recording|composition|number|work|cut|arrangement|performance)';
const re = (source: string): RegExp => new RegExp(source, 'i');

/** Amounts that say how long, or how often, rather than when. */
const LENGTHS = new RegExp(
  [
    String.raw`\b(?:every|each|per|lasts?|lasting|runs?(?:\s+for)?|long|length(?:\s+of)?|duration(?:\s+of)?|for|(?<!\b(?:as|quarters?)\s)of)\s+${ABOUT}${AMOUNT}`,
    String.raw`${AMOUNT}[\s-]+(?:long\b|${WORK}\b|each\b|apiece\b|altogether\b|of\s|in\s+(?:all|total|length|an?\s+(?:[\w-]+\s+){0,2}(?:minor|major)|[A-G][\w\s-]*\s(?:minor|major))\b)`,
  ].join('|'),
  'gi',
);
const SPAN = re(
  String.raw`\b(?:from|between)\s+${ABOUT}(${AMOUNT})${DASH}(${AMOUNT})|(\d{1,3}:\d\d(?::\d\d)?)${DASH}(\d{1,3}:\d\d(?::\d\d)?)`,
);
const FIRST = re(
  String.raw`\b(after|past|beyond|following)?\s*(?:the\s+|its\s+)(?:very\s+)?(?:first|opening|initial)\s+(${AMOUNT}|minute|second)`,
);
const LAST = re(
  String.raw`\b(until|till|before)?\s*(?:the\s+|its\s+|those\s+|an?\s+)(?:very\s+)?(?:last|final|closing)\s+(${AMOUNT}|minute|second)`,
);
const UNTIL = re(
  String.raw`\b(?:until|till|up\s+to|(?<!\b(?:just|shortly|right|moments?|a\s+little)\s+)before)\s+${ABOUT}(${AMOUNT})`,
);
const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const MINUTE = re(String.raw`\b(?:(after|past|beyond)\s+)?the\s+(${ORDINALS.join('|')})\s+minute\b`);
const TO_GO = re(
  String.raw`\b(${AMOUNT})\s+(?:to\s+go\b|left\b(?!\s+(?:hand|channel|side))|remaining\b|(?:before|from)\s+(?:the|its)\s+(?:end|close|finish)\b)`,
);
const LATER = re(
  String.raw`\b(${AMOUNT})\s+(?:later|afterwards|after\s+that)\b|\bafter\s+another\s+(${AMOUNT}|minute)`,
);
const FROM = re(
  String.raw`(?:\b(?:at|around|about|near|from|since|after|before|by|past|beyond|towards?|nearing|circa|approaching|short\s+of)|@)\s*(${ABOUT})(${AMOUNT})|\b(${AMOUNT})\s+(?:in\b|into\b|mark\b|on\b(?!\s+\w+\s+(?:guitar|piano|drums)))`,
);
const WHOLE = re(
  String.raw`\bthroughout\b|\b(?:the|its)\s+(?:whole|entire)\s+(?:${WORK}|time|way)\b|\ball\s+(?:the\s+way|along)\b|\bfrom\s+(?:the\s+)?(?:start|beginning|first|top)[\w\s]*?\s+to\s+(?:the\s+)?(?:end|finish|last)\b|\bat\s+all\s+times\b`,
);
/** The same, where no place is named beside it. */
const GENERAL = re(
  String.raw`\b(?:overall|all\s+in\s+all|altogether|on\s+the\s+whole|generally)\b|\b(?:the|its)\s+(?:mood|genre|style|atmosphere|feel|feeling|vibe)\s+(?:is|stays|remains)\b`,
);
const EARLY = re(
  String.raw`\bearly\s+(?:on|in\b)|\bin\s+the\s+early\s+(?:going|part|stages|bars|minutes)\b|\b(?:first|opening)\s+stages\b`,
);
const LATE = re(
  String.raw`\blate\s+(?:on|in\b)|\b(?:in|by|towards?)\s+(?:the|its)\s+later\s+(?:part|stages|stretch|going|minutes)\b`,
);
const FORM = 'ballad|anthem|jam|instrumental|soundtrack|waltz|march|suite|lullaby|loop|beat|jig|reel|groove';
const STYLE =
  'music|jazz|blues|rock|metal|pop|punk|techno|house|trance|hip[\\s-]hop|rap|folk|country|bluegrass|reggae|funk|soul|disco|chiptune|bossa nova|samba|salsa|tango|ambient|swing|score';
/** A first sentence that names what the song is: "A slow piano ballad in a minor key." */
const SUMMARY = re(
  String.raw`^\s*(?:(?:this|it)\s+is\s+)?(?:(?:an?|this)\s+(?:[\w'’-]+,?\s+){0,12}?(?:${WORK}|${FORM})|(?:[\w'’-]+,?\s+){1,8}?(?:${STYLE})\b(?!\s+(?:guitars?|bands?|drums?|piano|organ|trio|riff|vocals?)\b))\b`,
);
const HALF = re(
  String.raw`\b(first|opening|second|third|fourth|last|latter|final|middle|closing)\s+(half|third|quarter)\b(?![\s-]+(?:an?\s|of\s+an?\s|hour|minute|note|tone|time|step|beat))`,
);
const SHARE_IN = re(
  String.raw`\b(?:(a|one|two|three)[\s-]+)?(third|thirds|quarter|quarters|fifth|fifths)\s+(?:of\s+the\s+way\s*(?:in|through|into)?|in\b|through\b|into\b)|\b(\d{1,2})\s*(?:%|percent)\s+(?:of\s+the\s+way|in\b|into\b|through\b)`,
);
const HALFWAY = re(
  String.raw`\b(?:half[\s-]?way|mid[\s-]?way|(?:at|around|near|about|by)\s+the\s+(?:half|midpoint|mid[\s-]point)|half\s+of\s+the\s+way)\b(?!\s+(?:to|between|up|down)\b)`,
);
const AROUND_MIDDLE = re(
  String.raw`\b(?:after|past|beyond|before)\s+(?:about\s+)?(?:the\s+)?(?:very\s+)?(?:middle|midpoint|mid[\s-]point|half[\s-]?way(?:\s+(?:point|mark))?|half)\b`,
);
const MIDDLE = re(
  String.raw`\b(?:in|at|around|about|towards?|near|through|by)\s+(?:the\s+)?(?:very\s+)?middle\b(?!\s+(?:registers?|range|ground|east(?:ern)?|of\s+(?!(?:the|this)\s+${WORK}\b|it\b))|,)|\bthe\s+(?:middle|heart\s+of\s+(?:the|this)\s+${WORK})\b(?!\s+(?:registers?|range|ground|east(?:ern)?|octaves?|voices?|of\b|and\b)|,)|\bmid[\s-]?(?:song|track|piece)\b|\bat\s+its\s+cent(?:er|re)\b`,
);
const BEGINNING =
  '(?:opening|beginning|start|outset|intro|introduction|prelude|first\\s+(?:bars?|notes?|moments?|seconds))';
const SLOWLY =
  'with|as|on|in|by|from|alone|quietly|softly|slowly|gently|calmly|sparsely|loudly|straight|here|almost|very|at|all|only|like|low|bare|immediately|right|off|out|life|simply|simple|sort|kind|unaccompanied|together';
/** Words that name the beginning, or the end, without being there: "louder than the opening", "as at the start". */
const ELSEWHERE = new RegExp(
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
const AFTER_OPENING = re(
  String.raw`\b(?:after|past|beyond|following)\s+(?:an?|the|its|this|that)\s+(?:[\w-]+\s+){0,3}?${BEGINNING}\b`,
);
const OPENING = re(
  [
    String.raw`\b(?:opens?(?!\s+like\b)|begins?|starts?|commences?|kicks?\s+(?:(?:it|things|the\s+${WORK})\s+)?off|opening|beginning|starting)\b(?!\s+(?:to|up|playing|singing|again|over|going|moving)\b)(?:\s+(?:off|out))?(?=\s+(?:${SLOWLY})\b|\s*[,.:;—]|$)`,
    String.raw`\b(?:opens?|begins?|starts?|introduces?|launch(?:es)?)\s+(?:it|this|things|us|matters|the\s+(?:${WORK}|show|set|proceedings))\b(?!\s+off\b)`,
    String.raw`\b(?:the|an|its)\s+(?:very\s+)?(?:opening|beginning|start)\b|\b(?:intro|introduction|prelude)\b`,
    String.raw`\bat\s+first\b(?!\s+(?:chorus|refrain|verse|sight))|\bat\s+(?:the\s+)?(?:very\s+)?(?:start|beginning|outset|opening|top)\b`,
    String.raw`\b(?:in|near|towards?|around)\s+the\s+(?:very\s+)?(?:beginning|opening|start|first\s+(?:bars|moments|seconds|part|section|stretch|portion))\b|\bfrom\s+the\s+(?:very\s+)?first\s+(?:bars?|notes?|moment|second|beat)\b`,
    String.raw`\b(?:come|comes|go|goes|is|are)\s+first\b|\bto\s+(?:begin|start|open)\s+with\b|^\s*to\s+(?:begin|start|open)\b|^\s*(?:initially|first|firstly|immediately(?!\s+after))\b`,
    String.raw`^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:opens?|begins?|starts?)\b(?!\s+to\b)`,
  ].join('|'),
);
const CLOSING = re(
  [
    String.raw`\b(?:ends?|closes|finish(?:es)?|concludes?|ending|closing|finishing)\b(?!\s+up\b)(?=\s+(?:with|as|on|in|by|quietly|softly|slowly|gently|calmly|abruptly|suddenly|alone|where|loudly|the|it|this|right|there)\b|\s*[,.:;—]|$)`,
    String.raw`\bfad(?:es?|ing)(?:[\s-]+(?:out|away|to))?\b|\b(?:outro|coda|finale)\b|\bdies\s+away\b`,
    String.raw`\b(?:at|in|toward|towards|near|by|for|until|till|to)\s+the\s+(?:very\s+)?(?:end|ending|close|finish|last\s+(?:bars|moments|seconds|part|section))\b(?!\s+of\s+(?!(?:the|this)\s+${WORK}\b|it\b|this\b))`,
    String.raw`\b(?:the|its|those|a|this)\s+(?:very\s+)?(?:last|final|closing)\s+(?:part|stretch|section|portion|passage|bars?|moments?|phrases?|seconds|strain|stage|leg|pages?|lap|chorus(?:es)?|refrains?)\b`,
    String.raw`^\s*(?:but\s+|and\s+|so\s+)?the\s+(?:very\s+)?(?:end|close|finish)\b(?!\s+of\s+the\s+(?:first|second))|\bthe\s+(?:ending|conclusion|home\s+stretch)\b|\b(?:heads?|heading)\s+for\s+the\s+(?:exit|finish|door)\b`,
    String.raw`\bto\s+(?:close|finish|end)(?:\s+with\b|\s*[.,;]|$)|^\s*to\s+(?:close|finish|end)\b|^\s*(?:finally|lastly|at\s+last|last|in\s+closing|in\s+conclusion|eventually)\b`,
    String.raw`^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:ends?|closes?|finishes|concludes?)\b(?!\s+up\b)`,
  ].join('|'),
);
/** Words that say that something came before, so that "starts" is not the start of the song. */
const CARRIES_ON = re(
  String.raw`^\s*(?:then|next|later|after(?:wards|\s+that)?|soon|from\s+there|second|third|now|following)\b`,
);
const NEVER = re(String.raw`\b(?:never|no|not|without)\s+(?:an?\s+)?(?:ends?|ending|fad|intro|outro|finish)`);

/** Where something told is heard in a song of a length, in seconds; what is told is read once for all songs. */
type Placing = (durationSeconds: number) => ToldPlace;
type Reader = (sentence: string) => Placing | null;

/**
 * The places of a whole description, read once for songs of any length. "Ten seconds later" counts from the sentence before; what is said before
 * "it opens with" or after "it ends with" speaks of the whole song.
 *
 * @returns the places in a song of a length, which "the last minute" and "halfway" need; null where a sentence names none, or one beyond the song's end.
 */
export function readToldPlaces(sentences: readonly string[]): (durationSeconds: number) => (ToldPlace | null)[] {
  const told = sentences.map((sentence) => ({ later: readLater(sentence), placing: readPlacing(sentence) }));
  const isSummary = SUMMARY.test(sentences[0] ?? '');
  return (durationSeconds) => {
    const places: (ToldPlace | null)[] = [];
    for (const { later, placing } of told) {
      const before = places.findLast((place) => place !== null && place.kind !== 'whole') ?? null;
      places.push(placeLater(later, before, durationSeconds) ?? placeWithin(placing, durationSeconds));
    }
    const opening = places.findIndex((place) => place !== null && place.kind !== 'whole' && place.startSeconds === 0);
    const closing = places.findLastIndex((place) => place?.kind === 'closing');
    const whole = wholeSong(durationSeconds);
    const half = sentences.length / 2;
    const isBefore = (s: number) => s < opening && opening < half;
    const isBehind = (s: number) => closing >= half && s > closing;
    const isWhole = (s: number) => isBefore(s) || isBehind(s) || (s === 0 && isSummary);
    return places.map((place, s) => place ?? (isWhole(s) ? whole : null));
  };
}

function readPlacing(sentence: string): Placing | null {
  for (const read of READERS) {
    const placing = read(sentence);
    if (placing) return placing;
  }
  return null;
}

function placeWithin(placing: Placing | null, durationSeconds: number): ToldPlace | null {
  const place = placing?.(durationSeconds) ?? null;
  return place && place.startSeconds < durationSeconds && place.endSeconds > place.startSeconds ? place : null;
}

/** Seconds after what was told before; null where the sentence does not say so. */
function readLater(sentence: string): number | null {
  const match = LATER.exec(sentence);
  return match && readAmount((match[1] ?? match[2]) as string);
}

function placeLater(later: number | null, before: ToldPlace | null, durationSeconds: number): ToldPlace | null {
  if (!before || !later || before.startSeconds + later >= durationSeconds) return null;
  return fromTime(before.startSeconds + later, durationSeconds, ROUGH_SECONDS);
}

const wholeSong: Placing = (durationSeconds) => ({
  kind: 'whole',
  startSeconds: 0,
  endSeconds: durationSeconds,
  softnessSeconds: ROUGH_SECONDS,
});

const fromTime = (seconds: number, durationSeconds: number, softnessSeconds: number): ToldPlace => ({
  kind: 'from',
  startSeconds: seconds,
  endSeconds: durationSeconds,
  softnessSeconds,
});

const between = (startSeconds: number, endSeconds: number, softnessSeconds: number): ToldPlace => ({
  kind: 'span',
  startSeconds: Math.max(0, startSeconds),
  endSeconds,
  softnessSeconds,
});

const readSpan: Reader = (sentence) => {
  const match = SPAN.exec(sentence);
  if (!match) return null;
  const [start, end] = [readAmount((match[1] ?? match[3]) as string), readAmount((match[2] ?? match[4]) as string)];
  if (start === null || end === null || end <= start) return null;
  return (durationSeconds) => between(start, Math.min(end, durationSeconds), EXACT_SECONDS);
};

const readEdges: Reader = (sentence) => {
  const first = FIRST.exec(sentence);
  if (first) {
    const seconds = readAmount(withNumber(first[2] as string)) ?? 0;
    return first[1]
      ? (durationSeconds) => fromTime(seconds, durationSeconds, ROUGH_SECONDS)
      : (durationSeconds) => between(0, Math.min(seconds, durationSeconds), ROUGH_SECONDS);
  }
  const last = LAST.exec(sentence);
  if (!last) return null;
  const seconds = readAmount(withNumber(last[2] as string)) ?? 0;
  return (durationSeconds) => {
    const from = Math.max(0, durationSeconds - seconds);
    return last[1] ? between(0, from, ROUGH_SECONDS) : between(from, durationSeconds, ROUGH_SECONDS);
  };
};

const readMinute: Reader = (sentence) => {
  const match = MINUTE.exec(sentence);
  if (!match) return null;
  const index = ORDINALS.indexOf((match[2] as string).toLowerCase()) + 1;
  if (match[1]) return (durationSeconds) => fromTime(60 * (index + 1), durationSeconds, ROUGH_SECONDS);
  return (durationSeconds) => between(60 * index, Math.min(60 * (index + 1), durationSeconds), ROUGH_SECONDS);
};

const readToGo: Reader = (sentence) => {
  const seconds = readAmount(TO_GO.exec(sentence)?.[1] ?? '');
  if (!seconds) return null;
  return (durationSeconds) => between(durationSeconds - seconds, durationSeconds, ROUGH_SECONDS);
};

const withNumber = (amount: string): string => (/^(?:minute|second)$/i.test(amount) ? `one ${amount}` : amount);

const readUntil: Reader = (sentence) => {
  const seconds = readAmount(UNTIL.exec(sentence)?.[1] ?? '');
  return seconds ? (durationSeconds) => between(0, Math.min(seconds, durationSeconds), ROUGH_SECONDS) : null;
};

const readFrom: Reader = (sentence) => {
  const match = FROM.exec(sentence.replace(LENGTHS, ' '));
  const amount = match?.[2] ?? match?.[3];
  const seconds = amount === undefined ? null : readAmount(amount);
  if (seconds === null) return null;
  const isExact = /\d:\d/.test(amount as string);
  const softness = isExact ? EXACT_SECONDS : Math.max(EXACT_SECONDS, Math.min(20, seconds / 5));
  return (durationSeconds) => fromTime(seconds, durationSeconds, softness);
};

const fromShare =
  (share: number): Placing =>
  (durationSeconds) =>
    fromTime(share * durationSeconds, durationSeconds, SHARE_SOFTNESS * durationSeconds);

const betweenShares =
  (from: number, to: number): Placing =>
  (durationSeconds) =>
    between(from * durationSeconds, to * durationSeconds, SHARE_SOFTNESS * durationSeconds);

const readHalf: Reader = (sentence) => {
  const match = HALF.exec(sentence);
  if (!match) return null;
  const part = { half: 2, third: 3, quarter: 4 }[(match[2] as string).toLowerCase()] as number;
  const which = (match[1] as string).toLowerCase();
  const index = /first|opening/.test(which) ? 0 : /second|middle/.test(which) ? 1 : which === 'third' ? 2 : part - 1;
  return betweenShares(index / part, (index + 1) / part);
};

const readShare: Reader = (sentence) => {
  const share = SHARE_IN.exec(sentence);
  if (share) {
    const parts = /^third/i.test(share[2] ?? '') ? 3 : /^quarter/i.test(share[2] ?? '') ? 4 : 5;
    const count = { two: 2, three: 3 }[(share[1] ?? '').toLowerCase()] ?? 1;
    const at = share[3] === undefined ? count / parts : Number(share[3]) / 100;
    return fromShare(at);
  }
  const middle = AROUND_MIDDLE.exec(sentence);
  if (middle) return /before/i.test(middle[0]) ? betweenShares(0.3, 0.5) : fromShare(0.5);
  if (HALFWAY.test(sentence)) return fromShare(0.5);
  return MIDDLE.test(sentence) ? betweenShares(0.35, 0.65) : null;
};

/** Where both are named, what is told first is meant: "it opens with a bell that returns at the end". */
const readOpeningOrClosing: Reader = (sentence) => {
  if (NEVER.test(sentence)) return null;
  if (AFTER_OPENING.test(sentence)) return fromShare(AFTER_OPENING_SHARE);
  const there = sentence.replace(ELSEWHERE, ' — ');
  const opening = CARRIES_ON.test(sentence) ? -1 : there.search(OPENING);
  const closing = there.search(CLOSING);
  if (opening < 0 && closing < 0) return null;
  return closing < 0 || (opening >= 0 && opening < closing) ? openingPlace : closingPlace;
};

const openingPlace: Placing = (durationSeconds) => ({
  kind: 'opening',
  startSeconds: 0,
  endSeconds: edgeSeconds(durationSeconds),
  softnessSeconds: ROUGH_SECONDS,
});

const closingPlace: Placing = (durationSeconds) => ({
  kind: 'closing',
  startSeconds: durationSeconds - edgeSeconds(durationSeconds),
  endSeconds: durationSeconds,
  softnessSeconds: ROUGH_SECONDS,
});

const edgeSeconds = (durationSeconds: number): number => Math.min(EDGE_SECONDS, EDGE_SHARE * durationSeconds);

const readWhole: Reader = (sentence) => (WHOLE.test(sentence) ? wholeSong : null);
const readGeneral: Reader = (sentence) => (GENERAL.test(sentence) ? wholeSong : null);

const readEarlyOrLate: Reader = (sentence) => {
  if (EARLY.test(sentence)) return betweenShares(0, 0.3);
  return LATE.test(sentence) ? betweenShares(0.65, 1) : null;
};

/** Told times before told shares, those before words. */
const READERS: readonly Reader[] = [
  readSpan,
  readEdges,
  readToGo,
  readMinute,
  readUntil,
  readFrom,
  readWhole,
  readHalf,
  readShare,
  readOpeningOrClosing,
  readEarlyOrLate,
  readGeneral,
];
