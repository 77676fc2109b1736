import { describe, expect, test } from '@jest/globals';
import { chanceOf, evalChoice } from '../../src/eval/tasks/choice.js';
import { decide, evalClassify } from '../../src/eval/tasks/classify.js';
import { evalLabels } from '../../src/eval/tasks/labels.js';
import { evalRank, nameRanks } from '../../src/eval/tasks/rank.js';
import { evalRetrieval, rankSongs, rankTexts } from '../../src/eval/tasks/retrieval.js';
import { evalTags } from '../../src/eval/tasks/tags.js';
import { fakeBench, writeLines } from './support/fake-bench.js';

const TOLD = {
  'piano.wav': ['calm piano', 'soft strings'],
  'metal.wav': ['distorted guitar', 'loud drums'],
  'choir.wav': ['solemn choir', 'pipe organ'],
};

describe('retrieval', () => {
  test('both directions, intervals and groups', async () => {
    const bench = await fakeBench(
      [
        { id: 'p', audio: 'piano.wav', text: 'Calm piano. Soft strings.', group: 'quiet', extra: true },
        { id: 'm', audio: 'metal.wav', text: 'Distorted guitar with loud drums.', group: 'loud' },
        { id: 'c', audio: 'choir.wav', text: 'A solemn choir. A pipe organ.', group: 'quiet' },
      ],
      TOLD,
    );
    const { n, result, ci95, groups } = await evalRetrieval(bench);
    const perfect = { 'recall@1': 1, 'recall@5': 1, 'recall@10': 1, medianRank: 1, mrr: 1 };
    expect(n).toBe(3);
    expect(result).toEqual({ textToAudio: { ...perfect, n: 3 }, audioToText: { ...perfect, n: 3 } });
    expect(ci95['textToAudio.recall@1']).toEqual([1, 1]);
    expect(ci95['audioToText.mrr']).toEqual([1, 1]);
    expect(Object.keys(ci95)).not.toContain('textToAudio.n');
    expect(groups).toMatchObject({
      quiet: { textToAudio: { n: 2 }, audioToText: { n: 2 } },
      loud: { textToAudio: { n: 1 } },
    });
  });

  test('what is avoided counts, as in find', async () => {
    const told = { 'with.wav': ['calm piano drums'], 'without.wav': ['calm piano'] };
    const bench = await fakeBench([{ id: 'x', audio: 'without.wav', text: 'Calm piano. No drums.' }], told);
    expect((await evalRetrieval(bench)).result).toMatchObject({ textToAudio: { 'recall@1': 1 } });
  });

  test('ranks by hand: two texts of one song are one candidate, ties count against us', () => {
    // Texts 0 and 1 belong to song 0, text 2 to song 1.
    const cases = [
      { song: 0, group: null },
      { song: 0, group: null },
      { song: 1, group: 'g' },
    ];
    const scores = Float64Array.from([0.9, 0.1, 0.2, 0.7, 0.5, 0.5]);
    const matrix = { songCount: 2, scores };
    expect(rankSongs(cases, matrix).map(({ rank }) => rank)).toEqual([1, 2, 2]);
    expect(rankTexts(cases, matrix)).toEqual([
      { rank: 1, group: null },
      { rank: 2, group: 'g' },
    ]);
  });
});

describe('labels', () => {
  test('what holds and what does not, against the probabilities of the card; unknown labels are passed over', async () => {
    const told = { 'rock.wav': ['rock guitar'], 'jazz.wav': ['jazz saxophone'] };
    const bench = await fakeBench(
      [
        { id: 'r', audio: 'rock.wav', holds: { genre: ['rock'] }, not: { genre: ['jazz', 'polka'], age: ['old'] } },
        { id: 'j', audio: 'jazz.wav', holds: { genre: ['jazz'] }, not: { genre: ['rock'] } },
      ],
      told,
    );
    const { n, result, groups } = await evalLabels(bench);
    expect(n).toBe(4);
    const { bins } = result as { bins: { n: number }[] };
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(4);
    expect(groups).toMatchObject({ genre: { n: 4, brier: result.brier } });
    expect(result.brier).toBeLessThan(0.25); // better than saying "half" to everything
  });

  test('a group that is called as what every object has is unknown like others', async () => {
    const rows = [
      { id: 'r', audio: 'rock.wav', holds: { genre: ['rock'], constructor: ['rock'] }, not: { toString: ['jazz'] } },
    ];
    expect((await evalLabels(await fakeBench(rows, { 'rock.wav': ['rock guitar'] }))).n).toBe(1);
  });

  test('a manifest without a label of the model has no figures', async () => {
    const rows = [{ id: 'r', audio: 'rock.wav', holds: { genres: ['rock'] }, not: { genre: ['polka'] } }];
    await expect(evalLabels(await fakeBench(rows, { 'rock.wav': ['rock guitar'] }))).rejects.toMatchObject({
      code: 'E_MANIFEST',
      remedy: expect.stringContaining('genre'),
    });
  });
});

