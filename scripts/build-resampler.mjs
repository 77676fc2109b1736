// Compiles src/audio/resampling/resampler.wat into resampler-wasm.ts; run it after changing the .wat.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const folder = new URL('../src/audio/resampling/', import.meta.url);
const { parseWat } = await wabt();
const { buffer } = parseWat('resampler.wat', readFileSync(new URL('resampler.wat', folder), 'utf8'), {
  simd: true,
}).toBinary({});
writeFileSync(
  new URL('resampler-wasm.ts', folder),
  `/** resampler.wat, compiled by scripts/build-resampler.mjs. */
export const RESAMPLER_WASM = Buffer.from(
  '${Buffer.from(buffer).toString('base64')}',
  'base64',
);
`,
);
