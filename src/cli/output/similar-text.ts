import type { SimilarEvidence, SimilarResult } from '../../retrieve/similar/find-similar.js';
import type { SongMatch } from '../../types.js';
import type { Page } from '../command-outcome.js';
import { findText } from './find-text.js';
import { formatSpan } from './format-time.js';

/** As for a description, with the stretch of the asked song that each section is like. */
export function similarText(found: SimilarResult): (page: Page) => string {
  return findText({ ...found, results: found.results.map(withStretches) });
}

function withStretches(song: SongMatch<SimilarEvidence>): SongMatch {
  return { ...song, evidence: song.evidence.map((item) => ({ ...item, sentence: sentenceOf(item) })) };
}

/** `chorus B  sounds like verse A (1:10–1:42)` */
function sentenceOf({ sentence, label, askedStartSeconds, askedEndSeconds, ...item }: SimilarEvidence): string {
  if (askedStartSeconds === null) return sentence;
  const asked = `${sentence} (${formatSpan(askedStartSeconds, askedEndSeconds)})`;
  return label === null ? asked : `${item.function} ${label} ${asked}`;
}
