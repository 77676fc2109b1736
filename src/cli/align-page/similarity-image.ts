/** A self-similarity matrix as a PNG: a picture that needs no script and prints. */
import { crc32, deflateSync } from 'node:zlib';

/** From paper white over violet and magenta to near black: red, green, blue. */
const RAMP: readonly (readonly [number, number, number, number])[] = [
  [0, 250, 248, 245],
  [0.35, 214, 205, 250],
  [0.65, 150, 84, 214],
  [0.85, 205, 50, 120],
  [1, 60, 12, 70],
];
const SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Shares of the values that are cut off at both ends, so that outliers do not wash out the picture. */
const LOW_SHARE = 0.05;
const HIGH_SHARE = 0.98;

/**
 * @param values - shape (cells × cells), row-major.
 * @returns a `data:` address of an image of cells × cells pixels, time rising to the right and downwards.
 * Source: PNG specification, third edition (W3C 2025), sections 5 and 11: 8-bit indexed colour.
 */
export function similarityImage(values: Float32Array, cells: number): string {
  const sorted = Float32Array.from(values).sort();
  const low = sorted[Math.floor(LOW_SHARE * (sorted.length - 1))] ?? 0;
  const high = sorted[Math.floor(HIGH_SHARE * (sorted.length - 1))] ?? 1;
  const rows = Buffer.alloc(cells * (cells + 1)); // each row begins with its filter type, 0
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const share = high > low ? ((values[i * cells + j] as number) - low) / (high - low) : 0;
      rows[i * (cells + 1) + 1 + j] = Math.round(255 * Math.min(1, Math.max(0, share)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(cells, 0);
  header.writeUInt32BE(cells, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(Array.from({ length: 256 }, (_, level) => colourOf(level / 255)).flat());
  const png = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function colourOf(value: number): number[] {
  const upper = Math.max(
    1,
    RAMP.findIndex(([at]) => at >= value),
  );
  const [low, high] = [RAMP[upper - 1] as (typeof RAMP)[number], RAMP[upper] as (typeof RAMP)[number]];
  const share = (value - low[0]) / (high[0] - low[0]);
  return ([1, 2, 3] as const).map((channel) => Math.round(low[channel] + share * (high[channel] - low[channel])));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
