import { expect, test } from '@jest/globals';
import { evalText } from '../../../src/cli/output/eval-text.js';
import { createPalette } from '../../../src/cli/output/palette.js';

test('ids of a manifest send nothing to the terminal but their letters', () => {
  const model = { name: 'm', version: '1', sha256: '0' };
  const skipped = [{ id: 'red\u001b[31m', code: 'E_NOT_FOUND', message: 'gone' }];
  const report = { task: 'tempo' as const, model, n: 1, acc1: 0.5, ci95: {}, groups: {}, skipped };
  const text = evalText(report)({ palette: createPalette(false), columns: 80 });
  expect(text).toContain('✗ red [31m E_NOT_FOUND');
});
