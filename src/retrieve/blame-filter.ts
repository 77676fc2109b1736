/** Why no song passes: whoever asked has to know what to loosen. */
import type { TrackFilter } from '../library/track-filter.js';
import type { PageWording } from './answer-page.js';
import type { RetrievalLibrary } from './find-query.js';

/** As callers call them. */
const NAMES: Readonly<Record<keyof TrackFilter, string>> = {
  tempoBpm: 'tempo',
  key: 'key',
  durationSeconds: 'duration',
  year: 'year',
  pathContains: 'path',
  genre: 'genre',
  trackIds: 'songs',
};
/** What many files do not tell. */
const TAGGED: readonly string[] = ['year', 'genre'] satisfies (keyof TrackFilter)[];

/** @returns the wording; of filters that together leave nothing it says which of them do so alone. */
export async function blameFilter(
  wording: PageWording,
  library: Pick<RetrievalLibrary, 'filterTracks'>,
  filter: TrackFilter = {},
): Promise<PageWording> {
  const given = (Object.keys(filter) as (keyof TrackFilter)[]).filter((name) => filter[name] !== undefined);
  const passing = await Promise.all(given.map((name) => library.filterTracks({ [name]: filter[name] })));
  const empty = given.filter((_, index) => passing[index]?.length === 0);
  if (empty.length === 0) {
    const words = ' Each of them lets some pass, all together none.';
    return given.length < 2 ? wording : { ...wording, nothingPasses: wording.nothingPasses + words };
  }
  const tagged = empty.filter((name) => TAGGED.includes(name)).map((name) => NAMES[name]);
  const words = [
    `None passes ${empty.map((name) => NAMES[name]).join(', none ')}.`,
    ...(tagged.length ? [`Of ${tagged.join(' and ')} only the tags of the files tell: describe it instead.`] : []),
  ];
  return { ...wording, nothingPasses: [wording.nothingPasses, ...words].join(' ') };
}
