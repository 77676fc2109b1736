/** Attention of one sentence over a song as a strip of colour. N = clips. */

/** From pale violet over magenta to orange: value, red, green, blue, opacity. Pale is see-through, so that it suits light and dark pages. */
const RAMP: readonly (readonly [number, number, number, number, number])[] = [
  [0, 116, 92, 255, 0],
  [0.3, 116, 92, 255, 0.28],
  [0.65, 225, 55, 140, 0.78],
  [1, 255, 106, 26, 1],
];
/** Enough for the colours between two clips to follow the ramp. */
const STOPS = 96;

/** The colour of a value in 0..1. */
export function heatColour(value: number): string {
  const clamped = Math.min(1, Math.max(0, value));
  const upper = Math.max(
    1,
    RAMP.findIndex(([at]) => at >= clamped),
  );
  const [low, high] = [RAMP[upper - 1] as (typeof RAMP)[number], RAMP[upper] as (typeof RAMP)[number]];
  const share = (clamped - low[0]) / (high[0] - low[0]);
  const mix = (channel: 1 | 2 | 3 | 4): number => low[channel] + share * (high[channel] - low[channel]);
  return `rgba(${Math.round(mix(1))},${Math.round(mix(2))},${Math.round(mix(3))},${Number(mix(4).toFixed(3))})`;
}

/** The value at a time, on straight lines between the middles of the clips. */
export function valueAt(seconds: number, middles: readonly number[], values: readonly number[]): number {
  const next = middles.findIndex((middle) => middle >= seconds);
  if (next === 0) return values[0] ?? 0;
  if (next < 0) return values.at(-1) ?? 0;
  const [from, to] = [middles[next - 1] as number, middles[next] as number];
  const share = to > from ? (seconds - from) / (to - from) : 1;
  return (values[next - 1] as number) * (1 - share) + (values[next] as number) * share;
}

/** Each sentence on its own scale, from the attention that every clip would get by chance (1/N) to its greatest. */
export function scaleRow(attention: readonly number[]): number[] {
  const chance = 1 / Math.max(1, attention.length);
  const range = Math.max(...attention) - chance;
  return attention.map((share) => (range > 1e-9 ? Math.max(0, (share - chance) / range) : 0));
}

/** A CSS background that shows one row, shape (N), over the length of the song. */
export function heatBackground(row: readonly number[], middles: readonly number[], durationSeconds: number): string {
  const scaled = scaleRow(row);
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => {
    const share = i / STOPS;
    return `${heatColour(valueAt(share * durationSeconds, middles, scaled))} ${(share * 100).toFixed(2)}%`;
  });
  return `linear-gradient(90deg,${stops.join(',')})`;
}
