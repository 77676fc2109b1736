/** The demo page: one file, no network, everything inline. */
import { basename } from 'node:path';
import type { SongMatch } from '../../types.js';
import { escapeHtml } from '../picture/escape-html.js';
import { PAGE_SCRIPT } from '../picture/page-script.js';
import { PAGE_STYLE } from '../picture/page-style.js';
import { timelineHtml } from '../picture/timeline-html.js';
import { type DemoAnswer, type DemoRun, rankOfAsked } from './answer.js';
import { timelineOf } from './picture.js';

const SHOWN_SONGS = 5;

/** The complete document. */
export function pageHtml(run: DemoRun): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>collap: long questions, answered on the timeline</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><div><h1>col<span>lap</span> listened, and shows where.</h1>
<p>Each question below is a whole description. Each strip is one of its sentences, drawn over the song that fits best: the brighter, the more that moment is what the sentence speaks of.</p></div>
<ul>${factsOf(run)
    .map(([figure, words]) => `<li><b>${escapeHtml(figure)}</b> ${escapeHtml(words)}</li>`)
    .join('')}</ul></header>
<main>
${run.answers.map((answer, index) => answerHtml(answer, index, run.songs)).join('\n')}
</main>
<footer>Made by <code>collap demo</code>. Ask your own: <code>collap index ~/Music</code>, then <code>collap find "Opens with …"</code>. Point at a strip for figures, click it to listen.</footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function factsOf(run: DemoRun): [string, string][] {
  return [
    [String(run.songs), `songs, ${Math.round(run.musicSeconds / 60)} minutes of music`],
    ...(run.indexSeconds === null
      ? []
      : ([[`${run.indexSeconds.toFixed(0)} s`, 'to listen to all']] as [string, string][])),
    [`${Math.max(1, Math.round(run.answerSeconds * 1000))} ms`, 'an answer'],
    [run.model, `on ${run.device}, nothing left this machine`],
  ];
}

function answerHtml(answer: DemoAnswer, index: number, songCount: number): string {
  const rank = rankOfAsked(answer);
  const verdict =
    rank === null
      ? `The description was written for “${answer.asked.title}”, which is not among the answers.`
      : `The description was written for “${answer.asked.title}”: rank ${rank} of ${songCount}.`;
  const best = Math.max(...answer.results.map((song) => song.score));
  const worst = Math.min(...answer.results.map((song) => song.score));
  const share = (score: number): number => (best > worst ? 0.06 + (0.94 * (score - worst)) / (best - worst) : 1);
  const songs = answer.results
    .slice(0, SHOWN_SONGS)
    .map((song) => rankingHtml(song, share(song.score), answer.asked.file));
  return `<article>
<div class="question"><div><h2>Question ${index + 1}</h2><blockquote>${escapeHtml(answer.asked.description)}</blockquote></div>
<div><h2>Answer</h2><ol class="ranking">${songs.join('')}</ol><p class="verdict">${escapeHtml(verdict)}</p></div></div>
${answer.picture ? timelineHtml(timelineOf(answer.picture)) : '<p>Nothing in the library fits.</p>'}
</article>`;
}

function rankingHtml(song: SongMatch, share: number, askedFile: string): string {
  const mark = song.path.endsWith(askedFile) ? '<mark title="the song that was described">✓</mark>' : '';
  const width = `${Math.round(share * 100)}%`;
  return `<li><i>${song.rank}</i><span class="name">${escapeHtml(song.title ?? basename(song.path))}${mark}</span><span class="bar" title="score ${song.score.toFixed(3)}"><b style="width:${width}"></b></span><span class="sure ${song.certainty}">${song.certainty}</span></li>`;
}
