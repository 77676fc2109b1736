/** Chapters inside a music file: named stretches that players jump to. */
import { formatClock } from '../clock.js';
import { toOneLine } from '../one-line.js';
import type { TimeSpan } from '../types.js';

export interface Chapter extends TimeSpan {
  readonly name: string;
}

/** `00:01:10.250 Verse 1`: for people, and to tell whether two lists are the same. */
export function describeChapter({ startSeconds, name }: Chapter): string {
  return `${formatClock(startSeconds)} ${toOneLine(name)}`.trimEnd();
}

/** Chapters from formats that hold no ends: each lasts until the next one, and the last has no length. */
export function closeChapters(starts: readonly Pick<Chapter, 'startSeconds' | 'name'>[]): Chapter[] {
  const inOrder = [...starts].sort((a, b) => a.startSeconds - b.startSeconds);
  return inOrder.map(({ startSeconds, name }, i) => {
    return { startSeconds, endSeconds: inOrder[i + 1]?.startSeconds ?? startSeconds, name };
  });
}
