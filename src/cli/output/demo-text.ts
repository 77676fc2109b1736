import { pathToFileURL } from 'node:url';
import type { Page } from '../command-outcome.js';
import { type DemoRun, rankOfAsked } from '../demo/answer.js';
import { songText } from './find-text.js';
import { truncate } from './text-width.js';

const SHOWN_SONGS = 3;

/** The three questions with their best songs, evidence under the first of each, and where the page is. */
export function demoText(run: DemoRun, page: string): (layout: Page) => string {
  return (layout) => {
    const { palette, columns } = layout;
    const speed = run.indexSeconds === null ? 'known from before' : `heard in ${run.indexSeconds.toFixed(1)} s`;
    const head = `${run.songs} songs, ${Math.round(run.musicSeconds / 60)} minutes of music, ${speed} (${run.model} on ${run.device})`;
    const answers = run.answers.map((answer, index) => {
      const rank = rankOfAsked(answer);
      const found = rank === null ? 'which is not among the answers' : `found at rank ${rank} of ${run.songs}`;
      return [
        palette.strong(`Question ${index + 1}: `) + truncate(answer.asked.description, columns - 12),
        palette.faint(`written for “${answer.asked.title}”, ${found}`),
        ...answer.results
          .slice(0, SHOWN_SONGS)
          .map((song, at) => songText(at === 0 ? song : { ...song, evidence: [] }, layout)),
      ].join('\n');
    });
    const last = `${palette.strong('See it:')} ${palette.accent(pathToFileURL(page).href)}`;
    return [head, ...answers, last].join('\n\n');
  };
}
