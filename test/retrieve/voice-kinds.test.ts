import { expect, test } from '@jest/globals';
import { embedDescriptions } from '../../src/retrieve/embed-description.js';
import { parseDescription } from '../../src/retrieve/parse-description.js';
import { dot } from '../../src/retrieve/vectors.js';
import { fakeModel, fakeTextVector } from './support/fake-model.js';

const singing = fakeTextVector('singing');
const plain = fakeModel();
const sung = { direction: [...singing], from: 0.2, to: 0.6, allowances: {} };
const calibration = { ...plain.card.calibration, sung };
const model = { ...plain, card: { ...plain.card, calibration } };

/** How much what a description avoids has in common with all that is sung. */
async function sharedWithSinging(text: string): Promise<number[]> {
  const [described] = await embedDescriptions([parseDescription(text)], model);
  return (described?.avoided ?? []).map(({ vector }) => Math.abs(dot(vector, singing)));
}

test('where a singer is wanted, a kind of voice that is not does not speak against all that is sung', async () => {
  const shared = await sharedWithSinging('Soft R&B with a woman singing. No rap singing.');
  expect(shared).toEqual([expect.closeTo(0, 5)]);
});

test('where nobody has to sing, or no voice may be heard, it does', async () => {
  const [kind] = await sharedWithSinging('Soft piano and strings. No rap singing.');
  expect(kind).toBeGreaterThan(0.1);
  const [single] = await sharedWithSinging('A single rapid piano. No rap singing.');
  expect(single).toBeGreaterThan(0.1);
  const [all] = await sharedWithSinging('A choir of synthesizer voices. No singing.');
  expect(all).toBeGreaterThan(0.1);
});
