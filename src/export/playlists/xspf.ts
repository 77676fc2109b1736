import { fileUri } from '../paths/file-uri.js';
import { element, writeXml } from '../xml/xml.js';
import { type PlaylistEntry, titleOf } from './playlist-entry.js';

/** An XSPF playlist with absolute file URIs. Source: XSPF version 1 (xspf.org). */
export function writeXspf(entries: readonly PlaylistEntry[], title: string | null): string {
  const tracks = entries.map((entry) => {
    const { path, artist, durationSeconds } = entry;
    return element('track', {}, [
      element('location', {}, [fileUri(path)]),
      element('title', {}, [titleOf(entry)]),
      ...(artist === null ? [] : [element('creator', {}, [artist])]),
      ...(durationSeconds === null ? [] : [element('duration', {}, [String(Math.round(durationSeconds * 1000))])]),
    ]);
  });
  const heading = title === null ? [] : [element('title', {}, [title])];
  const trackList = element('trackList', {}, tracks);
  return writeXml(element('playlist', { version: 1, xmlns: 'http://xspf.org/ns/0/' }, [...heading, trackList]));
}
