/** Sections anywhere in the library that sound like a stretch of a song. */
import { poolSpan, type StoredSection } from '../../library/stored-section.js';
import { overlapSeconds } from '../../structure/weigh-clips.js';
import type { TimeSpan } from '../../types.js';
import { CHANCE_PEAK } from '../evidence.js';
import { groupBy } from './group-by.js';
import { likenessTo } from './likeness.js';
import { noteUnheard } from './note-unheard.js';
import type { SimilarEvidence, SimilarQuestion, SimilarRanking } from './similar-query.js';

const NEAREST_SECTIONS = 1_000;
/** Sections of one song that are shown. */
const SHOWN_SECTIONS = 3;

const WORDING = {
  nothingPasses: 'No section of another song in the library passes the filters.',
  nothingFits:
    'No section in the library is clearly more like this stretch than music is by chance; the nearest ones are shown.',
};

interface ScoredSection {
  readonly section: StoredSection;
  readonly score: number;
}

export async function rankBySection(question: SimilarQuestion, stretch: TimeSpan): Promise<SimilarRanking> {
  const { library, asked, model, query } = question;
  const to = likenessTo(poolSpan(stretch, asked.clips, model.card.clipSeconds), model);
  const near = await library.nearestSections(to.direction, NEAREST_SECTIONS, query.filter);
  const isOther = ({ trackId, section }: (typeof near)[number]) =>
    trackId !== asked.trackId || (query.within === true && overlapSeconds(section, stretch) === 0);
  const scored = near
    .filter(isOther)
    .map(({ trackId, section }) => ({ trackId, section, score: to.score(section.vector) }))
    .sort((a, b) => b.score - a.score);
  const byTrack = groupBy(scored, ({ trackId }) => trackId);
  const tracks = await library.tracks([...byTrack.keys()]);
  return {
    ranked: tracks.map((track) => {
      const score = byTrack.get(track.trackId)?.[0]?.score as number;
      return { trackId: track.trackId, track, score, certainty: to.certainty(score) };
    }),
    wording: WORDING,
    butWeight: 0.5, // half as much as likeness: a wish chooses among songs that are alike
    note: await noteUnheard(library, 'cannot be found by their sections'),
    gather: async (page) =>
      new Map(page.map(({ trackId }) => [trackId, showSections(byTrack.get(trackId) ?? [], stretch)])),
  };
}

/** The best sections of one song; the first in any case. */
function showSections(scored: readonly ScoredSection[], stretch: TimeSpan): SimilarEvidence[] {
  return scored
    .filter(({ score }, i) => i === 0 || score >= CHANCE_PEAK)
    .slice(0, SHOWN_SECTIONS)
    .map(({ section, score }) => ({
      sentence: 'sounds like this stretch',
      role: 'wanted',
      startSeconds: section.startSeconds,
      endSeconds: section.endSeconds,
      score,
      askedStartSeconds: stretch.startSeconds,
      askedEndSeconds: stretch.endSeconds,
      label: section.label,
      function: section.function,
    }));
}
