/** Times as clocks show them. Rounded to the smallest unit first, so that 59.9996 s is 1:00.000 and never 0:60.000. */

interface ClockParts {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly fraction: number;
}

function splitClock(seconds: number, unitsASecond: number): ClockParts {
  const units = Math.round(seconds * unitsASecond);
  const whole = Math.floor(units / unitsASecond);
  return {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
    fraction: units % unitsASecond,
  };
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `1:05`, `1:02:03`, for people; nothing is before 0:00. */
export function clockTime(seconds: number): string {
  const { hours, minutes, seconds: rest } = splitClock(Math.max(0, seconds), 1);
  return hours ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** @returns the seconds that `1:10`, `1:02:03`, `70` or `70.5` stand for; null for anything else, such as 1:70. */
export function readClock(text: string): number | null {
  const match = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!match) return null;
  const [hours, minutes, seconds] = match.slice(1, 4).map((part) => Number(part ?? 0)) as [number, number, number];
  const isOverfull = match[2] !== undefined && (seconds >= 60 || (match[1] !== undefined && minutes >= 60));
  return isOverfull ? null : hours * 3600 + minutes * 60 + seconds;
}

/** `00:01:10.250`, as in WebVTT and in the chapters of Vorbis comments; more hours than 99 take more digits. */
export function formatClock(seconds: number): string {
  const { hours, minutes, seconds: rest, fraction } = splitClock(seconds, 1000);
  return `${pad(hours)}:${pad(minutes)}:${pad(rest)}.${pad(fraction, 3)}`;
}

/** `1:10.250`, minutes without limit, as in REAPER. */
export function formatMinutes(seconds: number): string {
  const { hours, minutes, seconds: rest, fraction } = splitClock(seconds, 1000);
  return `${hours * 60 + minutes}:${pad(rest)}.${pad(fraction, 3)}`;
}

/** Frames of a compact disc in a second. */
export const CD_FRAMES_A_SECOND = 75;

/** `01:10:18`, minutes, seconds and frames of a compact disc, as in cue sheets; minutes without limit. */
export function formatCdFrames(seconds: number): string {
  const { hours, minutes, seconds: rest, fraction } = splitClock(seconds, CD_FRAMES_A_SECOND);
  return `${pad(hours * 60 + minutes)}:${pad(rest)}:${pad(fraction)}`;
}
