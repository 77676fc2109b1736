// Files that nobody's encoder writes, each built for one weakness. Each entry: a name, and a function that gives the bytes.
import { aiffFile, chunk, sineBytes, wavFile } from './plain-audio.mjs';
import { silentFlac } from './silent-flac.mjs';

const tone = () => sineBytes(440, 16_000, 1.5);
const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const box = (type, body, size = body.length + 8) => Buffer.concat([u32(size), Buffer.from(type, 'latin1'), body]);
const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0M4A '));

/** Boxes in boxes, from the inside out. */
function nestedBoxes(type, depth) {
  const whole = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level++) {
    whole.writeUInt32BE((depth - level) * 8, level * 8);
    whole.write(type, level * 8 + 4, 'latin1');
  }
  return whole;
}

function oggPage({ serial = 1, flags = 0, granule = 0n, body = Buffer.alloc(0), sequence = 0 }) {
  const segments = body.length === 0 ? [] : [...Array(Math.floor(body.length / 255)).fill(255), body.length % 255];
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial >>> 0, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = segments.length;
  return Buffer.concat([head, Buffer.from(segments), body]);
}

const opusHead = Buffer.from([...Buffer.from('OpusHead'), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]);
const id3 = (claimed, body) => {
  const size = [21, 14, 7, 0].map((shift) => (claimed >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, ...size]), body]);
};
const mp3Frame = () => {
  const frame = Buffer.alloc(104);
  Buffer.from([0xff, 0xfb, 0x10, 0xc4]).copy(frame); // 32 kbit/s, 44.1 kHz, mono
  return frame;
};
const repeat = (bytes, times) => Buffer.concat(Array(times).fill(bytes));
const stsz = (count) => box('stsz', Buffer.concat([u32(0), u32(0), u32(count)]));
const trak = (table) => box('moov', box('trak', box('mdia', box('minf', box('stbl', table)))));

