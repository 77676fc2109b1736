// WAV and AIFF whose headers say whatever they are told to.

/** 16-bit samples of a sine, little-endian. */
export function sineBytes(frequencyHz, rateHz, seconds, channels = 1) {
  const frames = Math.round(rateHz * seconds);
  const bytes = Buffer.alloc(frames * channels * 2);
  for (let n = 0; n < frames; n++) {
    const value = Math.round(12_000 * Math.sin((2 * Math.PI * frequencyHz * n) / rateHz));
    for (let c = 0; c < channels; c++) bytes.writeInt16LE(value, (n * channels + c) * 2);
  }
  return bytes;
}

export function chunk(id, body, claimedBytes = body.length) {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(claimedBytes >>> 0, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** @param claims - what the header says: `rateHz`, `channels`, `bits`, `formatTag`, `dataBytes`, `formatBytes`. */
export function wavFile(data, claims = {}) {
  const { rateHz = 16_000, channels = 1, bits = 16, formatTag = 1, dataBytes = data.length, formatBytes = 16 } = claims;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(formatTag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rateHz >>> 0, 4);
  format.writeUInt32LE((rateHz * channels * (bits >> 3)) >>> 0, 8);
  format.writeUInt16LE((channels * (bits >> 3)) & 0xffff, 12);
  format.writeUInt16LE(bits, 14);
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format, formatBytes), chunk('data', data, dataBytes)]);
  return chunk('RIFF', body, Math.min(body.length - data.length + dataBytes, 0xffff_ffff));
}

/** @param claims - `rateBytes` is the 80-bit float of the rate as hexadecimal text. */
export function aiffFile(data, claims = {}) {
  const { channels = 1, frames = data.length / 2, bits = 16, rateBytes = '400cfa00000000000000' } = claims;
  const common = Buffer.alloc(18);
  common.writeUInt16BE(channels, 0);
  common.writeUInt32BE(frames >>> 0, 2);
  common.writeUInt16BE(bits, 6);
  Buffer.from(rateBytes, 'hex').copy(common, 8);
  const chunkBE = (id, body) => {
    const head = Buffer.alloc(8);
    head.write(id, 'latin1');
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const sound = Buffer.concat([Buffer.alloc(8), Buffer.from(data).swap16()]);
  return chunkBE('FORM', Buffer.concat([Buffer.from('AIFF'), chunkBE('COMM', common), chunkBE('SSND', sound)]));
}