describe('choice', () => {
  test('accuracy and chance', async () => {
    const bench = await fakeBench(
      [
        { id: 1, audio: 'piano.wav', texts: ['loud drums', 'calm piano'], answer: 1 },
        {
          id: 2,
          audio: 'metal.wav',
          texts: ['loud drums', 'calm piano', 'pipe organ', 'tuba'],
          answer: 3,
          group: 'hard',
        },
      ],
      TOLD,
    );
    const { result, groups, ci95 } = await evalChoice(bench);
    expect(result).toEqual({ accuracy: 0.5, chance: (1 / 2 + 1 / 4) / 2 });
    expect(groups).toEqual({ hard: { accuracy: 0, chance: 0.25, n: 1 } });
    expect(ci95.accuracy).toEqual([0, 1]);
  });

  test('the same text twice is a tie, and counts against us', async () => {
    const bench = await fakeBench(
      [{ id: 1, audio: 'piano.wav', texts: ['calm piano', 'calm piano'], answer: 0 }],
      TOLD,
    );
    expect((await evalChoice(bench)).result).toMatchObject({ accuracy: 0 });
  });

  test('chance', () => expect(chanceOf([{ textCount: 3 }, { textCount: 3 }])).toBeCloseTo(1 / 3, 12));

  test('an answer that is not there names the line', async () => {
    const rows = [
      { id: 1, audio: 'piano.wav', texts: ['a', 'b'], answer: 0 },
      { id: 2, audio: 'piano.wav', texts: ['a', 'b'], answer: 2 },
    ];
    await expect(evalChoice(await fakeBench(rows, TOLD))).rejects.toMatchObject({
      code: 'E_MANIFEST',
      message: expect.stringContaining('line 2'),
    });
  });
});

