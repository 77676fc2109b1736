/** Two songs one above the other, and bands between the sections that correspond. */
import type { SongMatching } from '../../align/match-songs.js';
import { formatSpan } from '../output/format-time.js';
import { escapeHtml } from '../picture/escape-html.js';
import type { TimelinePicture, TimelineSection } from '../picture/timeline.js';
import { percent, TONES } from '../picture/timeline-html.js';
import { outlinePath, type Waveform } from '../picture/waveform.js';
import { sectionsOf } from './sections.js';

const WIDTH = 1000;
const BAND_HEIGHT = 90;

export function matchHtml(
  picture: TimelinePicture,
  matching: SongMatching,
  other: { readonly title: string; readonly facts: readonly string[]; readonly waveform: Waveform },
): string {
  const longest = Math.max(picture.durationSeconds, matching.durationSeconds);
  const row = (sections: readonly TimelineSection[], waveform: Waveform, durationSeconds: number, isBelow: boolean) => {
    const strip = `<div class="sections">${sections.map((section) => blockHtml(section, durationSeconds)).join('')}</div>`;
    const wave = `<div class="track wave"><svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true"><path class="peaks" d="${outlinePath(waveform.peaks)}"/><path d="${outlinePath(waveform.levels)}"/></svg></div>`;
    return `<div class="row" style="width:${percent(durationSeconds, longest)}">${isBelow ? strip + wave : wave + strip}</div>`;
  };
  return `<article class="match">
<h2>Two songs</h2>
<p class="facts"><b>${escapeHtml(picture.title)}</b> above, <b>${escapeHtml(other.title)}</b> below (${escapeHtml(other.facts.join(' · '))}). ${escapeHtml(verdictOf(matching))}</p>
<figure>${row(picture.sections, picture.waveform, picture.durationSeconds, false)}
<svg class="bands" viewBox="0 0 ${WIDTH} ${BAND_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${bandsHtml(picture, matching, longest)}</svg>
${row(sectionsOf(matching.segments), other.waveform, matching.durationSeconds, true)}</figure>
</article>`;
}

function verdictOf({ matchedShare, otherMatchedShare, transposedSemitones, score }: SongMatching): string {
  const share = (value: number) => `${Math.round(100 * value)} %`;
  const key =
    transposedSemitones === 0
      ? 'Both lie in the same key.'
      : `The second lies ${Math.abs(transposedSemitones)} semitones ${transposedSemitones > 0 ? 'higher' : 'lower'}.`;
  return `${share(matchedShare)} of the first and ${share(otherMatchedShare)} of the second correspond, score ${score.toFixed(2)}. ${key}`;
}

function blockHtml({ startSeconds, endSeconds, label, tone }: TimelineSection, durationSeconds: number): string {
  const place = `left:${percent(startSeconds, durationSeconds)};width:${percent(endSeconds - startSeconds, durationSeconds)}`;
  const title = escapeHtml(`${label} ${formatSpan(startSeconds, endSeconds)}`);
  return `<span class="tone${(tone ?? 0) % TONES}" style="${place}" title="${title}">${escapeHtml(label)}</span>`;
}

function bandsHtml(picture: TimelinePicture, { sections }: SongMatching, longest: number): string {
  const x = (seconds: number) => ((seconds / longest) * WIDTH).toFixed(1);
  return sections
    .map(({ startSeconds, endSeconds, otherStartSeconds, otherEndSeconds, similarity }, index) => {
      if (otherStartSeconds === null || otherEndSeconds === null) return '';
      const tone = (picture.sections[index]?.tone ?? 0) % TONES;
      const opacity = Math.min(0.75, Math.max(0.15, similarity)).toFixed(2);
      const middle = BAND_HEIGHT / 2;
      const curve = (from: string, to: string) => `C${from} ${middle} ${to} ${middle} ${to}`;
      const [a, b, c, d] = [x(startSeconds), x(endSeconds), x(otherStartSeconds), x(otherEndSeconds)];
      return `<path class="tone${tone}" opacity="${opacity}" d="M${a} 0L${b} 0${curve(b, d)} ${BAND_HEIGHT}L${c} ${BAND_HEIGHT}${curve(c, a)} 0Z"/>`;
    })
    .join('');
}
