/** When something is heard, in words. */
import { clockTime } from '../clock.js';
import type { TimeSpan } from '../types.js';

export function timesOf({ startSeconds, endSeconds }: TimeSpan, durationSeconds: number): string {
  const from = `from ${clockTime(startSeconds)}`;
  return endSeconds > durationSeconds - 1 ? `${from} on` : `${from} to ${clockTime(endSeconds)}`;
}
