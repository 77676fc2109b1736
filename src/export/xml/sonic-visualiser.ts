/** A layer of Sonic Visualiser; times in samples. Source: svcore, `SparseModel::toXml`, and the "Annotation layer" export. */
import type { Annotations } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { type Marker, markersOf } from '../markers.js';
import { element, writeXml, type XmlElement } from './xml.js';

/** Sections as a region layer, where equal letters stand at equal heights; beats as a layer of time instants. */
export function writeSvl(song: Annotations, { marked = 'segments' }: ExportOptions = {}): string {
  const markers = markersOf(song, marked);
  const frameOf = (seconds: number): number => Math.round(seconds * song.sampleRateHz);
  const isRegions = marked === 'segments';
  const heights = [...new Set(markers.map(({ label }) => label))].sort();
  const points = markers.map((marker) =>
    makePoint(marker, frameOf, isRegions ? heights.indexOf(marker.label) + 1 : null),
  );
  const dimensions = isRegions ? 3 : 1;
  const model = element('model', {
    id: 1,
    name: isRegions ? 'Sections' : 'Beats',
    sampleRate: song.sampleRateHz,
    start: 0,
    end: frameOf(song.durationSeconds),
    type: 'sparse',
    dimensions,
    resolution: 1,
    notifyOnAdd: 'true',
    dataset: 2,
    ...(isRegions && { subtype: 'region', valueQuantization: 0, minimum: 1, maximum: heights.length, units: '' }),
  });
  const layer = element('layer', {
    id: 3,
    type: isRegions ? 'regions' : 'timeinstants',
    name: isRegions ? 'Sections' : 'Beats',
    model: 1,
    ...(isRegions && { verticalScale: 0, plotStyle: 0 }),
  });
  const data = element('data', {}, [model, element('dataset', { id: 2, dimensions }, points)]);
  return writeXml(element('sv', {}, [data, element('display', {}, [layer])]), 'sonic-visualiser');
}

function makePoint(marker: Marker, frameOf: (seconds: number) => number, value: number | null): XmlElement {
  const frame = frameOf(marker.startSeconds);
  const region = value === null ? {} : { value, duration: frameOf(marker.endSeconds) - frame };
  return element('point', { frame, ...region, label: marker.name });
}
