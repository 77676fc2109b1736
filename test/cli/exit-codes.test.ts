import { expect, test } from '@jest/globals';
import { outcomeOf } from '../../src/cli/commands/index-songs.js';
import { exitCodeOf } from '../../src/cli/exit-codes.js';
import { createShell } from '../../src/cli/shell.js';
import { createRecordingTerminal } from './support/recording-terminal.js';

test.each([
  ['E_USAGE', 2],
  ['E_FILTER', 2],
  ['E_EMPTY_DESCRIPTION', 2],
  ['E_CANCELLED', 130],
  ['E_LIBRARY', 1],
  ['E_INTERNAL', 1],
] as const)('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode);
});

const failure = { path: '/a.mp3', code: 'E_DECODE', message: 'broken', remedy: 'Mend it.' } as const;
const report = { indexed: 0, unchanged: 0, moved: 0, removed: 0, failed: [], warnings: [] };

async function exitOf(given: Parameters<typeof outcomeOf>[0]) {
  const terminal = createRecordingTerminal();
  const shell = createShell(terminal);
  await shell.run({ json: true }, async () => outcomeOf(given));
  return { code: shell.exitCode, document: JSON.parse(terminal.stdout) };
}

test('an index run without failures is done', async () => {
  expect(await exitOf({ ...report, indexed: 3 })).toEqual({ code: 0, document: { ...report, indexed: 3 } });
});

test('an index run with some failures is partial, also when the rest was known', async () => {
  expect(await exitOf({ ...report, unchanged: 3, failed: [failure] })).toMatchObject({
    code: 3,
    document: { failed: [failure] },
  });
});

test('an index run in which everything failed has failed, and still lists the files', async () => {
  const { code, document } = await exitOf({ ...report, failed: [failure] });
  expect(code).toBe(1);
  expect(document).toMatchObject({ error: { code: 'E_NOTHING_FOUND' }, failed: [failure] });
});

test('what a task throws becomes a document, and unknown failures keep their message', async () => {
  const terminal = createRecordingTerminal();
  const shell = createShell(terminal);
  await shell.run({ json: true }, async () => {
    throw new Error('disk on fire');
  });
  expect(shell.exitCode).toBe(1);
  expect(JSON.parse(terminal.stdout).error).toMatchObject({
    code: 'E_INTERNAL',
    message: 'Unexpected failure: disk on fire',
  });
});

test('flags overrule the environment', async () => {
  const shell = createShell(createRecordingTerminal());
  let seen: object = {};
  await shell.run({ library: '/l', model: '/m', device: 'cuda' }, async ({ config }) => {
    seen = config;
    return null;
  });
  expect(seen).toMatchObject({ libraryDir: '/l', modelDir: '/m', device: 'cuda' });
});
