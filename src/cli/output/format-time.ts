import { clockTime } from '../../clock.js';

/** Times in the answers of commands are those of the prose of `describe`. */
export { clockTime as formatTime };

/** `1:05–1:23`, or `—` where there is no span. */
export function formatSpan(startSeconds: number | null, endSeconds: number | null): string {
  if (startSeconds === null || endSeconds === null) return '—';
  return `${clockTime(startSeconds)}–${clockTime(endSeconds)}`;
}
