/** "But with more strings, no drums": a description that nudges songs which are ranked by something else. */
import { throwIfCancelled } from '../../errors.js';
import type { Model } from '../../model/model.js';
import type { Certainty } from '../../types.js';
import { type DescriptionVectors, embedDescriptions } from '../embed-description.js';
import { gatherEvidence } from '../gather-evidence.js';
import { inRange } from '../measured-hints.js';
import { type ParsedDescription, parseDescription } from '../parse-description.js';
import { type RankedQuestion, rankTracks } from '../rank-tracks.js';
import type { Range } from '../told-bounds.js';
import type { SimilarLibrary, SimilarQuery, SimilarRanking } from './similar-query.js';

const DEGREE = '(?:(?:much|even|far|a lot|a bit|a little|slightly|somewhat)\\s+)?';
/** Ask for a change rather than for a thing. "No more" is for the reader of descriptions. */
const MORE = new RegExp(`(?<!\\bno\\s)\\b${DEGREE}more\\s+(?!than\\b)`, 'gi');
const LESS = new RegExp(
  `\\b${DEGREE}(?:less|fewer|not so much|not so many|not as much|not as many)\\s+(?!than\\b)`,
  'gi',
);
/** Of a song that answers the description worse than songs do by chance. */
const LESS_SURE: Record<Certainty, Certainty> = { high: 'medium', medium: 'low', low: 'low' };
const NOTHING_ASKED = { askedStartSeconds: null, askedEndSeconds: null, label: null, function: null };
/** "No drums and more piano" would deny the piano, too, without its "more". */
const AND_MORE = new RegExp(
  `,?\\s*\\b(?:and|but|plus)\\s+(?=(?:with\\s+)?${DEGREE}more\\s+(?!than\\b))(?:with\\s+)?`,
  'gi',
);
/** Of songs, not of what plays in them: "a bit faster", but not "a slower piano". */
const PACE =
  /(?:^|[,;.]|\b(?:and|but|is|be|much|bit|little|slightly|somewhat|far))\s*(?:(faster|quicker)|slower)\b(?!\s+(?!and\b|but\b|with\b|please\b)[a-z])/i;
/** A tempo is another one from here on. Source: the tolerance of tempo evaluation (Gouyon et al. 2006). */
const OTHER_TEMPO = 1.04;
const OPENING = /^\s*(?:but\s+)?(?:with\s+)?/i;

export interface But extends RankedQuestion {
  /** Tempi that were asked for in comparison: "faster". */
  readonly pace: Range | null;
  readonly warnings: readonly string[];
}

/**
 * @param askedBpm - of the song that is asked with; null where it is not known.
 * @returns null where nothing was asked for.
 * @throws {@link CollapError} `E_EMPTY_DESCRIPTION`, `E_TOO_LONG`, `E_CANCELLED`.
 */
export async function readBut(
  { but, textVariant, signal }: SimilarQuery,
  askedBpm: number | null,
  model: Model,
): Promise<But | null> {
  if (but === undefined) return null;
  const told = parseDescription(plainDescription(but));
  const parsed = withPace(told, but, askedBpm);
  const pace = parsed === told ? null : parsed.hints.tempoBpm;
  const vectors = (await embedDescriptions([parsed], model, textVariant))[0] as DescriptionVectors;
  throwIfCancelled(signal);
  return { parsed, vectors, card: model.card, pace, warnings: parsed.warnings };
}

/** "Faster" is faster than the song that is asked with. */
export function withPace(parsed: ParsedDescription, but: string, askedBpm: number | null): ParsedDescription {
  const pace = PACE.exec(but);
  if (!pace || askedBpm === null || parsed.hints.tempoBpm) return parsed;
  const tempoBpm: [number, number] =
    pace[1] === undefined ? [0, askedBpm / OTHER_TEMPO] : [askedBpm * OTHER_TEMPO, Number.MAX_VALUE];
  const figures = { ...parsed.hints.figures, tempoBpm: null };
  return { ...parsed, hints: { ...parsed.hints, tempoBpm, figures, toldTempo: null } };
}

/** @returns the description that a wish for change stands for: of "but with more strings, less drums", "strings, no drums". */
export function plainDescription(but: string): string {
  return but.replace(OPENING, '').replace(LESS, 'no ').replace(AND_MORE, ', with ').replace(MORE, '');
}

/**
 * Moves songs up that answer the description better, and shows where they do.
 *
 * @returns the same songs with their evidence first, then that of the description.
 */
export async function applyBut(
  but: But,
  { ranked, gather, butWeight }: SimilarRanking,
  library: SimilarLibrary,
): Promise<Pick<SimilarRanking, 'ranked' | 'gather'>> {
  const enough = but.card.calibration.certainty.high; // what surely has strings need not have more of them; what is slower loses as much where faster was asked for
  const ids = ranked.map(({ trackId }) => trackId);
  const answers = await rankTracks(library, ids, but);
  const wishes = new Map(
    answers.map(({ trackId, score, track }) => {
      const isOffPace = but.pace !== null && track.tempoBpm !== null && !inRange(track.tempoBpm, but.pace);
      return [trackId, Math.min(score, enough) - (isOffPace ? enough : 0)];
    }),
  );
  return {
    ranked: ranked.flatMap((song) => {
      const wish = wishes.get(song.trackId);
      if (wish === undefined) return []; // another process removed it this moment
      const certainty = wish < 0 ? LESS_SURE[song.certainty] : song.certainty;
      return [{ ...song, score: song.score + butWeight * wish, certainty }];
    }),
    gather: async (page) => {
      const [evidence, clips] = await Promise.all([gather(page), library.clips(page.map(({ trackId }) => trackId))]);
      return new Map(
        page.map(({ trackId, track }) => {
          const wishes = gatherEvidence(but.parsed, but.vectors, track, clips.get(trackId) ?? [], but.card);
          return [
            trackId,
            [...(evidence.get(trackId) ?? []), ...wishes.map((wish) => ({ ...wish, ...NOTHING_ASKED }))],
          ];
        }),
      );
    },
  };
}
