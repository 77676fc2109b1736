/** Songs whose sections correspond to those of a song: edits, remixes, other recordings, songs built alike. */

import type { SectionMatching } from '../../align/match-spans.js';
import { layStoredMoments, matchStoredSongs, type StoredMoments } from '../../align/match-stored.js';
import { throwIfCancelled } from '../../errors.js';
import type { Certainty, Segment } from '../../types.js';
import type { RankedSong } from '../answer-page.js';
import { compareRanked } from '../cursor.js';
import { comparableBackground } from '../embed-description.js';
import { meanOfVectors, toMetric } from '../vectors.js';
import { scoreBySound } from './rank-by-sound.js';
import type { SimilarEvidence, SimilarQuestion, SimilarRanking } from './similar-query.js';

/** Songs that are matched section by section: those that sound most alike. */
const MATCHED_SONGS = 100;
/** Share of both songs that must correspond for a match to count as sure, or as likely. */
const SURE_SHARE = { high: 0.7, medium: 0.4 };

const WORDING = {
  nothingPasses: 'No other song in the library passes the filters.',
  nothingFits: 'No song of the library corresponds to it section by section; the nearest ones are shown.',
};

export async function rankByStructure(question: SimilarQuestion): Promise<SimilarRanking> {
  const { library, asked, query } = question;
  const candidates = (await scoreBySound(question)).sort(compareRanked).slice(0, MATCHED_SONGS);
  const ids = candidates.map(({ trackId }) => trackId);
  const [clips, sections] = await Promise.all([library.clips(ids), library.sections(ids)]);
  const lay = layer(question);
  const centre = meanOfVectors(comparableBackground(question.model));
  const own = lay({ ...asked, segments: asked.sections });
  const matchings = new Map<string, SectionMatching>();
  const ranked: RankedSong[] = [];
  for (const { trackId, track, certainty } of candidates) {
    const others = clips.get(trackId);
    if (!others?.length) continue; // another process removed it this moment
    throwIfCancelled(query.signal);
    const { durationSeconds } = track;
    const matching = matchStoredSongs(
      own,
      lay({ durationSeconds, clips: others, segments: sections.get(trackId) ?? [] }),
      centre,
    );
    matchings.set(trackId, matching);
    ranked.push({ trackId, track, score: matching.score, certainty: howSure(matching, certainty) });
  }
  const segmentsOf = (trackId: string) => sections.get(trackId) ?? [];
  return {
    ranked,
    wording: WORDING,
    butWeight: 0.05, // scores end at 1
    note: null,
    gather: async (page) =>
      new Map(
        page.map(({ trackId }) => [
          trackId,
          showMatching(matchings.get(trackId) as SectionMatching, asked.sections, segmentsOf(trackId)),
        ]),
      ),
  };
}

function layer({ model }: SimilarQuestion): (song: Parameters<typeof layStoredMoments>[0]) => StoredMoments {
  const { clipSeconds, metric } = model.card;
  return (song) => layStoredMoments(song, clipSeconds, (vector) => toMetric(vector, metric));
}

/** As sure as the sound allows, and as much as corresponds in both. */
function howSure({ matchedShare, otherMatchedShare }: SectionMatching, sound: Certainty): Certainty {
  const share = Math.min(matchedShare, otherMatchedShare);
  if (sound === 'high' && share >= SURE_SHARE.high) return 'high';
  return sound !== 'low' && share >= SURE_SHARE.medium ? 'medium' : 'low';
}

/** One entry a section of the asked song; null times where nothing corresponds. */
function showMatching(
  { sections }: SectionMatching,
  asked: readonly Segment[],
  others: readonly Segment[],
): SimilarEvidence[] {
  return sections.map((section, i) => {
    const other = section.otherSegment === null ? undefined : others[section.otherSegment];
    return {
      sentence: `corresponds to ${asked[i]?.function} ${section.label}`,
      role: 'wanted',
      startSeconds: section.otherStartSeconds,
      endSeconds: section.otherEndSeconds,
      score: section.similarity,
      askedStartSeconds: section.startSeconds,
      askedEndSeconds: section.endSeconds,
      label: other?.label ?? null,
      function: other?.function ?? null,
    };
  });
}
