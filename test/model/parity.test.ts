import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test('the shipped graphs and tokenizer agree with PyTorch to 1e-4', () => {
  const command = ['scripts/check-parity.mjs', 'models/collap-mini', 'test/fixtures/model-golden.json'];
  const verdict = execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  expect(verdict).toMatch(/^largest difference \d\.\d+e[-+]\d+, allowed 0\.0001/);
});
