/** Songs that sound like a song, by their song vectors. */
import type { StoredClip } from '../../library/packed-clips.js';
import { poolSpan } from '../../library/stored-section.js';
import type { Segment } from '../../types.js';
import type { RankedSong } from '../answer-page.js';
import { allWhereFew } from '../candidates.js';
import { CHANCE_PEAK } from '../evidence.js';
import { groupBy } from './group-by.js';
import { type Likeness, likenessTo } from './likeness.js';
import { noteUnheard } from './note-unheard.js';
import type { SimilarEvidence, SimilarQuestion, SimilarRanking } from './similar-query.js';

/** Of a library that is too large to be scored whole. */
const NEAREST_SONGS = 400;
/** Kinds of sections that are shown beside their likeness. */
const SHOWN_KINDS = 3;

const WORDING = {
  nothingPasses: 'No other song in the library passes the filters.',
  nothingFits: 'No song of the library is clearly more like it than songs are by chance; the nearest ones are shown.',
};

export async function rankBySound(question: SimilarQuestion): Promise<SimilarRanking> {
  const { library, asked, model } = question;
  return {
    ranked: await scoreBySound(question),
    wording: WORDING,
    butWeight: 0.5, // half as much as likeness: a wish chooses among songs that are alike
    note: await noteUnheard(library, 'show no section that is alike'),
    gather: async (page) => {
      const ids = page.map(({ trackId }) => trackId);
      const [sections, clips] = await Promise.all([library.sections(ids), library.clips(ids)]);
      const hear = (section: Segment, own: readonly StoredClip[]) => poolSpan(section, own, model.card.clipSeconds);
      const kinds = mainKinds(asked.sections).map((section) => ({
        section,
        to: likenessTo(hear(section, asked.clips), model),
      }));
      return new Map(
        ids.map((trackId) => {
          const own = clips.get(trackId) ?? [];
          const others = (sections.get(trackId) ?? []).map((section) => ({ section, vector: hear(section, own) }));
          return [trackId, others.length ? kinds.map((kind) => showNearest(kind, others)) : []];
        }),
      );
    },
  };
}

/** Every song but the asked one that passes the filters, or the nearest where these are many; in any order. */
export async function scoreBySound({ library, asked, model, query }: SimilarQuestion): Promise<RankedSong[]> {
  const filter = query.filter ?? {};
  const to = likenessTo(asked.song, model);
  const ids =
    (await allWhereFew(library, await library.countTracks(), filter)) ??
    (await library.nearestSongs(to.direction, NEAREST_SONGS, filter, to.centre)).map(({ trackId }) => trackId);
  const tracks = await library.tracks(ids.filter((id) => id !== asked.trackId));
  return tracks.map((track) => {
    const score = to.score(track.song);
    return { trackId: track.trackId, track, score, certainty: to.certainty(score) };
  });
}

/** The longest section of each letter, of those letters that take up most of the song, in playing order. */
function mainKinds(sections: readonly Segment[]): Segment[] {
  const byLetter = groupBy(sections, ({ label }) => label);
  return [...byLetter.values()]
    .map((own) => ({ longest: longestOf(own), seconds: own.reduce((sum, section) => sum + secondsOf(section), 0) }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SHOWN_KINDS)
    .map(({ longest }) => longest)
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

const secondsOf = ({ startSeconds, endSeconds }: Segment): number => endSeconds - startSeconds;

function longestOf(sections: readonly Segment[]): Segment {
  return sections.reduce((longest, section) => (secondsOf(section) > secondsOf(longest) ? section : longest));
}

function showNearest(
  { section, to }: { section: Segment; to: Likeness },
  others: readonly { section: Segment; vector: Float32Array }[],
): SimilarEvidence {
  const scores = others.map(({ vector }) => to.score(vector));
  const score = Math.max(...scores);
  const nearest = score >= CHANCE_PEAK ? others[scores.indexOf(score)]?.section : undefined;
  return {
    sentence: `sounds like ${section.function} ${section.label}`,
    role: 'wanted',
    startSeconds: nearest?.startSeconds ?? null,
    endSeconds: nearest?.endSeconds ?? null,
    score,
    askedStartSeconds: section.startSeconds,
    askedEndSeconds: section.endSeconds,
    label: nearest?.label ?? null,
    function: nearest?.function ?? null,
  };
}
