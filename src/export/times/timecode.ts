/** SMPTE timecode: the number of a film or video frame, written as a time. Source: SMPTE ST 12-1. */

/** Frame rates by their usual names; 29.97 is drop-frame. */
export const FRAME_RATES = ['23.976', '24', '25', '29.97', '30'] as const;
export type FrameRate = (typeof FRAME_RATES)[number];

/** Frames that the count takes for one second, and how many there really are. */
const RATES: Readonly<Record<FrameRate, { nominal: number; real: number }>> = {
  '23.976': { nominal: 24, real: 24_000 / 1001 },
  '24': { nominal: 24, real: 24 },
  '25': { nominal: 25, real: 25 },
  '29.97': { nominal: 30, real: 30_000 / 1001 },
  '30': { nominal: 30, real: 30 },
};

const MINUTES_OF_A_DAY = 24 * 60;

/**
 * The timecode of the frame nearest to a time: `01:00:10:05`, or with `;` before the frames where numbers are dropped.
 *
 * @param seconds - since timecode zero, 0 or more; times past 24 hours wrap round, as on tape.
 */
export function formatTimecode(seconds: number, rate: FrameRate): string {
  const { nominal, real } = RATES[rate];
  const isDropFrame = rate === '29.97';
  const counted = Math.round(seconds * real);
  const frame = (isDropFrame ? addDropped(counted) : counted) % (MINUTES_OF_A_DAY * 60 * nominal);
  const whole = Math.floor(frame / nominal);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map(twoDigits);
  return `${parts.join(':')}${isDropFrame ? ';' : ':'}${twoDigits(frame % nominal)}`;
}

/** Two frame numbers are left out at every minute, except at every tenth. */
function addDropped(frame: number): number {
  const framesOfTenMinutes = 17_982;
  const framesOfAMinute = 1_798;
  const tens = Math.floor(frame / framesOfTenMinutes);
  const rest = frame % framesOfTenMinutes;
  return frame + 18 * tens + (rest > 1 ? 2 * Math.floor((rest - 2) / framesOfAMinute) : 0);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
