import { expect, test } from '@jest/globals';
import { embedLabelGroups, scoreGroup } from '../../src/classify/score-labels.js';
import type { Model } from '../../src/model/model.js';
import { sungMusic } from '../../src/model/sung-music.js';
import { toUnitLength } from '../../src/retrieve/vectors.js';
import { fakeModel, fakeTextVector } from '../retrieve/support/fake-model.js';

const voice = fakeTextVector('singing');
const reggae = fakeTextVector('reggae');

function modelOf(sung: Model['card']['calibration']['sung']): Model {
  const model = fakeModel();
  return { ...model, card: { ...model.card, calibration: { ...model.card.calibration, sung } } };
}

const knowing = () =>
  modelOf({ direction: [...voice], from: 0.2, to: 0.6, allowances: { reggae: -0.5, 'hip hop': 1 } });

test('how far a song is sung: nothing up to one place along the direction, wholly from another on', () => {
  const { shareOf } = sungMusic(knowing().card);
  const along = (length: number) => voice.map((value) => length * value);
  expect([0.1, 0.2, 0.5, 0.6, 3].map((length) => shareOf(along(length)))).toEqual([
    0,
    expect.closeTo(0, 5),
    expect.closeTo(0.75, 5),
    expect.closeTo(1, 5),
    1,
  ]);
});

test('what fits every sung song counts less for one, and as before for others', async () => {
  const model = knowing();
  const sung = sungMusic(model.card);
  const { genre } = await embedLabelGroups(
    {
      genre: [
        { label: 'reggae', prompts: ['reggae'] },
        { label: 'rock', prompts: ['rock'] },
      ],
    },
    model,
  );
  const song = toUnitLength(Float32Array.from(voice, (value, d) => value + 0.6 * (reggae[d] as number)));
  const share = (sungShare: number) => scoreGroup(song, sungShare, genre ?? [], 0.1).shares[0] as number;
  expect(sung.shareOf(song)).toBe(1);
  expect(share(0)).toBeGreaterThan(0.9);
  expect(share(1)).toBeLessThan(0.6);
  expect(sung.raiseOf(voice)).toBeCloseTo(1);
});

test('labels are known by their names, however they are written', () => {
  const { allowanceFor } = sungMusic(knowing().card);
  expect(['Hip-Hop', 'hip hop music', 'reggae', 'ska', 'constructor'].map(allowanceFor)).toEqual([1, 1, -0.5, 0, 0]);
});

test('a model whose card knows nothing of singing takes no song for sung', () => {
  const { shareOf, raiseOf, allowanceFor } = sungMusic(modelOf(undefined).card);
  expect([shareOf(voice), raiseOf(voice), allowanceFor('reggae')]).toEqual([0, 0, 0]);
});
