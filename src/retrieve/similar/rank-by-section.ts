/** Sections anywhere in the library that sound like a stretch of a song. */
import { poolSpan } from '../../library/stored-section.js';
import { overlapSeconds } from '../../structure/weigh-clips.js';
import type { Segment, TimeSpan } from '../../types.js';
import { allWhereFew } from '../candidates.js';
import { CHANCE_PEAK } from '../evidence.js';
import { groupBy } from './group-by.js';
import { type Likeness, likenessTo } from './likeness.js';
import { noteUnheard } from './note-unheard.js';
import type { SimilarEvidence, SimilarQuestion, SimilarRanking } from './similar-query.js';

/** Of a library that is too large to be heard whole: songs whose sections are compared. */
const NEAREST_SONGS = 2_000;
/** Sections of one song that are shown. */
const SHOWN_SECTIONS = 3;

const WORDING = {
  nothingPasses: 'No section of another song in the library passes the filters.',
  nothingFits:
    'No section in the library is clearly more like this stretch than music is by chance; the nearest ones are shown.',
};

interface ScoredSection {
  readonly section: Segment;
  readonly score: number;
}

export async function rankBySection(question: SimilarQuestion, stretch: TimeSpan): Promise<SimilarRanking> {
  const { library, asked, model } = question;
  const to = likenessTo(poolSpan(stretch, asked.clips, model.card.clipSeconds), model);
  const scored = (await scoreSections(question, to, stretch)).sort((a, b) => b.score - a.score);
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

/** Every section of the songs that may have one that is alike; none of the stretch itself. */
async function scoreSections(
  { library, asked, model, query }: SimilarQuestion,
  to: Likeness,
  stretch: TimeSpan,
): Promise<(ScoredSection & { readonly trackId: string })[]> {
  const filter = query.filter ?? {};
  const ids =
    (await allWhereFew(library, await library.countTracks(), filter)) ??
    (await library.nearestSongs(to.direction, NEAREST_SONGS, filter, to.centre)).map(({ trackId }) => trackId);
  const isOther = (trackId: string, section: Segment) =>
    trackId !== asked.trackId || (query.within === true && overlapSeconds(section, stretch) === 0);
  const [sections, clips] = await Promise.all([library.sections(ids), library.clips(ids)]);
  return [...sections].flatMap(([trackId, own]) =>
    own
      .filter((section) => isOther(trackId, section))
      .map((section) => {
        const vector = poolSpan(section, clips.get(trackId) ?? [], model.card.clipSeconds);
        return { trackId, section, score: to.score(vector) };
      }),
  );
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
