// One song with everything that a format may have to carry, and its audio: a tone that is 20 s long.

/** 120 BPM in 4/4 from 0.5 s, 100 BPM from 8.5 s. */
const beats = [
  ...Array.from({ length: 16 }, (_, i) => 0.5 + i * 0.5),
  ...Array.from({ length: 19 }, (_, i) => 8.5 + i * 0.6),
];
const section = (startSeconds, endSeconds, label, role) => ({
  startSeconds,
  endSeconds,
  label,
  function: role,
  confidence: 0.75,
});

/** @param path - of its audio. */
export const sampleSong = (path) => ({
  title: 'Ärger & "Glück" <夜>',
  artist: 'Nobody, Sr.',
  path,
  file: path,
  durationSeconds: 20,
  sampleRateHz: 44_100,
  segments: [
    section(0, 4.5, 'A', 'intro'),
    section(4.5, 8.5, 'B', 'verse'),
    section(8.5, 13.3, 'C', 'chorus'),
    section(13.3, 16.123456, 'B', 'verse'),
    section(16.123456, 20, 'D', 'outro'),
  ],
  beats,
  downbeats: beats.filter((_, i) => i % 4 === 0),
  tempoBpm: 120,
  tempoCurve: [
    { startSeconds: 0, endSeconds: 8.5, bpm: 120 },
    { startSeconds: 8.5, endSeconds: 20, bpm: 100 },
  ],
  key: 'A minor',
  keys: [
    { startSeconds: 0, endSeconds: 13.3, key: 'A minor' },
    { startSeconds: 13.3, endSeconds: 20, key: 'F# major' },
  ],
});

/** A WAV file of the tone, 16 bits, mono, with a chunk of another program behind the samples. */
export function sampleWav(rateHz = 44_100, seconds = 20) {
  const samples = Buffer.alloc(rateHz * seconds * 2);
  for (let i = 0; i < rateHz * seconds; i++) {
    samples.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * 330 * i) / rateHz)), i * 2);
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rateHz, 4);
  format.writeUInt32LE(rateHz * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const chunk = (id, body) => {
    const head = Buffer.alloc(8);
    head.write(id, 0, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('data', samples),
    chunk('abcd', Buffer.from('another program')),
  ]);
  return chunk('RIFF', body);
}
