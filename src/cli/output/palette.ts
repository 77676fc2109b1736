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

/** Whether to colour is decided by the caller, who knows where the text goes. */
const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { validateStream: false });

/** @param coloured - false gives text without escape sequences. */
export function createPalette(coloured: boolean): Palette {
  if (!coloured) return { strong: plain, faint: plain, accent: plain, good: plain, fair: plain, bad: plain };
  return {
    strong: (text) => paint('bold', text),
    faint: (text) => paint('dim', text),
    accent: (text) => paint('cyan', text),
    good: (text) => paint('green', text),
    fair: (text) => paint('yellow', text),
    bad: (text) => paint('red', text),
  };
}
