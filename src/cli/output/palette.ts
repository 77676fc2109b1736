import { styleText } from 'node:util';

/** What a piece of text means; the colours follow from it. */
export interface Palette {
  strong(text: string): string;
  faint(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  fair(text: string): string;
  bad(text: string): string;
}

const plain = (text: string): string => text;

/** @param coloured - false gives text without escape sequences. */
export function createPalette(coloured: boolean): Palette {
  if (!coloured) return { strong: plain, faint: plain, accent: plain, good: plain, fair: plain, bad: plain };
  return {
    strong: (text) => styleText('bold', text),
    faint: (text) => styleText('dim', text),
    accent: (text) => styleText('cyan', text),
    good: (text) => styleText('green', text),
    fair: (text) => styleText('yellow', text),
    bad: (text) => styleText('red', text),
  };
}
