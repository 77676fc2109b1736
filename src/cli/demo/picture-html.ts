/** The picture of one song: sections, waveform, and below them one strip of heat for each sentence. */
import { basename } from 'node:path';
import { formatSpan, formatTime } from '../output/format-time.js';
import type { SongPicture } from './answer.js';
import { escapeHtml, scriptJson } from './escape-html.js';
import { heatBackground } from './heat-strip.js';
import { outlinePath } from './waveform.js';

const percent = (seconds: number, durationSeconds: number): string =>
  `${((Math.min(seconds, durationSeconds) / durationSeconds) * 100).toFixed(2)}%`;

/** The whole picture as a figure. */
export function pictureHtml(picture: SongPicture): string {
  const title = picture.song.title ?? basename(picture.song.path);
  return `<figure class="picture" data-duration="${picture.song.durationSeconds}">
<figcaption><button class="play" aria-label="Play ${escapeHtml(title)}"></button><b>${escapeHtml(title)}</b>${factsHtml(picture)}
<span class="legend"><i></i>how strongly a sentence attends to a moment <em></em>its evidence</span></figcaption>
<div class="grid">
${sectionsHtml(picture)}
${waveformHtml(picture)}
${picture.sentences.map((_, index) => sentenceHtml(picture, index)).join('\n')}
<div class="label"></div><div class="axis">${axisHtml(picture.song.durationSeconds)}</div>
</div>
<audio preload="none" src="${picture.audioAddress}"></audio>
<script type="application/json">${scriptJson(dataOf(picture))}</script>
</figure>`;
}

function factsHtml({ song, truth }: SongPicture): string {
  const facts = [
    formatTime(song.durationSeconds),
    ...(truth ? [truth.genre, `${Math.round(truth.tempoBpm)} BPM`, truth.key] : []),
  ];
  return `<span class="facts">${escapeHtml(facts.join(' · '))}</span>`;
}

function sectionsHtml({ song, truth }: SongPicture): string {
  if (!truth) return '';
  const blocks = truth.sections.map(({ startSeconds, endSeconds, label }) => {
    const left = percent(startSeconds, song.durationSeconds);
    const width = percent(endSeconds - startSeconds, song.durationSeconds);
    const span = formatSpan(startSeconds, endSeconds);
    return `<span style="left:${left};width:${width}" title="${escapeHtml(`${label} ${span}`)}">${escapeHtml(label)}</span>`;
  });
  return `<div class="label soft">as it was composed</div><div class="sections">${blocks.join('')}</div>`;
}

/** Thin lines where the sections change, to be drawn over a strip. */
function boundariesHtml({ song, truth }: SongPicture): string {
  const starts = truth?.sections.slice(1).map((section) => section.startSeconds) ?? [];
  return starts.map((start) => `<u style="left:${percent(start, song.durationSeconds)}"></u>`).join('');
}

function waveformHtml(picture: SongPicture): string {
  const { peaks, levels } = picture.waveform;
  return `<div class="label soft">as it sounds</div><div class="track wave"><svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true"><path class="peaks" d="${outlinePath(peaks)}"/><path d="${outlinePath(levels)}"/></svg>${boundariesHtml(picture)}</div>`;
}

function sentenceHtml(picture: SongPicture, index: number): string {
  const { song, clipStarts, clipSeconds, sentences, roles } = picture;
  const [sentence, role] = [sentences[index] as string, roles[index] ?? 'wanted'];
  const evidence = song.evidence.find((item) => item.sentence === sentence && item.role === role);
  const [start, end] = [evidence?.startSeconds ?? null, evidence?.endSeconds ?? null];
  const isAnswered = start !== null && end !== null;
  const middles = clipStarts.map((clipStart) => clipStart + clipSeconds / 2);
  const background = heatBackground(picture.attention[index] ?? [], middles, song.durationSeconds);
  const box = isAnswered
    ? `<b class="evidence" style="left:${percent(start, song.durationSeconds)};width:${percent(end - start, song.durationSeconds)}"></b>`
    : '';
  const state = isAnswered ? '' : ' unanswered';
  const span = isAnswered ? formatSpan(start, end) : role === 'avoided' ? 'not heard, as wished' : 'not heard';
  const words = `${role === 'avoided' ? '<em>avoid</em> ' : ''}${escapeHtml(sentence)}`;
  return `<div class="label${state}"><i>${index + 1}</i><span>${words} <small>${span}</small></span></div>
<div class="track heat${state}" data-row="${index}"><div style="background:${background}"></div>${boundariesHtml(picture)}${box}</div>`;
}

const AXIS_STEPS_SECONDS = [5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800];
const MOST_TICKS = 8;

function axisHtml(durationSeconds: number): string {
  const step = AXIS_STEPS_SECONDS.find((seconds) => durationSeconds / seconds <= MOST_TICKS) ?? 3600;
  const ticks = Array.from({ length: Math.floor(durationSeconds / step) + 1 }, (_, i) => i * step);
  return ticks
    .map((tick) => `<span style="left:${percent(tick, durationSeconds)}">${formatTime(tick)}</span>`)
    .join('');
}

/** What the tooltips say, rounded to what they show. */
function dataOf({ truth, sentences, clipStarts, clipSeconds, attention, similarity }: SongPicture): object {
  const rounded = (rows: readonly (readonly number[])[]): number[][] =>
    rows.map((row) => row.map((value) => Number(value.toFixed(3))));
  return {
    sections: truth?.sections ?? [],
    sentences,
    clipStarts,
    clipSeconds,
    attention: rounded(attention),
    similarity: rounded(similarity),
  };
}
