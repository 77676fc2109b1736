import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changeId3Fields, readId3Field } from '../../../src/tagging/containers/id3-fields.js';
import {
  type Id3Frame,
  type Id3Tag,
  NO_ID3_TAG,
  parseId3,
  serialiseId3,
  writeSafeSize,
} from '../../../src/tagging/containers/id3-tag.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
function tagOf(version: number, flags: number, ...body: Buffer[]): Buffer {
  const content = Buffer.concat(body);
  return Buffer.concat([latin1('ID3'), Buffer.from([version, 0, flags]), writeSafeSize(content.length), content]);
}
function frame(id: string, content: Buffer, { size = content.length, flags = 0 } = {}): Buffer {
  const head = Buffer.alloc(id.length === 3 ? 6 : 10);
  head.write(id, 'latin1');
  if (id.length === 3) head.writeUIntBE(size, 3, 3);
  else head.writeUInt32BE(size, 4);
  if (id.length === 4) head[9] = flags;
  return Buffer.concat([head, content]);
}
const rewrite = (tag: Id3Tag, changes: Record<string, string[]>): Id3Tag =>
  parseId3(serialiseId3(tag, changeId3Fields(tag, new Map(Object.entries(changes))), 64));
const foreignOf = ({ frames }: Id3Tag) =>
  frames.filter(({ id }) => id === 'PRIV' || id === 'PIC').map(({ raw }: Id3Frame) => raw.toString('hex'));

describe('every version keeps its own ways', () => {
  test('2.2 has ids of three letters', () => {
    const old = parseId3(tagOf(2, 0, frame('TCO', latin1('\0Old')), frame('PIC', latin1('\0PNG\x03\0x'))));
    expect(readId3Field(old, 'genre')).toEqual(['Old']);
    const made = rewrite(old, { genre: ['New'], mood: ['calm'], bpm: ['90'], comment: ['c'] });
    expect(made.version).toBe(2);
    expect(made.frames.map(({ id }) => id)).toEqual(['TCO', 'PIC', 'TXX', 'TBP', 'COM']);
    expect(['genre', 'mood', 'bpm', 'comment'].map((field) => readId3Field(made, field))).toEqual([
      ['New'],
      ['calm'],
      ['90'],
      ['c'],
    ]);
    expect(foreignOf(made)).toEqual(foreignOf(old));
  });

  test('2.3 marks the whole tag as unsynchronised; the content of every frame stays', () => {
    const content = latin1('me\0\xff\x00\xff\xe0');
    const plain = frame('PRIV', content);
    const stuffed = latin1(
      plain.toString('latin1').replace('\xff\x00', '\xff\x00\x00').replace('\xff\xe0', '\xff\x00\xe0'),
    );
    const old = parseId3(tagOf(3, 0x80, stuffed));
    expect(old.frames[0]?.raw.equals(plain)).toBe(true);
    const made = rewrite(old, { genre: ['Ω'] });
    expect(made).toMatchObject({ version: 3, flags: 0 });
    expect(foreignOf(made)).toEqual(foreignOf(old));
    expect(readId3Field(made, 'genre')).toEqual(['Ω']);
  });

  test('2.4 marks frames, which stay as they are', () => {
    const stuffed = frame('TCON', latin1('\x01\xff\x00\xfeO\0l\0d\0'), { flags: 2 });
    const old = parseId3(tagOf(4, 0x80, stuffed, frame('PRIV', latin1('x\0\xff\x00\x00'), { flags: 2 })));
    expect(readId3Field(old, 'genre')).toEqual(['Old']);
    const made = rewrite(old, { mood: ['ruhig ÿ'] });
    expect(made.flags).toBe(0x80);
    expect(made.frames.slice(0, 2).map(({ raw }) => raw)).toEqual(old.frames.map(({ raw }) => raw));
    expect(readId3Field(made, 'mood')).toEqual(['ruhig ÿ']);
  });

  test('2.4 with plain sizes, as some programs write it, is read and continued so', () => {
    const long = Buffer.concat([latin1('x\0'), Buffer.alloc(298, 1)]);
    const old = parseId3(tagOf(4, 0, frame('PRIV', long), frame('TCON', latin1('\x03Old'))));
    expect(old.hasSafeSizes).toBe(false);
    const made = rewrite(old, { comment: ['long '.repeat(60)] });
    expect(readId3Field(made, 'comment')).toEqual(['long '.repeat(60)]);
    expect(foreignOf(made)).toEqual(foreignOf(old));
  });
});

test('a tag keeps its size while its padding lasts, and then grows', () => {
  const old = parseId3(tagOf(4, 0, frame('PRIV', latin1('x\0y')), Buffer.alloc(100)));
  const short = serialiseId3(old, changeId3Fields(old, new Map([['key', ['Am']]])), 64);
  expect(short.length).toBe(old.bytes);
  const long = serialiseId3(old, changeId3Fields(old, new Map([['comment', ['x'.repeat(200)]]])), 64);
  expect(long.length).toBeGreaterThan(old.bytes + 150);
});

test('comments of other languages and descriptions, and texts of other names, stay', () => {
  const normalisation = frame('COMM', latin1('\0engiTunNORM\0 0001'));
  const other = frame('TXXX', latin1('\0MOODS\0many'));
  const old = parseId3(tagOf(3, 0, normalisation, frame('COMM', latin1('\0deu\0alt')), other));
  const made = rewrite(old, { comment: ['neu'], mood: ['calm'] });
  expect(made.frames.map(({ raw }) => raw.toString('latin1', 10))).toEqual([
    '\0engiTunNORM\0 0001',
    '\0deu\0neu',
    '\0MOODS\0many',
    '\0MOOD\0calm',
  ]);
});

test.each([
  ['an unknown version', tagOf(5, 0)],
  ['a footer', tagOf(4, 0x10)],
  ['a frame longer than the tag', tagOf(3, 0, frame('TIT2', latin1('x'), { size: 400 }))],
  ['bytes that are no frame', tagOf(3, 0, latin1('garbage that is no frame at all'))],
  ['a tag that is cut', tagOf(3, 0, frame('TIT2', latin1('\0x'))).subarray(0, 12)],
])('%s is refused', (_, bytes) => {
  expect(() => parseId3(bytes)).toThrow();
});

test('any text comes back', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/[\0\ufeff]/.test(value));
  fc.assert(
    fc.property(text, text, fc.constantFrom(2, 3, 4), (genre, comment, version) => {
      const old: Id3Tag = { ...NO_ID3_TAG, version: version as 2 | 3 | 4, hasSafeSizes: version === 4 };
      const made = rewrite(old, { genre: [genre], comment: [comment], NAME: [genre] });
      expect([readId3Field(made, 'genre'), readId3Field(made, 'comment'), readId3Field(made, 'name')]).toEqual([
        [genre],
        [comment],
        [genre],
      ]);
    }),
  );
});
