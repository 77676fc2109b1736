/** JAMS, the exchange format of music information research. Source: Humphrey et al. 2014 (ISMIR), schema 0.3.4. */
import { type Annotations, displayTitle } from '../annotations.js';
import { type Marker, markersOf } from '../markers.js';

const JAMS_VERSION = '0.3.4';

interface Observation {
  readonly time: number;
  readonly duration: number;
  readonly value: string | number | null;
  readonly confidence: number | null;
}

/** Sections by letter and by function, beats with their place in the bar, tempo and key; times in seconds. */
export function writeJams(song: Annotations, version: string): string {
  const sections = markersOf(song);
  const annotate = (namespace: string, data: readonly Observation[]): object[] =>
    data.length > 0 ? [makeAnnotation(namespace, data, song.durationSeconds, version)] : [];
  const document = {
    file_metadata: {
      title: displayTitle(song),
      artist: song.artist ?? '',
      release: '',
      duration: song.durationSeconds,
      identifiers: {},
      jams_version: JAMS_VERSION,
    },
    annotations: [
      ...annotate(
        'segment_open',
        sections.map((section) => observe(section, section.label)),
      ),
      ...annotate(
        'segment_salami_function',
        sections.map((section) => observe(section, section.function)),
      ),
      ...annotate('beat', beatObservations(song)),
      ...annotate(
        'tempo',
        song.tempoCurve.map(({ bpm, ...span }) => observe({ ...span, confidence: 1 }, bpm)),
      ),
      ...annotate(
        'key_mode',
        song.keys.map(({ key, ...span }) => observe({ ...span, confidence: null }, key.replace(' ', ':'))),
      ),
    ],
    sandbox: { path: song.path },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function observe(
  span: Pick<Marker, 'startSeconds' | 'endSeconds' | 'confidence'>,
  value: Observation['value'],
): Observation {
  return { time: span.startSeconds, duration: span.endSeconds - span.startSeconds, value, confidence: span.confidence };
}

/** The place of a beat in its bar, from 1; null before the first downbeat. */
function beatObservations({ beats, downbeats }: Annotations): Observation[] {
  const bars = new Set(downbeats);
  let place: number | null = null;
  return beats.map((time) => {
    if (bars.has(time)) place = 1;
    else if (place !== null) place += 1;
    return { time, duration: 0, value: place, confidence: null };
  });
}

function makeAnnotation(namespace: string, data: readonly Observation[], duration: number, version: string): object {
  const annotation_metadata = {
    annotator: {},
    version,
    corpus: '',
    curator: { name: '', email: '' },
    annotation_tools: `collap ${version}`,
    annotation_rules: '',
    validation: '',
    data_source: 'program',
  };
  return { namespace, annotation_metadata, data, sandbox: {}, time: 0, duration };
}
