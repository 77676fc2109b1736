/** Whatever is told of a file that is cut, it is told with that. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { temporaryDir } from '../export/support/sample.js';
import { runCli } from './support/run-built-cli.js';
import { writeTone } from './support/write-tone.js';

const dir = temporaryDir();
const cut = join(dir, 'cut\u001b[31m.wav');
beforeAll(async () => {
  const whole = join(dir, 'whole.wav');
  await writeTone(whole, { seconds: 24, hertz: 220 });
  writeFileSync(cut, readFileSync(whole).subarray(0, 500_000));
});

test.each(['classify', 'describe', 'embed', 'align'])('collap %s', async (command) => {
  const run = await runCli([command, cut, '--library', join(dir, 'library'), '--json']);
  expect(run.code).toBe(0);
  expect(run.json.warnings).toEqual([expect.stringMatching(/cut.*: E_TRUNCATED .*24\.0 s/)]);
  expect(run.stderr).toMatch(/collap: .*E_TRUNCATED/);
  expect(run.stderr).not.toContain('\u001b');
});
