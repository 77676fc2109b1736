import { expect, test } from '@jest/globals';
import { scoreTexts } from '../../src/eval/score-matrix.js';
import { embedDescriptions } from '../../src/retrieve/embed-description.js';
import { oddsOfFacts } from '../../src/retrieve/measured-hints.js';
import { parseDescription } from '../../src/retrieve/parse-description.js';
import { scoreSong } from '../../src/retrieve/score-song.js';
import { nudgeByLength } from '../../src/retrieve/song-length.js';
import { FAKE_CARD, fakeModel } from '../retrieve/support/fake-model.js';
import { fakeSong } from './support/fake-bench.js';

test('every score is the one that find gives', async () => {
  const model = fakeModel({
    ...FAKE_CARD,
    metric: 'dot',
    fusion: { attentionTemperature: 0.2, globalWeight: 0.3, orderWeight: 0.4 },
  });
  const texts = ['Calm piano. Loud drums. No choir.', 'No drums, no choir.', 'Harp at 100 BPM.', 'A tuba.'].map((t) =>
    parseDescription(t),
  );
  const songs = [fakeSong(['calm piano', 'loud drums', 'tuba']), { ...fakeSong(['harp']), tempoBpm: 100 }];
  const { scores, songCount } = await scoreTexts(texts, songs, model, { scale: 'chance' });
  const vectors = await embedDescriptions(texts, model);
  expect(songCount).toBe(2);
  for (const [t, text] of texts.entries()) {
    for (const [a, song] of songs.entries()) {
      const nudges =
        text.natWorth * oddsOfFacts(text.hints, song) + nudgeByLength(text.songShare, song.durationSeconds);
      const expected = scoreSong(song, vectors[t] as (typeof vectors)[0], model.card.fusion) + nudges;
      expect(scores[t * songCount + a]).toBeCloseTo(expected, 4);
    }
  }
});
