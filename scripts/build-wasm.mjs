// Compiles the .wat files of src into the -wasm.ts files beside them; run it after changing one.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import wabt from 'wabt';

const SOURCES = ['audio/resampling/resampler', 'library/memory/row-matrix'];
const { parseWat } = await wabt();
for (const source of SOURCES) {
  const wat = new URL(`../src/${source}.wat`, import.meta.url);
  const name = basename(source);
  const { buffer } = parseWat(`${name}.wat`, readFileSync(wat, 'utf8'), { simd: true }).toBinary({});
  writeFileSync(
    new URL(`../src/${source}-wasm.ts`, import.meta.url),
    `/** ${name}.wat, compiled by scripts/build-wasm.mjs. */
export const ${name.toUpperCase().replaceAll('-', '_')}_WASM = Buffer.from(
  '${Buffer.from(buffer).toString('base64')}',
  'base64',
);
`,
  );
}
