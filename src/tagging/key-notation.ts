/** How DJ programs write keys. */
import { KEY_NAMES, parseKeyName } from '../embed/key-names.js';

export const KEY_NOTATIONS = ['name', 'camelot', 'open-key'] as const;
export type KeyNotation = (typeof KEY_NOTATIONS)[number];

const STEPS_OF_OCTAVE = 12;
const STEPS_OF_FIFTH = 7;
/** From a minor key up to its relative major. */
const STEPS_TO_MAJOR = 3;
/** Camelot calls C major 8B, Open Key 1d. Source: Mixed In Key, "Camelot wheel"; Beatunes, "Open Key notation". */
const CAMELOT_OF_C = 8;

/**
 * @param key - as the model says it, such as `A minor`.
 * @returns `Am` (as ID3 wants it), `8A` or `1m`; null when the text names no key.
 */
export function notateKey(key: string, notation: KeyNotation): string | null {
  const name = parseKeyName(key);
  if (name === null) return null;
  const index = KEY_NAMES.indexOf(name);
  const isMinor = index >= STEPS_OF_OCTAVE;
  if (notation === 'name') return name.replace(/ major$/, '').replace(/ minor$/, 'm');
  const major = (index + (isMinor ? STEPS_TO_MAJOR : 0)) % STEPS_OF_OCTAVE;
  const fifthsAboveC = (major * STEPS_OF_FIFTH) % STEPS_OF_OCTAVE;
  if (notation === 'open-key') return `${fifthsAboveC + 1}${isMinor ? 'm' : 'd'}`;
  return `${((fifthsAboveC + CAMELOT_OF_C - 1) % STEPS_OF_OCTAVE) + 1}${isMinor ? 'A' : 'B'}`;
}
