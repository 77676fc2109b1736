import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDescription } from '../../../src/retrieve/parse-description.js';
import { readWritten } from '../../../src/retrieve/written/read-written.js';

const lines = (...text: string[]) => text.join('\n');
const TOLD = [
  'ambient, electronic',
  'calm, mysterious',
  'Tempo: slow',
  'Intro: drones fade in',
  'In the middle, piano enters',
];
const NOT = ['drums', 'choir'];

describe('one description, in every form', () => {
  test.each([
    [
      'Markdown',
      lines(
        '## Genre',
        '- ambient',
        '- *electronic*',
        '## Mood',
        'calm, mysterious',
        '**Tempo:** slow',
        '## Structure',
        '1. **Intro**: drones fade in',
        '2. **Middle**: `piano` enters',
        '## Not present',
        '* drums',
        '* choir',
      ),
    ],
    [
      'labels',
      lines(
        '**Genre:** ambient, electronic',
        '- **Mood**: calm, mysterious',
        '**Tempo** – slow',
        '**Structure:**',
        '- **Intro:** drones fade in',
        '- **Middle:** piano enters',
        '**Avoid:**',
        '',
        '- drums',
        '- choir',
      ),
    ],
    [
      'fields',
      lines(
        '🎵 Genre: ambient, electronic',
        'MOOD: calm, mysterious',
        'Tempo: slow',
        'Intro: drones fade in',
        'Middle: piano enters',
        'Without: drums',
        'Exclude: choir',
      ),
    ],
    [
      'fields in one line',
      'genre: ambient, electronic; mood: calm, mysterious; Tempo: slow; Intro: drones fade in; middle: piano enters; avoid: drums; no: choir',
    ],
    [
      'JSON',
      JSON.stringify({
        genre: ['ambient', 'electronic'],
        mood: 'calm, mysterious',
        Tempo: 'slow',
        structure: [
          { section: 'Intro', what: 'drones fade in' },
          { section: 'middle', what: 'piano enters' },
        ],
        not_present: ['drums', 'choir'],
      }),
    ],
    [
      'YAML',
      lines(
        'genre: [ambient, electronic]',
        'mood: "calm, mysterious"',
        'Tempo: slow',
        'structure:',
        '- section: Intro',
        '  what: drones fade in',
        '- section: middle',
        '  what: >',
        '    piano enters',
        'avoid:',
        '  - drums',
        '  - choir',
      ),
    ],
    [
      'a table',
      lines(
        '| Aspect | Value |',
        '| :--- | ---: |',
        '| Genre | ambient, electronic |',
        '| **Mood** | calm, mysterious |',
        '| Tempo | slow |',
        '| Intro | drones fade in |',
        '| Middle | piano enters |',
        '| Avoid | drums |',
        '| Without | choir |',
      ),
    ],
    [
      'XML',
      lines(
        '```xml',
        '<?xml version="1.0"?>',
        '<music_request id="7">',
        '  <!-- what I look for -->',
        '  <genres><genre>ambient</genre><genre>electronic</genre></genres>',
        '  <mood><![CDATA[calm, mysterious]]></mood>',
        '  <Tempo>slow</Tempo>',
        '  <structure>',
        '    <section name="Intro">drones fade in</section>',
        '    <section position="middle"><what>piano enters</what></section>',
        '  </structure>',
        '  <not-present><instrument name="drums"/><instrument>choir</instrument></not-present>',
        '</music_request>',
        '```',
      ),
    ],
    [
      'HTML',
      lines(
        '<h2 class="title">Genre</h2><ul><li>ambient<li><em>electronic</em></ul>',
        '<p><strong>Mood:</strong> calm, mysterious<br>Tempo: slow</p>',
        '<table><tr><th>When</th><th>What</th></tr>',
        '<tr><td>Intro</td><td>drones <b>fade</b> in</td></tr><tr><td>Middle</td><td>piano&nbsp;enters</td></tr></table>',
        '<dl><dt>Avoid</dt><dd>drums</dd><dd>choir</dd></dl>',
      ),
    ],
  ])('%s', (_, text) => {
    expect(readWritten(text)).toEqual({ told: TOLD, not: NOT });
  });
});

test.each([
  ['Vocals: none', ['No vocals']],
  ['vocals: no, only a whisper at the end', ['No vocals, only a whisper at the end']],
  ['Vocals: no words', ['no words']],
  ['{"vocals": false, "instrumental": true, "key": null, "drums": []}', ['No vocals', 'instrumental']],
  ['Key: none', []],
  [
    'Dynamics: builds up towards the end\nVolume: even throughout',
    ['The loudness builds up towards the end', 'The loudness is even throughout'],
  ],
  ['{"bpm": {"min": 60, "max": 80}}', ['bpm: 60–80']],
  ['Mood: calm\nAvoid: none', ['calm']],
  ['## 🎻 Instruments & Timbre\n- harp\n- flute\n## Dislikes: none', ['harp, flute']],
  ['Style/Genre: folk\nTempo (BPM): 90–100\nLength (s): 40', ['folk', 'Tempo: 90–100 BPM', 'Length: 40 s']],
])('%s: what is denied is not there, and what is untold is not told', (text, told) => {
  expect(readWritten(text).told).toEqual(told);
});

