/** The self-similarity matrix with the sections along both sides. */
import { formatTime } from '../output/format-time.js';
import { escapeHtml } from '../picture/escape-html.js';
import type { TimelinePicture } from '../picture/timeline.js';
import { axisTicks, percent, TONES } from '../picture/timeline-html.js';
import { letterOf } from './sections.js';
import { similarityImage } from './similarity-image.js';

export interface SimilarityMatrix {
  readonly cells: number;
  /** Shape (cells × cells), row-major. */
  readonly values: Float32Array;
}

export function matrixHtml({ cells, values }: SimilarityMatrix, picture: TimelinePicture): string {
  const { sections, durationSeconds } = picture;
  const starts = sections.slice(1).map(({ startSeconds }) => percent(startSeconds, durationSeconds));
  const lines = starts.map((at) => `<u style="left:${at}"></u><s style="top:${at}"></s>`).join('');
  const block = (side: 'left' | 'top', length: 'width' | 'height') =>
    sections
      .map(({ startSeconds, endSeconds, label, tone }) => {
        const place = `${side}:${percent(startSeconds, durationSeconds)};${length}:${percent(endSeconds - startSeconds, durationSeconds)}`;
        return `<span class="tone${(tone ?? 0) % TONES}" style="${place}" title="${escapeHtml(label)}">${escapeHtml(letterOf(label))}</span>`;
      })
      .join('');
  const ticks = axisTicks(durationSeconds)
    .map((tick) => `<span style="left:${percent(tick, durationSeconds)}">${formatTime(tick)}</span>`)
    .join('');
  return `<div class="matrix-words"><h2>Self-similarity</h2>
<p>Time runs to the right and downwards. Dark squares on the diagonal are stretches that stay alike; dark stripes beside it are what comes back.</p>
<ul>${formHtml(picture)}</ul></div>
<figure class="similarity"><div class="side left">${block('top', 'height')}</div><div class="side top">${block('left', 'width')}</div>
<div class="image"><img alt="Self-similarity matrix of ${escapeHtml(picture.title)}" src="${similarityImage(values, cells)}">${lines}</div>
<div class="axis">${ticks}</div></figure>`;
}

/** Which letters the song has, how often, and for how much of it. */
function formHtml({ sections, durationSeconds }: TimelinePicture): string {
  const letters = [...new Set(sections.map(({ label }) => letterOf(label)))];
  return letters
    .map((letter) => {
      const own = sections.filter(({ label }) => letterOf(label) === letter);
      const seconds = own.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
      const times = own.length === 1 ? 'once' : `${own.length} times`;
      const share = `${Math.round((100 * seconds) / durationSeconds)} %`;
      return `<li><b class="tone${(own[0]?.tone ?? 0) % TONES}">${escapeHtml(letter)}</b> ${times}, ${share} of the song</li>`;
    })
    .join('');
}
