/** Sharps of the major keys on natural notes, along the circle of fifths. */
const SHARPS: Readonly<Record<string, number>> = { F: -1, C: 0, G: 1, D: 2, A: 3, E: 4, B: 5 };
/** A minor key has the sharps of the major key a minor third above it. */
const MINOR_SHIFT = -3;
/** One sharp or flat on the tonic moves seven fifths. */
const ACCIDENTAL_SHIFT = 7;
const CIRCLE = 12;

/**
 * The signature of a key such as `A minor` or `F# major`.
 *
 * @returns sharps (flats below 0) from −7 to 7, and 0 for major or 1 for minor; null when the name is of no key.
 */
export function keySignature(key: string): { sharps: number; scale: 0 | 1 } | null {
  const [, letter = '', accidental, mode] = /^([A-G])([#b]?) (major|minor)$/.exec(key) ?? [];
  const natural = SHARPS[letter];
  if (natural === undefined) return null;
  const shift = accidental === '#' ? ACCIDENTAL_SHIFT : accidental === 'b' ? -ACCIDENTAL_SHIFT : 0;
  const sharps = natural + shift + (mode === 'minor' ? MINOR_SHIFT : 0);
  const written = sharps > 7 ? sharps - CIRCLE : sharps < -7 ? sharps + CIRCLE : sharps; // D# minor and the like: named by its flats
  return { sharps: written, scale: mode === 'minor' ? 1 : 0 };
}
