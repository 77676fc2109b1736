import { InvalidArgumentError } from 'commander';

/** Reads a place in a song: `1:10`, `1:02:03`, `70` or `70.5` seconds. */
export function parseMoment(text: string): number {
  const match = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/.exec(text.trim());
  const [hours, minutes, seconds] = [match?.[1], match?.[2], match?.[3]].map((part) => Number(part ?? 0));
  const isOverfull =
    match?.[2] !== undefined && ((seconds as number) >= 60 || (match[1] !== undefined && (minutes as number) >= 60));
  if (!match || isOverfull) throw new InvalidArgumentError('Expected a time such as 1:10, 1:02:03 or 70 (seconds).');
  return (hours as number) * 3600 + (minutes as number) * 60 + (seconds as number);
}
