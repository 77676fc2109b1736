import { InvalidArgumentError } from 'commander';
import { readClock } from '../clock.js';

/** Reads a place in a song: `1:10`, `1:02:03`, `70` or `70.5` seconds. */
export function parseMoment(text: string): number {
  const seconds = readClock(text);
  if (seconds === null) throw new InvalidArgumentError('Expected a time such as 1:10, 1:02:03 or 70 (seconds).');
  return seconds;
}
