/** The demo's picture of a song, as the shared timeline draws it. */
import { basename } from 'node:path';
import { formatTime } from '../output/format-time.js';
import type { TimelinePicture } from '../picture/timeline.js';
import type { SongPicture } from './answer.js';

export function timelineOf(picture: SongPicture): TimelinePicture {
  const { song, truth, sentences, roles, attention, similarity } = picture;
  const facts = [
    formatTime(song.durationSeconds),
    ...(truth ? [truth.genre, `${Math.round(truth.tempoBpm)} BPM`, truth.key] : []),
  ];
  return {
    title: song.title ?? basename(song.path),
    facts,
    durationSeconds: song.durationSeconds,
    sectionsCaption: 'as it was composed',
    sections: truth?.sections.map((section) => ({ ...section, tone: null })) ?? [],
    waveform: picture.waveform,
    strips: sentences.map((text, s) => ({
      text,
      role: roles[s] ?? 'wanted',
      span: spanOf(picture, s),
      attention: attention[s] ?? [],
      similarity: similarity[s] ?? [],
    })),
    clipStarts: picture.clipStarts,
    clipSeconds: picture.clipSeconds,
    audioAddress: picture.audioAddress,
  };
}

function spanOf({ song, sentences, roles }: SongPicture, s: number): TimelinePicture['strips'][number]['span'] {
  const found = song.evidence.find(
    ({ sentence, role }) => sentence === sentences[s] && role === (roles[s] ?? 'wanted'),
  );
  if (!found || found.startSeconds === null || found.endSeconds === null) return null;
  return { startSeconds: found.startSeconds, endSeconds: found.endSeconds };
}
