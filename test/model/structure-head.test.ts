import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Model } from '../../src/model/model.js';
import { openModel } from '../../src/model/open-model.js';

const GOLDEN = 'test/fixtures/structure-golden.json';

describe('the structure head of the shipped model', () => {
  let model: Model;
  beforeAll(async () => {
    model = await openModel('models/collap-mini', { device: 'cpu', threads: 1 });
  });
  afterAll(() => model.close());
  const layCells = (count: number, size: number) => ({
    size,
    values: Float32Array.from({ length: count * size }, (_, i) => Math.sin(i * 0.37)),
  });

  test('says what PyTorch said', async () => {
    const golden = JSON.parse(await readFile(GOLDEN, 'utf8'));
    const size = model.card.structure?.values as number;
    const curves = await model.markSections?.(layCells(golden.cells, size));
    expect(curves?.begins).toHaveLength(golden.cells);
    for (const [g, value] of golden.begins.entries()) expect(curves?.begins[g]).toBeCloseTo(value, 4);
    for (const [i, value] of golden.functions.entries()) expect(curves?.functions[i]).toBeCloseTo(value, 4);
  });

  test('reads any number of cells: one, and hours', async () => {
    const size = model.card.structure?.values as number;
    for (const count of [1, 30_000]) {
      const curves = await model.markSections?.(layCells(count, size));
      expect(curves?.begins).toHaveLength(count);
      expect(curves?.functions).toHaveLength(count * (model.card.structure?.functions.length ?? 0));
      expect(curves?.begins.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  test('refuses cells of another size', async () => {
    await expect(model.markSections?.(layCells(10, 3))).rejects.toMatchObject({ code: 'E_MODEL' });
  });
});

test('a model without a structure graph has no head', async () => {
  const model = await openModel('test/fixtures/model-tiny', { device: 'cpu', threads: 1 });
  expect(model.markSections).toBeUndefined();
  await model.close();
});
