/** How keys are written: a tonic, a space, a mode, as mir_eval reads them. */

const MAJOR_TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
const MINOR_TONICS = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'];
const NATURAL_STEPS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const ACCIDENTAL_STEPS: Readonly<Record<string, number>> = { '#': 1, '♯': 1, sharp: 1, b: -1, '♭': -1, flat: -1 };
const KEY_FORM = /^\s*([a-g])\s*-?\s*(#|♯|b|♭|sharp|flat)?\s*-?\s*(major|maj|dur|minor|min|moll|m)?\s*$/i;

export const MODES = ['major', 'minor'] as const;
export type Mode = (typeof MODES)[number];

/** The 24 keys: major from C to B, then minor from C to B. */
export const KEY_NAMES: readonly string[] = [
  ...MAJOR_TONICS.map((tonic) => `${tonic} major`),
  ...MINOR_TONICS.map((tonic) => `${tonic} minor`),
];

/**
 * Brings a key to the spelling of {@link KEY_NAMES}: `Am`, `a min` and `A minor` are one, and so are `Db minor` and `C# minor`.
 *
 * @returns null when the text names no key. A tonic alone means major.
 */
export function parseKeyName(text: string): string | null {
  const [, letter, accidental, mode] = KEY_FORM.exec(text) ?? [];
  if (letter === undefined) return null;
  const step =
    (NATURAL_STEPS[letter.toLowerCase()] as number) +
    (accidental ? (ACCIDENTAL_STEPS[accidental.toLowerCase()] as number) : 0);
  const isMinor = mode !== undefined && (mode === 'm' || /^(min|moll)/i.test(mode));
  return KEY_NAMES[((step + 12) % 12) + (isMinor ? 12 : 0)] as string;
}
