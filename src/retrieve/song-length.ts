/** How much of a song a description asks for: a second of sound fits many words by chance, and answers few. */
import { matchAny } from './story/patterns.js';

/** So many words tell of music that takes its time; fewer, such as "solo violin", may be answered by a phrase. */
const WORDS_OF_A_SONG = 8;
/**
 * A file of no length stands this many deviations behind a song, and one of so many seconds by 1/e of it; chosen on 903 texts of training
 * recordings among the sound effects of their packages (docs/decisions/0039-a-second-of-sound.md).
 */
const SHORTNESS = 1;
const SHORT_SECONDS = 8;

/** Things that are asked for as sounds, not as music. */
const SOUNDS = matchAny(
  String.raw`\b(?:sound\s+effects?|sfx|foley|one[\s-]?shots?|stingers?|jingles?|ringtones?|snippets?|earcons?)\b`,
  String.raw`\b(?:short|brief|single|isolated)\s+(?:[a-z-]+\s+){0,2}(?:sound|note|phrase|sample|loop|clip|hit|chord|lick|fill|stab|blip)s?\b`,
  String.raw`(?<!\bon\s)\ban?\s+(?:[a-z-]+\s+){0,3}note\b`,
  String.raw`\b(?:gunshots?|footsteps?|beeps?|explosions?|sirens?|alarms?|door\s?bells?|barking|laughter|applause|thunder(?:clap)?s?)\b`,
);
/** What is asked for is named in so many words; further on, an explosion is one in the music. */
const NAMING_WORDS = 12;

/** Whoever tells of less than this has said how long the file should be. */
const TOLD_SHORT_SECONDS = 60;

/**
 * @param wanted - what is wanted, without what is avoided.
 * @param mostSeconds - the greatest length that it tells of.
 * @returns 0 where a sound or next to nothing is asked for, up to 1 where a song is told of.
 */
export function readSongShare(wanted: string, mostSeconds = Number.POSITIVE_INFINITY): number {
  if (mostSeconds <= TOLD_SHORT_SECONDS) return 0;
  const words = wanted.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (SOUNDS.test(words.slice(0, NAMING_WORDS).join(' '))) return 0;
  return Math.min(1, words.length / WORDS_OF_A_SONG);
}

/** @returns what the length of a file adds to its score, in standard deviations: 0 or less, and nothing worth naming from half a minute on. */
export function nudgeByLength(songShare: number, durationSeconds: number): number {
  return -SHORTNESS * songShare * Math.exp(-durationSeconds / SHORT_SECONDS);
}
