import type { SavedKind } from '../../export/save-again.js';

/** Pages of collap, of any version: told by how they begin, and by the signature at their foot. */
export const PAGE_KIND: SavedKind = {
  name: 'a page',
  extension: '.html',
  isOwn: (text) => text.startsWith('<!doctype html>\n') && /<footer>Made by <code>collap [a-z]+<\/code>/.test(text),
};
