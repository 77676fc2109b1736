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
/** Of shares such as "halfway". */
const SHARE_SOFTNESS = 0.08;

const ABOUT = String.raw`(?:(?:just|right|exactly|about|around|roughly|approximately|nearly|almost|some|only|maybe|perhaps|circa|the|a\s+little\s+(?:over|under)|over|past)\s+)*`;
const DASH = String.raw`\s*(?:-|–|—|to|and|until|till|through)\s*(?:about\s+|around\s+)?`;
const WORK = '(?:song|track|piece|tune|music|recording|composition|number|work|cut|arrangement|performance)';
const re = (source: string): RegExp => new RegExp(source, 'i');

const NO_PLACE = re(
  String.raw`\b(?:every|each|per|lasts?|lasting|runs?(?:\s+for)?|long|length(?:\s+of)?|duration(?:\s+of)?|for)\s+${ABOUT}${AMOUNT}|${AMOUNT}[\s-]+(?:long\b|${WORK}\b)`,
);
const SPAN = re(
  String.raw`\b(?:from|between)\s+${ABOUT}(${AMOUNT})${DASH}(${AMOUNT})|(\d{1,3}:\d\d(?::\d\d)?)${DASH}(\d{1,3}:\d\d(?::\d\d)?)`,
);
const FIRST = re(
  String.raw`\b(after|past|following)?\s*(?:the\s+|its\s+)(?:very\s+)?(?:first|opening|initial)\s+(${AMOUNT}|minute|second)`,
);
const LAST = re(
  String.raw`\b(until|till|before)?\s*(?:the\s+|its\s+)(?:very\s+)?(?:last|final|closing)\s+(${AMOUNT}|minute|second)`,
);
const UNTIL = re(String.raw`\b(?:until|till|up\s+to|before)\s+${ABOUT}(${AMOUNT})`);
const LATER = re(
  String.raw`\b(${AMOUNT})\s+(?:later|afterwards|after\s+that)\b|\bafter\s+another\s+(${AMOUNT}|minute)`,
);
const FROM = re(
  String.raw`(?:\b(?:at|around|about|near|from|since|after|by|past|circa|approaching)|@)\s*(${ABOUT})(${AMOUNT})|\b(${AMOUNT})\s+(?:in\b|into\b|mark\b|on\b(?!\s+\w+\s+(?:guitar|piano|drums)))`,
);
const WHOLE = re(
  String.raw`\bthroughout\b|\b(?:the|its)\s+(?:whole|entire)\s+(?:${WORK}|time|way)\b|\ball\s+(?:the\s+way|along)\b|\bfrom\s+(?:the\s+)?(?:start|beginning|first|top)[\w\s]*?\s+to\s+(?:the\s+)?(?:end|finish|last)\b|\b(?:overall|all\s+in\s+all|altogether|on\s+the\s+whole|generally)\b|\bat\s+all\s+times\b|\b(?:the|its)\s+(?:mood|genre|style|atmosphere|feel|feeling|vibe)\s+(?:is|stays|remains)\b`,
);
const FORM = 'ballad|anthem|jam|instrumental|soundtrack|waltz|march|suite|lullaby|loop|beat|jig|reel|groove';
const STYLE =
  'music|jazz|blues|rock|metal|pop|punk|techno|house|trance|hip[\\s-]hop|rap|folk|country|bluegrass|reggae|funk|soul|disco|chiptune|bossa nova|samba|salsa|tango|ambient|swing|score';
