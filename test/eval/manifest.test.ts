import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { caseFields, readManifest, textField } from '../../src/eval/manifest.js';
import { writeLines } from './support/fake-bench.js';

const schema = z.object({ ...caseFields, text: textField });

async function fileWith(content: string): Promise<string> {
  const file = await writeLines([]);
  await writeFile(file, content);
  return file;
}

test('unknown fields and empty lines are passed over, numbers may be ids', async () => {
  const file = await fileWith(
    '\uFEFF{"id":1,"audio":"a.wav","text":"piano","x":[1]}\r\n\n{"id":"b","audio":"b.wav","text":"harp","group":"g"}\n',
  );
  expect(await readManifest(file, schema)).toEqual([
    { id: '1', audio: 'a.wav', text: 'piano', group: null },
    { id: 'b', audio: 'b.wav', text: 'harp', group: 'g' },
  ]);
});

test.each([
  ['broken JSON', '{"id":"a","audio":"a","text":"t"}\n\n{"id":', 'line 3'],
  ['a missing field', '{"id":"a","audio":"a"}', 'line 1'],
  ['no object', '[]', 'line 1'],
  ['no words', '{"id":"a","audio":"a","text":"…"}', 'words'],
  ['nothing', '\n \n', 'no line'],
])('%s', async (_, content, message) => {
  await expect(readManifest(await fileWith(content), schema)).rejects.toMatchObject({
    code: 'E_MANIFEST',
    message: expect.stringContaining(message),
    remedy: expect.any(String),
  });
});

test('a text of more than 1,000 words, and a file that is not there', async () => {
  const long = await writeLines([{ id: 'a', audio: 'a', text: 'la '.repeat(1001) }]);
  await expect(readManifest(long, schema)).rejects.toMatchObject({ code: 'E_MANIFEST' });
  await expect(readManifest('/nowhere.jsonl', schema)).rejects.toMatchObject({ code: 'E_MANIFEST' });
});