export const CRAFTED_FILES = {
  'wav-1-hertz.wav': () => wavFile(tone(), { rateHz: 1 }),
  'wav-0-hertz.wav': () => wavFile(tone(), { rateHz: 0 }),
  'wav-4-gigahertz.wav': () => wavFile(tone(), { rateHz: 0xffff_ffff }),
  'wav-40-channels.wav': () => wavFile(sineBytes(440, 16_000, 1, 40), { channels: 40 }),
  'wav-0-channels.wav': () => wavFile(tone(), { channels: 0 }),
  'wav-65535-channels.wav': () => wavFile(tone(), { channels: 65_535 }),
  'wav-0-bits.wav': () => wavFile(tone(), { bits: 0 }),
  'wav-64-bits.wav': () => wavFile(tone(), { bits: 64 }),
  'wav-odd-bits.wav': () => wavFile(tone(), { bits: 13 }),
  'wav-claims-4-gb.wav': () => wavFile(tone(), { dataBytes: 0xffff_fff0 }),
  'wav-format-4-gb.wav': () => wavFile(tone(), { formatBytes: 0xffff_fff0 }),
  'wav-mp3-inside.wav': () => wavFile(repeat(mp3Frame(), 200), { formatTag: 0x55, rateHz: 44_100 }),
  'wav-unknown-codec.wav': () => wavFile(tone(), { formatTag: 0x1234 }),
  'wav-in-wav.wav': () => wavFile(wavFile(wavFile(tone()))),
  'wav-chunk-flood.wav': () =>
    chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), repeat(chunk('junk', Buffer.alloc(0)), 200_000)])),
  'wav-nan-samples.wav': () => wavFile(repeat(Buffer.from('0000c07f', 'hex'), 20_000), { formatTag: 3, bits: 32 }),
  'aiff-rate-infinite.aiff': () => aiffFile(tone(), { rateBytes: '7fff0000000000000000' }),
  'aiff-rate-zero.aiff': () => aiffFile(tone(), { rateBytes: '00000000000000000000' }),
  'aiff-rate-negative.aiff': () => aiffFile(tone(), { rateBytes: 'c00cfa00000000000000' }),
  'aiff-4-billion-frames.aiff': () => aiffFile(tone(), { frames: 0xffff_ffff }),
  'aiff-40-channels.aiff': () => aiffFile(tone(), { channels: 40 }),
  'flac-10-hours-told.flac': () => silentFlac(10, true),
  'flac-10-hours-untold.flac': () => silentFlac(10, false),
  'flac-header-only.flac': () => silentFlac(0, true),
  'flac-metadata-flood.flac': () =>
    Buffer.concat([Buffer.from('fLaC'), repeat(Buffer.from([4, 0, 0, 0]), 300_000), Buffer.alloc(64)]),
  'flac-metadata-16-mb.flac': () =>
    Buffer.concat([Buffer.from('fLaC'), Buffer.from([4, 0xff, 0xff, 0xff]), Buffer.alloc(100)]),
  'mp4-nested-10000.m4a': () => Buffer.concat([ftyp, nestedBoxes('moov', 10_000)]),
  'mp4-nested-mixed.m4a': () => Buffer.concat([ftyp, box('moov', nestedBoxes('trak', 20_000))]),
  'mp4-box-size-0.m4a': () => Buffer.concat([ftyp, u32(0), Buffer.from('moov'), Buffer.alloc(1000)]),
  'mp4-box-size-1.m4a': () => Buffer.concat([ftyp, u32(1), Buffer.from('moov'), Buffer.alloc(8, 0xff)]),
  'mp4-stsz-4-billion.m4a': () => Buffer.concat([ftyp, trak(stsz(0xffff_ffff))]),
  'mp4-stts-4-billion.m4a': () =>
    Buffer.concat([ftyp, trak(box('stts', Buffer.concat([u32(0), u32(0x7fff_ffff), u32(0xffff_ffff), u32(1)])))]),
  'mp4-empty-boxes.m4a': () => Buffer.concat([ftyp, repeat(box('free', Buffer.alloc(0)), 200_000)]),
  'ogg-empty-pages.ogg': () => repeat(oggPage({}), 100_000),
  'ogg-stream-flood.ogg': () =>
    Buffer.concat(Array.from({ length: 20_000 }, (_, n) => oggPage({ serial: n, flags: 2, body: opusHead }))),
  'ogg-granule-absurd.opus': () =>
    Buffer.concat([
      oggPage({ flags: 2, body: opusHead }),
      oggPage({ sequence: 1, body: Buffer.from('OpusTags\0\0\0\0\0\0\0\0') }),
      oggPage({ sequence: 2, granule: 2n ** 62n, flags: 4, body: Buffer.from([0xfc, 0xff, 0xfe]) }),
    ]),
  'ogg-packet-without-end.ogg': () =>
    Buffer.concat([
      oggPage({ flags: 2, body: opusHead }),
      repeat(oggPage({ flags: 1, body: Buffer.alloc(255 * 255, 7) }).fill(255, 27, 27 + 255), 300),
    ]),
  'opus-255-channels.opus': () => {
    const head = Buffer.concat([opusHead, Buffer.alloc(257)]);
    head[9] = 255;
    head[18] = 255;
    return Buffer.concat([oggPage({ flags: 2, body: head }), oggPage({ sequence: 1, body: Buffer.alloc(2000) })]);
  },
  'mp3-id3-256-mb.mp3': () => Buffer.concat([id3(0x0fff_ffff, Buffer.alloc(100)), repeat(mp3Frame(), 100)]),
  'mp3-id3-frame-flood.mp3': () => {
    const frames = repeat(Buffer.from('54585858000000010000', 'hex'), 1).length;
    const body = repeat(Buffer.concat([Buffer.from('54585858000000010000', 'hex'), Buffer.from([3])]), 150_000);
    return Buffer.concat([id3(body.length, body), repeat(mp3Frame(), 100), Buffer.alloc(frames)]);
  },
  'mp3-id3-in-id3.mp3': () => Buffer.concat([repeat(id3(0, Buffer.alloc(0)), 50_000), repeat(mp3Frame(), 100)]),
  'mp3-sync-flood.mp3': () => Buffer.alloc(4_000_000, 0xff),
  'mp3-sync-pairs.mp3': () => repeat(Buffer.from([0xff, 0xfb, 0x10]), 700_000),
  'mp3-frames-of-zeros.mp3': () => repeat(mp3Frame(), 400),
  'mp3-xing-4-billion.mp3': () => {
    const first = mp3Frame();
    Buffer.concat([Buffer.from('Xing'), u32(1), u32(0xffff_ffff)]).copy(first, 21);
    return Buffer.concat([first, repeat(mp3Frame(), 100)]);
  },
  'ape-tag-absurd.mp3': () => {
    const footer = Buffer.alloc(32);
    footer.write('APETAGEX');
    footer.writeUInt32LE(2000, 8);
    footer.writeUInt32LE(0xffff_fff0, 12);
    footer.writeUInt32LE(0xffff_ffff, 16);
    return Buffer.concat([repeat(mp3Frame(), 200), footer]);
  },
  'aac-zero-length-frames.aac': () => repeat(Buffer.from([0xff, 0xf1, 0x50, 0x80, 0, 0x1f, 0xfc]), 100_000),
  'mka-void-nest.mka': () => Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(500_000, 0xec)]),
  'mka-size-absurd.mka': () => Buffer.concat([Buffer.from('1a45dfa301ffffffffffffffff', 'hex'), Buffer.alloc(1000)]),
  'asf-size-absurd.wma': () =>
    Buffer.concat([Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'), Buffer.alloc(8, 0xff), Buffer.alloc(500)]),
  'playlist.mp3': () =>
    Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n'),
  'concat-script.wav': () => Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"),
  'text.flac': () => Buffer.from('This is no music. '.repeat(1000)),
  'html.ogg': () => Buffer.from('<!doctype html><title>404</title><p>Not found</p>'.repeat(50)),
  'zip.m4a': () => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(4000, 0x41)]),
  'png.mp3': () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(4000, 0x10)]),
  'empty.mp3': () => Buffer.alloc(0),
  'one-byte.wav': () => Buffer.from([0x52]),
  'zeros.mp3': () => Buffer.alloc(2_000_000),
  'zeros.wav': () => Buffer.alloc(2_000_000),
};

/** Files that are mostly holes: their size is real to whoever reads them, and costs the disk nothing. */
export const SPARSE_FILES = {
  'wav-10-hours-sparse.wav': {
    head: () => wavFile(Buffer.alloc(0), { rateHz: 44_100, dataBytes: 0xd690_0000 }),
    bytes: 0xd690_0000,
  },
  'mp3-8-gb-sparse.mp3': { head: () => repeat(mp3Frame(), 50), bytes: 8 * 2 ** 30 },
  'aiff-2-gb-sparse.aiff': { head: () => aiffFile(Buffer.alloc(0), { frames: 0x4000_0000 }), bytes: 2 ** 31 },
  'm4a-3-gb-sparse.m4a': { head: () => ftyp, bytes: 3 * 2 ** 30 },
};
