// Measures how places are read that descriptions tell: training songs in free prose, whose sentences have the spans that their writers meant.
// usage: node scripts/measure-told-places.mjs   (after npm run build; reads training/captions/prose.jsonl, needs no audio)
//   prints how many of the sentences with a span name a place that is read, how many of those places have their middle in the span, and how many
//   touch it or lie within a tenth of the song of it; and how much of the pace of a story falls into the span, of all these sentences
import { readFile } from 'node:fs/promises';
import { findDues, toldPace } from '../dist/retrieve/story/story-pace.js';
import { readToldPlaces } from '../dist/retrieve/story/told-place.js';

/** Sentences about more of the song than this tell of no place. */
const LONGEST_SHARE = 0.6;
const NEAR_SHARE = 0.1;
const CLIPS = 48;

const text = await readFile(new URL('../training/captions/prose.jsonl', import.meta.url), 'utf8');
const counts = { sentences: 0, read: 0, inside: 0, near: 0, pace: 0 };
for (const line of text.split('\n').filter(Boolean)) {
  const { sentences, spans, seconds } = JSON.parse(line);
  if (!spans) continue;
  const places = readToldPlaces(sentences)(seconds);
  const dues = findDues(places, seconds);
  const pace = toldPace(places, seconds, CLIPS);
  for (const [s, span] of spans.entries()) {
    if (!span || span[1] - span[0] > LONGEST_SHARE * seconds) continue;
    counts.sentences++;
    counts.pace += shareInside(pace.subarray(s * CLIPS, (s + 1) * CLIPS), span, seconds);
    const place = places[s];
    if (!place || place.kind === 'whole') continue;
    const [start, end] = [dues[s].from * seconds, dues[s].to * seconds];
    const middle = (start + end) / 2;
    const apart = Math.max(0, span[0] - middle, middle - span[1]) / seconds;
    counts.read++;
    if (apart === 0) counts.inside++;
    if (apart < NEAR_SHARE || Math.min(end, span[1]) > Math.max(start, span[0])) counts.near++;
  }
}
const share = (count, of) => (count / of).toFixed(3);
console.log(
  JSON.stringify({
    sentences: counts.sentences,
    read: counts.read,
    inside: share(counts.inside, counts.read),
    near: share(counts.near, counts.read),
    pace: share(counts.pace, counts.sentences),
  }),
);

/** Of a row of the pace, what falls into the span. */
function shareInside(row, [start, end], seconds) {
  const at = (n) => ((n + 0.5) / CLIPS) * seconds;
  const sum = row.reduce((total, value) => total + value, 0);
  const inside = row.reduce((total, value, n) => total + (at(n) >= start && at(n) < end ? value : 0), 0);
  return sum > 0 ? inside / sum : 0;
}
