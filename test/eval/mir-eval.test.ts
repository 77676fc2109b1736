import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { KEY_NAMES } from '../../src/embed/key-names.js';
import { weighKey } from '../../src/eval/metrics/key-metrics.js';
import { type LabelledSpan, segmentMetrics } from '../../src/eval/metrics/segment-metrics.js';
import { createNoise } from '../structure/support/composed-song.js';

/** Debian's own interpreter, where python3-mir-eval lives. */
const PYTHON = '/usr/bin/python3';
const hasMirEval = spawnSync(PYTHON, ['-c', 'import mir_eval']).status === 0;
if (!hasMirEval) process.stderr.write('skipped: python3-mir-eval is not installed\n');
const withMirEval = hasMirEval ? test : test.skip;

const noise = createNoise(11);
const oneOf = <T>(items: readonly T[]) => items[Math.floor(noise() * items.length)] as T;

/** Up to 13 sections of a song that may start late, on whole and on broken seconds, with labels in both cases. */
function annotate(endSeconds: number): LabelledSpan[] {
  const count = 1 + Math.floor(noise() * 13);
  const digits = oneOf([1, 10, 1000, 1e6]);
  const inner = Array.from({ length: count - 1 }, () => Math.round(noise() * endSeconds * digits) / digits);
  const edges = [
    ...new Set([oneOf([0, 0, 0, 1.5]), ...inner.filter((edge) => edge > 2 && edge < endSeconds - 6), endSeconds]),
  ].sort((a, b) => a - b);
  return edges.slice(1).map((end, i) => ({
    startSeconds: edges[i] as number,
    endSeconds: end,
    label: oneOf(['A', 'a', 'B', 'C', 'verse 1']),
  }));
}

withMirEval('every figure that mir_eval has is the same to 1e-9, on 300 random pairs of annotations', () => {
  const segments = Array.from({ length: 300 }, () => {
    const end = Math.round((20 + noise() * 280) * 100) / 100;
    return [annotate(end), annotate(end + oneOf([0, 0, -3.3, 4.7]))] as const;
  });
  const keys = KEY_NAMES.flatMap((reference) => KEY_NAMES.map((estimated) => [reference, estimated] as const));
  const { stdout, stderr } = spawnSync(PYTHON, ['test/eval/support/mir-eval.py'], {
    input: JSON.stringify({ segments, keys }),
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  const oracle = JSON.parse(stdout) as { segments: Record<string, number>[]; keys: number[] };
  for (const [i, [reference, estimated]] of segments.entries())
    for (const [name, value] of Object.entries(segmentMetrics(reference, estimated)))
      expect(`${i} ${name} ${Math.abs(value - (oracle.segments[i]?.[name] as number)) <= 1e-9}`).toBe(
        `${i} ${name} true`,
      );
  expect(keys.map(([reference, estimated]) => weighKey(reference, estimated))).toEqual(oracle.keys);
});
