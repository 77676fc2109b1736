/** The key that a description tells: "in A minor", "Key: F#m", "B Flat Major" as a tag. */
import { parseKeyName } from '../embed/key-names.js';
import { tellsOfSong } from './told-length.js';

/** A capital tonic; a sentence may begin with "A minor", so that one needs "in", "key of" or the like before it. */
const KEY =
  /(?:\b(?:[Ii]n|(?:[Kk]ey(?:\s+signature)?|KEY)(?:\s+is|\s+of|:|\s*=)?|is)\s*(?<!\p{L})(?:the\s+key\s+of\s+)?(A)|(?<![\p{L}'])([B-G]|A(?=[#♯♭b\s-]*(?:[Ss]harp|[Ff]lat|#|♯|♭|b))))[\s-]?([Ss]harp|[Ff]lat|SHARP|FLAT|#|♯|♭|b)?[\s-]*([Mm]ajor|[Mm]inor|MAJOR|MINOR)\b/gu;

/** "Key: F#m", "the key of this song is EM". */
const SHORT_KEY =
  /\b[Kk](?:ey|EY)(?:\s+signature)?(?:\s+of\s+(?:this|the)\s+\w+)?(?:\s+is|\s+of|\s*[:=])?\s*(?<![\p{L}])([A-G](?:[#♯b♭])?\s?(?:m|M|min|maj)\b)/gu;

/** A tag of its own: "lo-fi, A# min keyscale, pads", "F#m, 90 BPM". */
const TAGGED_KEY =
  /(?<=(?:^|[,;|/\n])\s*)([A-G](?:[\s-]?(?:[Ss]harp|[Ff]lat)|[#♯b♭])?[\s-]?(?:m|[Mm]in(?:or)?|[Mm]aj(?:or)?)\b)(?=(?:\s+(?:key\s?)?scale|\s+key)?\s*(?:[;|/.\n]|$|,(?!\s*[A-G][#♯b♭]?\w{0,4}\s*(?:,|[-–]|$))))/gu;
/** Up to here, chords are told. */
const CHORDS = /\bchords?\b[^\n]*$/i;
const DENIED_KEY = /\b(?:but|except|not|never|n['’]t)\s+(?:in\s+)?$/i;

export interface ToldKey {
  /** One of `KEY_NAMES`. */
  readonly name: string | null;
  /** The words that say so, as they are written. */
  readonly phrase: string;
}

/** @returns the first key that is told of the song. */
export function readToldKey(text: string): ToldKey | null {
  const told = [KEY, SHORT_KEY, TAGGED_KEY]
    .flatMap((pattern) => Array.from(text.matchAll(pattern)))
    .find((match) => {
      const before = text.slice(0, match.index);
      return tellsOfSong(text, match.index) && !DENIED_KEY.test(before) && !CHORDS.test(before);
    });
  return told ? { name: parseKeyName(told.slice(1).join(' ')), phrase: told[0] } : null;
}
