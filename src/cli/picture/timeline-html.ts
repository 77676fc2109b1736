/** The picture of one song: sections, waveform, and below them one strip of heat for each sentence. */
import { formatSpan, formatTime } from '../output/format-time.js';
import { escapeHtml, scriptJson } from './escape-html.js';
import { heatBackground } from './heat-strip.js';
import type { TimelinePicture, TimelineStrip } from './timeline.js';
import { outlinePath } from './waveform.js';

export const percent = (seconds: number, durationSeconds: number): string =>
  `${((Math.min(seconds, durationSeconds) / durationSeconds) * 100).toFixed(2)}%`;

/** The whole picture as a figure. */
export function timelineHtml(picture: TimelinePicture): string {
  const { title, audioAddress, strips } = picture;
  const play = audioAddress === null ? '' : `<button class="play" aria-label="Play ${escapeHtml(title)}"></button>`;
  const legend = strips.length
    ? '<span class="legend"><i></i>how strongly a sentence attends to a moment <em></em>its evidence</span>'
    : '';
  return `<figure class="picture" data-duration="${picture.durationSeconds}">
<figcaption>${play}<b>${escapeHtml(title)}</b><span class="facts">${escapeHtml(picture.facts.join(' · '))}</span>
${legend}</figcaption>
<div class="grid">
${sectionsHtml(picture)}
${waveformHtml(picture)}
${strips.map((strip, index) => stripHtml(picture, strip, index)).join('\n')}
<div class="label"></div><div class="axis">${axisHtml(picture.durationSeconds)}</div>
</div>
${audioAddress === null ? '' : `<audio preload="none" src="${audioAddress}"></audio>`}
<script type="application/json">${scriptJson(dataOf(picture))}</script>
</figure>`;
}

function sectionsHtml({ sections, sectionsCaption, durationSeconds }: TimelinePicture): string {
  if (!sections.length) return '';
  const blocks = sections.map(({ startSeconds, endSeconds, label, tone }) => {
    const left = percent(startSeconds, durationSeconds);
    const width = percent(endSeconds - startSeconds, durationSeconds);
    const title = escapeHtml(`${label} ${formatSpan(startSeconds, endSeconds)}`);
    const toned = tone === null ? '' : ` class="tone${tone % TONES}"`;
    return `<span${toned} style="left:${left};width:${width}" title="${title}">${escapeHtml(label)}</span>`;
  });
  return `<div class="label soft">${escapeHtml(sectionsCaption)}</div><div class="sections">${blocks.join('')}</div>`;
}

/** Colours that the style has for what repeats. */
export const TONES = 6;

/** Thin lines where the sections change, to be drawn over a strip. */
function boundariesHtml({ sections, durationSeconds }: TimelinePicture): string {
  const starts = sections.slice(1).map((section) => section.startSeconds);
  return starts.map((start) => `<u style="left:${percent(start, durationSeconds)}"></u>`).join('');
}

function waveformHtml(picture: TimelinePicture): string {
  const { peaks, levels } = picture.waveform;
  return `<div class="label soft">as it sounds</div><div class="track wave"><svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true"><path class="peaks" d="${outlinePath(peaks)}"/><path d="${outlinePath(levels)}"/></svg>${boundariesHtml(picture)}</div>`;
}

function stripHtml(picture: TimelinePicture, strip: TimelineStrip, index: number): string {
  const { clipStarts, clipSeconds, durationSeconds } = picture;
  const { text, role, span, attention } = strip;
  const middles = clipStarts.map((clipStart) => clipStart + clipSeconds / 2);
  const heat = attention
    ? `<div style="background:${heatBackground(attention, middles, durationSeconds)}"></div>`
    : '<div></div>';
  const box = span
    ? `<b class="evidence" style="left:${percent(span.startSeconds, durationSeconds)};width:${percent(span.endSeconds - span.startSeconds, durationSeconds)}"></b>`
    : '';
  const state = span ? '' : ' unanswered';
  const times = span
    ? formatSpan(span.startSeconds, span.endSeconds)
    : role === 'avoided'
      ? 'not heard, as wished'
      : 'not heard';
  const words = `${role === 'avoided' ? '<em>avoid</em> ' : ''}${escapeHtml(text)}`;
  return `<div class="label${state}"><i>${index + 1}</i><span>${words} <small>${times}</small></span></div>
<div class="track heat${state}"${attention ? ` data-row="${index}"` : ''}>${heat}${boundariesHtml(picture)}${box}</div>`;
}

const AXIS_STEPS_SECONDS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800];
const MOST_TICKS = 8;

/** @returns rounded times along a song, in seconds. */
export function axisTicks(durationSeconds: number, mostTicks: number = MOST_TICKS): number[] {
  const step = AXIS_STEPS_SECONDS.find((seconds) => durationSeconds / seconds <= mostTicks) ?? 3600;
  return Array.from({ length: Math.floor(durationSeconds / step) + 1 }, (_, i) => i * step);
}

function axisHtml(durationSeconds: number): string {
  return axisTicks(durationSeconds)
    .map((tick) => `<span style="left:${percent(tick, durationSeconds)}">${formatTime(tick)}</span>`)
    .join('');
}

/** What the tooltips say, rounded to what they show. */
function dataOf({ sections, strips, clipStarts, clipSeconds }: TimelinePicture): object {
  const rounded = (row: readonly number[] | null): number[] | null =>
    row === null ? null : row.map((value) => Number(value.toFixed(3)));
  return {
    sections: sections.map(({ startSeconds, endSeconds, label }) => ({ startSeconds, endSeconds, label })),
    sentences: strips.map(({ text }) => text),
    clipStarts,
    clipSeconds,
    attention: strips.map(({ attention }) => rounded(attention)),
    similarity: strips.map(({ similarity }) => rounded(similarity)),
  };
}