describe('rank', () => {
  const rows = [
    { id: 'p', audio: 'piano.wav', text: 'calm piano' },
    { id: 'm', audio: 'metal.wav', text: 'tuba' },
  ];

  test('ranks among the distractors, the true text included once', async () => {
    const distractors = await writeLines([
      { text: 'calm piano' },
      { text: 'loud drums' },
      { text: 'loud drums' },
      { text: 'distorted guitar' },
    ]);
    const { result } = await evalRank(await fakeBench(rows, TOLD, { distractors }));
    const ranks = result.ranks as Record<string, number>;
    expect(ranks.p).toBe(1);
    expect(ranks.m).toBeGreaterThanOrEqual(3);
    expect(result).toMatchObject({ medianRank: ((ranks.p as number) + (ranks.m as number)) / 2, texts: 3 });
  });

  test('needs distractors', async () => {
    await expect(evalRank(await fakeBench(rows, TOLD))).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('an id that comes again keeps both ranks', () => {
    expect(
      nameRanks([
        { id: 'a', rank: 1 },
        { id: 'a', rank: 4 },
      ]),
    ).toEqual({ a: 1, 'a#2': 4 });
  });

  test('an id may be called as what every object has', () => {
    const ranks = nameRanks([
      { id: '__proto__', rank: 2 },
      { id: 'constructor', rank: 3 },
    ]);
    expect(JSON.stringify(ranks)).toBe('{"__proto__":2,"constructor":3}');
  });
});

describe('tags', () => {
  const rows = [
    { id: 'p', audio: 'piano.wav', labels: ['piano', 'strings'] },
    { id: 'm', audio: 'metal.wav', labels: ['drums'] },
    { id: 'c', audio: 'choir.wav', labels: ['organ', 'strings'] },
  ];

  test('each tag ranks the songs', async () => {
    const { n, result, ci95, groups } = await evalTags(await fakeBench(rows, TOLD));
    expect(n).toBe(3);
    expect(result).toMatchObject({
      tags: 4,
      chance: expect.closeTo((1 + 2 + 1 + 1) / 3 / 4, 12),
      labels: { piano: { rocAuc: 1, averagePrecision: 1, positives: 1 }, strings: { positives: 2 } },
    });
    expect(ci95).toHaveProperty('rocAuc');
    expect(Object.keys(ci95)).toEqual(['rocAuc', 'meanAveragePrecision']);
    expect(groups).toEqual({});
  });

  test('who tags with other words denies nothing', async () => {
    const others = [
      { id: 'p2', audio: 'piano.wav', labels: [], group: 'others' },
      { id: 'm2', audio: 'metal.wav', labels: ['guitar'], group: 'others' },
    ];
    const own = rows.map((row) => ({ ...row, group: 'own' }));
    const { result, groups } = await evalTags(await fakeBench([...own, ...others], TOLD));
    expect(result).not.toHaveProperty('labels');
    expect(result).toMatchObject({ tags: 5 });
    expect(groups).toMatchObject({
      own: { n: 3, tags: 4, labels: { piano: { rocAuc: 1 } } },
      others: { n: 2, tags: 1, labels: { guitar: { rocAuc: 1, positives: 1 } } },
    });
  });

  test('lines that name nothing, and a prompt without a place', async () => {
    const silent = await fakeBench([{ id: 'p', audio: 'piano.wav', labels: [] }], TOLD);
    await expect(evalTags(silent)).rejects.toMatchObject({ code: 'E_MANIFEST' });
    await expect(evalTags(await fakeBench(rows, TOLD, { prompt: 'music' }))).rejects.toMatchObject({ code: 'E_USAGE' });
  });
});

describe('classify', () => {
  const rows = [
    { id: 'p', audio: 'piano.wav', label: 'piano' },
    { id: 'm', audio: 'metal.wav', label: 'guitar' },
    { id: 'c', audio: 'choir.wav', label: 'guitar', group: 'wrong' },
  ];

  test('labels of the manifest', async () => {
    const { result, groups } = await evalClassify(
      await fakeBench(rows.slice(0, 2), TOLD, { prompt: 'a song with {label}' }),
    );
    expect(result).toEqual({
      accuracy: 1,
      macroAccuracy: 1,
      chance: 0.5,
      confusion: { piano: { piano: 1 }, guitar: { guitar: 1 } },
    });
    expect(groups).toEqual({});
  });

  test('labels of the caller', async () => {
    const { result, groups } = await evalClassify(
      await fakeBench(rows, TOLD, { labels: ['piano', 'guitar', 'choir', 'tuba'] }),
    );
    expect(result).toMatchObject({ accuracy: expect.closeTo(2 / 3, 12), macroAccuracy: 0.75, chance: 0.25 });
    expect(result.confusion).toEqual({ piano: { piano: 1 }, guitar: { guitar: 1, choir: 1 } });
    expect(groups).toMatchObject({ wrong: { accuracy: 0, n: 1 } });
  });

  test('a label that is not among them names the line', async () => {
    await expect(evalClassify(await fakeBench(rows, TOLD, { labels: ['piano', 'tuba'] }))).rejects.toMatchObject({
      code: 'E_MANIFEST',
      message: expect.stringContaining('line 2'),
    });
  });

  test('a prompt without a place for the label', async () => {
    await expect(evalClassify(await fakeBench(rows, TOLD, { prompt: 'music' }))).rejects.toMatchObject({
      code: 'E_USAGE',
    });
  });

  test('a tie goes to the wrong label; a single label is always right', () => {
    expect(decide(['a', 'b'], [1, 1], 'a')).toBe('b');
    expect(decide(['a', 'b'], [1, 0.5], 'a')).toBe('a');
    expect(decide(['a'], [-5], 'a')).toBe('a');
  });
});
