/** Descriptions as JSON. */
import type { Note } from './notes.js';
import { notesOfTree, type Tree } from './tree-notes.js';

/** Around a block of code. */
const FENCE = /```\w*/g;

/** @returns what a JSON object or array says, and what stands before and behind an object; null where there is none. */
export function readJsonNotes(text: string): Note[] | null {
  const first = text.search(/[[{]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (first < 0 || last < first) return null;
  const before = wordsAround(text.slice(0, first));
  const behind = wordsAround(text.slice(last + 1));
  if (text[first] === '[' && (before.length || behind.length)) return null; // "[Intro] a drone"
  try {
    const tree: Tree = JSON.parse(text.slice(first, last + 1), branchOfObject);
    return [...before, ...notesOfTree(tree, [], asItStands), ...behind];
  } catch {
    return null;
  }
}

const branchOfObject = (_: string, value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { entries: Object.entries(value) } : value;

const asItStands = (text: string): Note[] => [{ names: [], text }];

function wordsAround(code: string): Note[] {
  const text = code.replace(FENCE, '').trim();
  return text ? asItStands(text) : [];
}
