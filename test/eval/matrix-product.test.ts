import { expect, test } from '@jest/globals';
import { createMatrixProduct } from '../../src/eval/matrix-product.js';

test('rows times rows, by hand', async () => {
  const { multiply, close } = await createMatrixProduct();
  const left = Float32Array.from([1, 2, 3, 4, 5, 6]);
  const right = Float32Array.from([1, 0, 0, 0, 1, 0, 1, 1, 1, -1, 0, 2]);
  expect([...(await multiply(left, right, 3))]).toEqual([1, 2, 6, 5, 4, 5, 15, 8]);
  await close();
});
