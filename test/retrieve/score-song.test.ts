import { expect, test } from '@jest/globals';
import {
  type AvoidedVector,
  type DescriptionVectors,
  embedDescriptions,
} from '../../src/retrieve/embed-description.js';
import { parseDescription } from '../../src/retrieve/parse-description.js';
import { scoreCompared, scoreSong } from '../../src/retrieve/score-song.js';
import { dot } from '../../src/retrieve/vectors.js';
import { fakeModel, fakeTextVector } from './support/fake-model.js';

const FUSION = { globalWeight: 0.5, attentionTemperature: 1, orderWeight: 0 };
const SONG = Float32Array.of(1, 0);
const VOICE = { vector: Float32Array.of(0.4, 0), chance: { mean: 0.1, deviation: 0.1 } };

const scoreWithout = (avoided: AvoidedVector, scale: 'plain' | 'chance') =>
  scoreCompared(SONG, Float32Array.of(0.4, 0.4), { wanted: null, avoided: [avoided] }, FUSION as never, scale);

test('texts of one song are compared by how much more of the avoided thing it has than songs without it', () => {
  expect(scoreWithout(VOICE, 'plain')).toBeCloseTo(-0.4);
  expect(scoreWithout({ ...VOICE, absentLevel: 5 }, 'plain')).toBeCloseTo(0.1); // 0.4 − 5 × 0.1
});

test('songs are compared by the deviations above chance, whatever songs without it score', () => {
  expect(scoreWithout(VOICE, 'chance')).toBeCloseTo(-3);
  expect(scoreWithout({ ...VOICE, absentLevel: 5 }, 'chance')).toBeCloseTo(-3);
});

test('what is surely absent does not speak for a song the more, the surer it is', async () => {
  const model = fakeModel();
  const [described] = await embedDescriptions([parseDescription('A calm harp. No drums.')], model);
  const song = fakeTextVector('calm harp');
  const scoreAt = (height: number) => {
    const avoided = (described?.avoided ?? []).map(({ vector }) => {
      const chance = { mean: dot(song, vector) - height, deviation: 1 };
      return { vector, chance };
    });
    return scoreSong({ song, clips: [song] }, { ...(described as DescriptionVectors), avoided }, model.card.fusion);
  };
  expect(scoreAt(-1)).toBeGreaterThan(scoreAt(0));
  expect(scoreAt(-4)).toBeCloseTo(scoreAt(-2));
});
