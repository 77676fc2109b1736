/** Times in the unit that the format wants, and text of any kind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { displayTitle, tidyAnnotations } from '../../src/export/annotations.js';
import { checkOptions, FORMAT_NAMES, FORMATS } from '../../src/export/formats.js';
import { markersOf } from '../../src/export/markers.js';
import { writeAudacityLabels } from '../../src/export/text/audacity.js';
import { writeCsv, writeCsvRow } from '../../src/export/text/csv.js';
import { writeCueSheet } from '../../src/export/text/cue-sheet.js';
import { writeReaperCsv } from '../../src/export/text/reaper.js';
import { writeWebVtt } from '../../src/export/text/webvtt.js';
import { writeRekordboxXml } from '../../src/export/xml/rekordbox.js';
import { writeTraktorNml } from '../../src/export/xml/traktor.js';
import { element, writeXml } from '../../src/export/xml/xml.js';
import { temporaryDir } from './support/sample.js';

const dir = temporaryDir();
const song = sampleSong('/music/a.wav');
const columns = (csv: string, row: number): string[] => (csv.split('\r\n')[row] as string).split(',');

test('REAPER: seconds, samples, bars and timecode, with an offset where there is one', () => {
  expect(columns(writeReaperCsv(song), 2)).toEqual(['R2', 'Verse 1', '0:04.500', '0:08.500', '0:04.000', '3FA76A']);
  expect(columns(writeReaperCsv(song, { timeUnit: 'samples' }), 2).slice(2, 5)).toEqual(['198450', '374850', '176400']);
  expect(columns(writeReaperCsv(song, { timeUnit: 'bars' }), 2).slice(2, 5)).toEqual(['4.1.00', '6.1.00', '2.0.00']);
  const film = { timeUnit: 'timecode', offsetSeconds: 3600, frameRate: '25' } as const;
  expect(columns(writeReaperCsv(song, film), 2).slice(2, 5)).toEqual(['01:00:04:13', '01:00:08:13', '00:00:04:00']);
  expect(columns(writeReaperCsv(song, { marked: 'beats' }), 1)).toEqual(['M1', '1.1', '0:00.500', '', '', '']);
});

test('CSV: every unit beside the others', () => {
  const [head, , verse] = writeCsv(song, { offsetSeconds: 10 })
    .split('\r\n')
    .map((line) => line.split(','));
  expect(Object.fromEntries((head as string[]).map((name, i) => [name, verse?.[i]]))).toEqual({
    name: 'Verse 1',
    function: 'verse',
    label: 'B',
    confidence: '0.750',
    start_seconds: '14.500000',
    end_seconds: '18.500000',
    start_sample: '639450',
    end_sample: '815850',
    start_bar: '4.1.00',
    end_bar: '6.1.00',
    start_timecode: '00:00:14:13',
    end_timecode: '00:00:18:13',
  });
});

test('beats are named by bar and beat; cues of WebVTT last until the next one', () => {
  const beats = markersOf(song, 'beats').map(({ name }) => name);
  expect(beats.slice(0, 6)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2']);
  expect(writeWebVtt(song, { marked: 'downbeats' }).split('\n').slice(2, 5)).toEqual([
    '1',
    '00:00:00.500 --> 00:00:00.700',
    '1',
  ]);
  expect(writeAudacityLabels(song, { marked: 'downbeats', offsetSeconds: 1 }).split('\n')[0]).toBe(
    '1.500000\t1.500000\t1',
  );
});

describe('names of files', () => {
  const named = (file: string | Buffer, path = file.toString()) => ({ ...sampleSong(path), title: null, file });
  const bytes = Buffer.concat([Buffer.from('/m/'), Buffer.from([0xe4]), Buffer.from('.mp3')]);

  test('that are not UTF-8 are said byte by byte, or not at all', () => {
    const song = named(bytes, '/m/\\xe4.mp3');
    expect(writeRekordboxXml([song], '1')).toContain('Location="file://localhost/m/%E4.mp3"');
    expect(Buffer.from(writeCueSheet(song)).toString('latin1')).toContain('\r\nFILE "ä.mp3" MP3\r\n');
    expect(displayTitle(song)).toBe('\\xe4');
    expect(() => writeTraktorNml([song])).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
  });

  test('with a backslash are titles as a whole', () => {
    expect(displayTitle(named('/m/AC\\DC.live.mp3'))).toBe('AC\\DC.live');
  });

  test.each(['/m/a "b".mp3', '/m/a\nb.mp3', '/m/a\u0085.mp3'])('that a cue sheet cannot say: %j', (path) => {
    expect(() => writeCueSheet(named(path))).toThrow(
      expect.objectContaining({ code: 'E_UNSUPPORTED', message: expect.stringContaining(path) }),
    );
  });

  test('that XML cannot say are no entry of Traktor', () => {
    expect(() => writeTraktorNml([named('/m/\u0001.mp3')])).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
    expect(writeTraktorNml([named('/m/a\nb.mp3')])).toContain('FILE="a&#10;b.mp3"');
  });
});

test('an option that a format has no place for is refused, and the formats that take it are named', () => {
  expect(() => checkOptions('svl', { offsetSeconds: 1 })).toThrow(
    expect.objectContaining({ code: 'E_USAGE', remedy: expect.stringContaining('audacity') }),
  );
  for (const name of FORMAT_NAMES)
    for (const option of FORMATS[name].options) expect(() => checkOptions(name, { [option]: undefined })).not.toThrow();
});

test('annotations that reach past the song, lie the wrong way round or are no numbers are put right', () => {
  const tidy = tidyAnnotations({
    ...song,
    beats: [-1, 3, 1, 1, 25, Number.NaN],
    segments: [
      { ...(song.segments[0] as (typeof song.segments)[0]), startSeconds: 19, endSeconds: 20.004 },
      ...song.segments.slice(0, 1).map((s) => ({ ...s, startSeconds: 5, endSeconds: 5 })),
    ],
  });
  expect(tidy.beats).toEqual([1, 3]);
  expect(tidy.segments.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([[19, 20]]);
});

const PYTHON = '/usr/bin/python3';
const hasPython = spawnSync(PYTHON, ['--version']).status === 0;
(hasPython ? test : test.skip)('any text survives XML and CSV as Python reads them (skipped without python3)', () => {
  const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), 500);
  writeFileSync(
    join(dir, 'a.xml'),
    writeXml(
      element(
        'list',
        {},
        texts.map((text) => element('item', { text })),
      ),
    ),
  );
  writeFileSync(join(dir, 'a.csv'), texts.map((text) => writeCsvRow([text, 'x'])).join(''));
  const script = `
import csv, json, sys, xml.etree.ElementTree as tree
items = [item.get('text') for item in tree.parse(sys.argv[1] + '/a.xml').getroot()]
rows = [row[0] for row in csv.reader(open(sys.argv[1] + '/a.csv', newline='', encoding='utf8', errors='replace'), strict=True)]
print(json.dumps([items, rows]))`;
  const [items, rows] = JSON.parse(execFileSync(PYTHON, ['-c', script, dir], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const legal = (text: string) => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  expect(items).toEqual(texts.map(legal));
  expect(rows).toEqual(texts.map((text) => Buffer.from(text).toString()));
});