/** A first sentence that names what the song is: "A slow piano ballad in a minor key." */
const SUMMARY = re(
  String.raw`^\s*(?:(?:this|it)\s+is\s+)?(?:(?:an?|this)\s+(?:[\w'’-]+,?\s+){0,12}?(?:${WORK}|${FORM})|(?:[\w'’-]+,?\s+){1,8}?(?:${STYLE})\b(?!\s+(?:guitars?|bands?|drums?|piano|organ|trio|riff|vocals?)\b))\b`,
);
const HALF = re(String.raw`\b(first|opening|second|last|latter|final|middle|closing)\s+(half|third|quarter)\b`);
const SHARE_IN = re(
  String.raw`\b(?:(a|one|two|three)[\s-]+)?(third|thirds|quarter|quarters|fifth|fifths)\s+(?:of\s+the\s+way\s*(?:in|through|into)?|in\b|through\b|into\b)|\b(\d{1,2})\s*(?:%|percent)\s+(?:of\s+the\s+way|in\b|into\b|through\b)`,
);
const HALFWAY = re(
  String.raw`\b(?:half[\s-]?way|mid[\s-]?way|at\s+the\s+(?:half|midpoint|mid[\s-]point)|half\s+of\s+the\s+way)\b`,
);
const MIDDLE = re(
  String.raw`\b(?:in|at|around|about|towards?|near|through)\s+(?:the\s+)?(?:very\s+)?middle\b|\bmid[\s-]?(?:song|track|piece)\b|\bat\s+its\s+cent(?:er|re)\b`,
);
const OPENING = re(
  String.raw`\b(?:opens?|begins?|starts?|commences?|kicks?\s+(?:(?:it|things|the\s+${WORK})\s+)?off|opening|beginning|starting)\b(?!\s+(?:to|up|playing|singing|again|over|going|moving)\b)(?:\s+(?:off|out))?(?=\s+(?:with|as|on|in|by|from|alone|quietly|softly|slowly|gently|calmly|sparsely|loudly|straight|here|almost|very|at)\b|\s*[,.:;]|$)|\bthe\s+(?:very\s+)?(?:opening|beginning|start)\s+(?:is|has|features|belongs)\b|\b(?:intro|introduction|prelude)\b|\bat\s+(?:the\s+)?(?:very\s+)?(?:first|start|beginning|outset|opening|top)\b|\bin\s+the\s+(?:very\s+)?(?:beginning|opening|first\s+(?:bars|moments|seconds|part|section))\b|\bto\s+(?:begin|start|open)(?:\s+with)?\b|^\s*(?:initially|first|firstly)\b|^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:opens?|begins?|starts?)\b(?!\s+to\b)`,
);
const CLOSING = re(
  String.raw`\b(?:ends?|closes?|finish(?:es)?|concludes?|ending|closing|finishing)\b(?!\s+up\b)(?=\s+(?:with|as|on|in|by|on|quietly|softly|slowly|gently|calmly|abruptly|suddenly|alone|where|loudly|the)\b|\s*[,.:;]|$)|\bfad(?:es?|ing)(?:[\s-]+(?:out|away|to))?\b|\b(?:outro|coda|finale)\b|\b(?:at|in|toward|towards|near|by|for)\s+the\s+(?:very\s+)?(?:end|ending|close|last\s+(?:bars|moments|seconds|part|section))\b|\bto\s+(?:close|finish|end)(?:\s+with)?\b|^\s*(?:finally|lastly|at\s+last|last|in\s+closing|in\s+conclusion|eventually)\b|\bdies\s+away\b|^\s*(?:it|the\s+${WORK}|this\s+${WORK}|everything|all)\s+(?:ends?|closes?|finishes|concludes?)\b(?!\s+up\b)`,
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
    const isWhole = (s: number) => s < opening || (closing >= 0 && s > closing) || (s === 0 && isSummary);
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

const withNumber = (amount: string): string => (/^(?:minute|second)$/i.test(amount) ? `one ${amount}` : amount);

const readUntil: Reader = (sentence) => {
  const seconds = readAmount(UNTIL.exec(sentence)?.[1] ?? '');
  return seconds ? (durationSeconds) => between(0, Math.min(seconds, durationSeconds), ROUGH_SECONDS) : null;
};

const readFrom: Reader = (sentence) => {
  if (NO_PLACE.test(sentence)) return null;
  const match = FROM.exec(sentence);
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
  const index = /first|opening/.test(which) ? 0 : /second|middle/.test(which) ? 1 : part - 1;
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
  if (HALFWAY.test(sentence)) return fromShare(0.5);
  return MIDDLE.test(sentence) ? betweenShares(0.35, 0.65) : null;
};

const readOpening: Reader = (sentence) => {
  if (!OPENING.test(sentence) || CARRIES_ON.test(sentence) || NEVER.test(sentence)) return null;
  return (durationSeconds) => ({
    kind: 'opening',
    startSeconds: 0,
    endSeconds: edgeSeconds(durationSeconds),
    softnessSeconds: ROUGH_SECONDS,
  });
};

const readClosing: Reader = (sentence) => {
  if (!CLOSING.test(sentence) || NEVER.test(sentence)) return null;
  return (durationSeconds) => ({
    kind: 'closing',
    startSeconds: durationSeconds - edgeSeconds(durationSeconds),
    endSeconds: durationSeconds,
    softnessSeconds: ROUGH_SECONDS,
  });
};

const edgeSeconds = (durationSeconds: number): number => Math.min(EDGE_SECONDS, EDGE_SHARE * durationSeconds);

const readWhole: Reader = (sentence) => (WHOLE.test(sentence) ? wholeSong : null);

/** Told times before told shares, those before words. */
const READERS: readonly Reader[] = [
  readSpan,
  readEdges,
  readUntil,
  readFrom,
  readWhole,
  readHalf,
  readShare,
  readOpening,
  readClosing,
];