test.each([
  [
    {
      instruments: [
        { name: 'violin', role: 'lead' },
        { name: 'choir', present: false },
      ],
    },
    ['violin, lead', 'No choir'],
  ],
  [{ instruments: [{ name: 'violin', playing: 'long notes that sink' }] }, ['violin', 'playing: long notes that sink']],
  [
    { vocals: { present: true, gender: 'female' }, drums: { present: false } },
    ['vocals', 'vocals: gender female', 'No drums'],
  ],
  [{ sections: [{ name: 'Chorus', energy: 'high', bass: 'deep' }] }, ['Chorus: energy high, bass deep']],
  [{ mood: { primary: 'sad', secondary: ['tender'] }, filters: { has_piano: true } }, ['sad', 'tender', 'piano']],
  [{ tempo_bpm: [110, 120], duration_ms: 200_000 }, ['tempo: 110–120 bpm', 'duration: 200 s']],
  [{ key: { tonic: 'A', mode: 'minor' }, length: { minutes: 3, seconds: 20 } }, ['key: A minor', 'length: 3 min 20 s']],
  [
    { loudness: { trend: 'rising' }, sections: [{ start: 72, index: 2, what: 'a flute' }] },
    ['The loudness is rising', 'At 1:12, a flute'],
  ],
])('%j: what is told of a thing, of a part and of a figure', (description, told) => {
  expect(readWritten(JSON.stringify(description)).told).toEqual(told);
});

test.each([
  ['instruments:\n  - name: violin\n    role: lead\n  - name: flute', ['violin, lead, flute']],
  ['Find this: <q>a drone & <b>a flute</b></q> please', ['Find this: a drone & a flute please']],
  ['<instrumental/><tempo unit="BPM">120</tempo>', ['instrumental', 'tempo: 120 BPM']],
  [
    '<vocals gender="male">hoarse</vocals><seq><part start="0:00" end="0:30">a drone</part>',
    ['vocals: hoarse, male', '0:00–0:30: a drone'],
  ],
  ['<description>## Intro\n- a drone\n## Outro\n- a flute</description>', ['Intro: a drone', 'Outro: a flute']],
])('%j: marks of one form in another', (text, told) => {
  expect(readWritten(text).told).toEqual(told);
});

test.each([
  ['[Intro] a drone\n[Verse] a flute', ['Intro: a drone', 'Verse: a flute']],
  ['0:00–0:40: a drone\n~0:40 a flute', ['0:00–0:40: a drone', 'At about 0:40, a flute']],
  [
    'Beginning: a drone\nLast quarter: a flute\nEnding: nothing',
    ['At the beginning, a drone', 'In the last quarter, a flute'],
  ],
  ['{"sections": [{"start": 0, "end": 62, "description": "a drone"}]}', ['0:00–1:02: a drone']],
])('%j: what happens when', (text, told) => {
  expect(readWritten(text).told).toEqual(told);
});

test.each([
  ['Find something like this:\n```json\n{"mood": "calm"}\n```', ['Find something like this:', 'calm']],
  ['{"mood": "calm"} and please nothing loud', ['calm', 'and please nothing loud']],
  ['```\n["calm", "slow"]\n```', ['calm, slow']],
])('%j: JSON between words', (text, told) => {
  expect(readWritten(text).told).toEqual(told);
});

test('a title says what the song is, a heading what the lines below it tell of', () => {
  const text = lines(
    '# Dark ambient journey',
    '## Outro',
    'It fades away.',
    '### Sounds',
    '- low pulses',
    '- warped cries',
  );
  expect(readWritten(text).told).toEqual([
    'Dark ambient journey',
    'Outro: It fades away.',
    'Outro: low pulses, warped cries',
  ]);
});

test('the only heading may say what to avoid', () => {
  const text = lines('A calm piano piece.', '', '## Avoid', '- drums', '- a choir', '');
  expect(readWritten(text)).toEqual({ told: ['A calm piano piece.'], not: ['drums', 'a choir'] });
});

test.each([
  'A calm piano opens; strings join after a minute, and there are no drums.',
  'Symphony No. 5 in C minor. One thing is certain: it ends loudly.',
  '- A calm piano opens.\n- Strings join at 1:20.\n- It ends with a choir.',
  '1. drums alone\n2. a solo',
  'ambient, drone, slow, no drums',
  '{not JSON',
  'I <3 rock, where a<b and b>a.',
  'It is <loud',
  '',
])('prose and plain lists stay as they are: %j', (text) => {
  expect(readWritten(text)).toEqual({ told: [text], not: [] });
});

test('what stands under "avoid" is avoided, and what is measured is read', () => {
  const { clauses, hints } = parseDescription(
    '**Tempo:** 90-110\n**Key:** A minor\n**Length:** 3:20\n**Mood:** calm\n**Avoid:** drums, choir (any)',
  );
  expect(clauses.filter(({ role }) => role === 'avoided').map(({ text }) => text)).toEqual(['drums', 'choir']);
  expect(clauses.filter(({ isMeasured }) => !isMeasured).map(({ text }) => text)).toEqual(['calm', 'drums', 'choir']);
  expect(hints).toMatchObject({
    tempoBpm: [90, 110],
    key: 'A minor',
    durationSeconds: [expect.closeTo(166.7, 1), expect.closeTo(233.3, 1)],
  });
});

test('any text is read, in time that grows with its length', () => {
  const mark = fc.constantFrom(
    '*',
    '**',
    '_',
    '`',
    '#',
    '- ',
    '| ',
    '|---|',
    '\n',
    ': ',
    'genre: ',
    '[',
    '](',
    '{"',
    '"',
    '->',
    ' ',
    'a',
    '0:10 ',
    '>',
    '<a>',
    '</a>',
    '<b c="d"',
    '/>',
    '&amp;',
  );
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), fc.nat(200), (marks, times) => {
      const { told, not } = readWritten(marks.join('').repeat(times).slice(0, 20_000));
      expect([...told, ...not].every((text) => typeof text === 'string')).toBe(true);
    }),
    { numRuns: 200 },
  );
});
