import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { warnOfMissingRoots } from '../../src/cli/warn-of-roots.js';
import { createRecordingTerminal } from './support/recording-terminal.js';

async function run(...args: string[]) {
  const terminal = createRecordingTerminal();
  const code = await runCommandLine(args, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

describe('wrong usage', () => {
  const MISTAKES: [string, string[], RegExp][] = [
    ['an unknown command', ['fnd'], /Unknown command 'fnd'\. Did you mean find\?/],
    ['an unknown option', ['find', 'x', '--tmpo', '1'], /Did you mean --tempo\?/],
    ['no command', [], /No command was given/],
    ['a missing argument', ['index'], /Missing required argument 'path'/],
    ['a missing mandatory option', ['eval', 'choice'], /--manifest/],
    ['a limit out of range', ['find', 'x', '--limit', '51'], /from 1 to 50/],
    ['a range that is none', ['find', 'x', '--tempo', 'fast'], /"fast" is not a range/],
    ['a text variant that is not there', ['find', 'x', '--text-variant', 'gpt'], /bidirectional, causal/],
    ['a place in a song that is none', ['similar', 'x', '--from', '1:75'], /Expected a time/],
    ['likeness of no kind', ['similar', 'x', '--by', 'mood'], /sound, structure/],
    ['a description given twice', ['find', 'x', '--description-file', 'y'], /given twice/],
    ['no description', ['find'], /No description was given/],
    ['a single label', ['classify', 'a.wav', '--labels', 'mood=happy'], /"mood" has 1 label,/],
    ['a field that cannot be written', ['tag', 'a.mp3', '--fields', 'title'], /genre, mood, bpm, key/],
    ['a field without a text', ['tag', 'a.mp3', '--field', 'GROUPING'], /is not a field/],
    ['a field that has an option of its own', ['tag', 'a.mp3', '--field', 'Mood=x'], /collap knows/],
    ['writing and taking back at once', ['tag', 'a.mp3', '--write', '--undo'], /both given/],
    ['a threshold that is none', ['tag', 'a.mp3', '--threshold', '50'], /from 0 to 1/],
    ['a format that is none', ['export', 'a.wav', '--format', 'doc'], /Allowed choices are json, csv/],
    ['an offset that is none', ['export', 'a.wav', '--format', 'csv', '--offset', '-1'], /Expected seconds/],
    [
      'an option that the format has no place for',
      ['export', 'a.wav', '--format', 'svl', '--offset', '1'],
      /svl does not take an offset/,
    ],
    ['a playlist of no kind', ['find', 'x', '--save-playlist', 'x.pls'], /which kind of playlist/],
    ['one of songs that are alike', ['similar', 'x', '--save-playlist', 'x.pls'], /which kind of playlist/],
    ['two lengths of a description', ['describe', 'a.wav', '--short', '--words', '40'], /--short.*--words/],
    ['texts of a task without any', ['eval', 'tempo', '--manifest', 'x', '--text-variant', 'causal'], /--text-variant/],
    ['a port that is none', ['serve', '--port', '99999'], /0 to 65535/],
  ];

  test.each(MISTAKES)('%s: exit 2, what is wrong and what to do', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  test.each(MISTAKES)('%s with --json: the same as one document', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args, '--json');
    expect(code).toBe(2);
    expect(stderr).toBe('');
    const { error } = JSON.parse(stdout);
    expect(error).toEqual({
      code: expect.stringMatching(/^E_/),
      message: expect.any(String),
      remedy: expect.any(String),
    });
    if (args.length > 0) expect(error.message).toMatch(message); // `collap --json` alone is an unknown option
  });
});

test.each([
  [['fnd'], 'collap --help'],
  [['find', 'x', '--tmpo', '1'], 'collap find --help'],
  [['eval', 'retrieval'], 'collap eval retrieval --help'],
  [['eval', 'nothing'], 'collap eval --help'],
  [['library', 'restore'], 'collap library --help'],
  [['library', 'backup'], 'collap library backup --help'],
])('%j points to %s', async (args, help) => {
  expect((await run(...args)).stderr).toContain(`\`${help}\``);
});

test.each([
  [['library', 'export', '']],
  [['library', 'import', '']],
  [['library', 'verify', '--library', '']],
  [['status', '--library', '']],
])('%j: an empty name is no folder, not the one at hand', async (args) => {
  const terminal = createRecordingTerminal();
  expect(await runCommandLine([...args, '--json'], terminal)).toBe(2);
  expect(JSON.parse(terminal.stdout).error).toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining('empty'),
  });
});

test('a description file that is not there: exit 1', async () => {
  const { code, stdout } = await run('find', '--description-file', '/nowhere/at/all', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('E_NOT_FOUND');
});

test('a model that is not there: exit 1, and the remedy names --model', async () => {
  const { code, stdout } = await run('embed', 'song.wav', '--model', '/nowhere/at/all', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'E_MODEL', remedy: expect.stringContaining('--model') });
});

test('a root that is not there is told on stderr, and only that', async () => {
  const terminal = createRecordingTerminal();
  await warnOfMissingRoots(['/nowhere/at/all', resolve('test')], terminal);
  expect(terminal.stderr).toMatch(/^collap: there is no folder \/nowhere\/at\/all, .*--root.*\n$/);
  expect(terminal.stdout).toBe('');
});

describe('help', () => {
  test('lists every command of the contract', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of [
      'index',
      'find',
      'similar',
      'status',
      'embed',
      'export',
      'classify',
      'tag',
      'eval',
      'mcp',
      'serve',
      'doctor',
      'forget',
      'demo',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  test.each([
    ['index'],
    ['find'],
    ['status'],
    ['embed'],
    ['export'],
    ['classify'],
    ['tag'],
    ['eval', 'retrieval'],
    ['eval', 'choice'],
    ['eval', 'rank'],
    ['eval', 'classify'],
    ['mcp'],
    ['serve'],
    ['doctor'],
    ['forget'],
    ['demo'],
  ])('%s %s has the shared options and examples', async (...words) => {
    const { code, stdout } = await run(...words, '--help');
    expect(code).toBe(0);
    for (const option of ['--json', '--library', '--model', '--device']) expect(stdout).toContain(option);
    expect(stdout).toContain(`Examples:\n  `);
    expect(stdout).toContain(`collap ${words.join(' ')}`);
  });
});
