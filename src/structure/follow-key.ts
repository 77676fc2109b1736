/** The key along a song: windows of chroma, joined into the likeliest course. */
import type { SongFrames } from '../embed/embed-song.js';
import { estimateKey, scoreKeys } from '../embed/key.js';
import { KEY_NAMES } from '../embed/key-names.js';
import { PITCH_CLASSES } from './frame-grid.js';
import type { KeySpan } from './song-structure.js';

const WINDOW_SECONDS = 8;
/** What a change of key costs, in units of correlation: more than a borrowed chord, less than a chorus in another key. */
const CHANGE_COST = 1.2;

/** @returns spans without gaps; one for a song that stays in its key, none where no pitch class stands out. */
export function followKey(frames: SongFrames): KeySpan[] {
  const whole = estimateKey(frames.chroma);
  if (whole.key === null) return [];
  const perWindow = Math.max(1, Math.round(WINDOW_SECONDS * frames.rateHz));
  const rows: number[][] = [];
  for (let start = 0; start < frames.count; start += perWindow)
    rows.push(scoreKeys(frames.chroma.subarray(start * PITCH_CLASSES, (start + perWindow) * PITCH_CLASSES)));
  const prior = KEY_NAMES.map((name) => (name === whole.key ? CHANGE_COST / 2 : 0));
  return joinKeys(likeliestKeys(rows, prior), perWindow / frames.rateHz, frames.count / frames.rateHz);
}

function likeliestKeys(rows: readonly (readonly number[])[], prior: readonly number[]): number[] {
  let totals = [...prior];
  const from: number[][] = [];
  for (const row of rows) {
    const highest = totals.indexOf(Math.max(...totals));
    const choices = totals.map((total, key) => ((totals[highest] as number) - CHANGE_COST > total ? highest : key));
    from.push(choices);
    totals = choices.map(
      (choice, key) => (totals[choice] as number) - (choice === key ? 0 : CHANGE_COST) + (row[key] as number),
    );
  }
  let key = totals.indexOf(Math.max(...totals));
  const course: number[] = [];
  for (const choices of from.reverse()) {
    course.push(key);
    key = choices[key] as number;
  }
  return course.reverse();
}

function joinKeys(course: readonly number[], windowSeconds: number, seconds: number): KeySpan[] {
  const spans: KeySpan[] = [];
  for (const [w, index] of course.entries()) {
    const key = KEY_NAMES[index] as string;
    const last = spans.at(-1);
    const endSeconds = Math.min(seconds, (w + 1) * windowSeconds);
    if (last?.key === key) spans[spans.length - 1] = { ...last, endSeconds };
    else spans.push({ startSeconds: w * windowSeconds, endSeconds, key });
  }
  return spans;
}
