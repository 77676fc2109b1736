import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createWriteBehind } from '../../src/library/write-behind.js';

test('batches by number and by time, in order, one store at a time', async () => {
  const batches: number[][] = [];
  let storing = 0;
  const writer = createWriteBehind<number>(
    async (batch) => {
      expect(++storing).toBe(1);
      await sleep(5);
      batches.push(batch);
      storing--;
    },
    { items: 4, milliseconds: 30 },
  );
  await Promise.all([1, 2, 3, 4, 5].map((n) => writer.add(n)));
  await sleep(80);
  expect(batches).toEqual([[1, 2, 3, 4], [5]]);
  await writer.add(6);
  await writer.finish();
  expect(batches).toEqual([[1, 2, 3, 4], [5], [6]]);
});

test('a store that fails is heard of, and nothing is stored after it', async () => {
  let calls = 0;
  const writer = createWriteBehind<number>(
    async () => {
      calls++;
      throw new Error('disk full');
    },
    { items: 1, milliseconds: 5 },
  );
  await expect(writer.add(1)).rejects.toThrow('disk full');
  await expect(writer.add(2)).rejects.toThrow('disk full');
  await expect(writer.finish()).rejects.toThrow('disk full');
  expect(calls).toBe(1);
});

test('a batch that its time had stored and that failed is heard of by the next item', async () => {
  let calls = 0;
  const writer = createWriteBehind<number>(
    async () => {
      calls++;
      throw new Error('disk full');
    },
    { items: 100, milliseconds: 5 },
  );
  await writer.add(1);
  await sleep(30);
  await expect(writer.add(2)).rejects.toThrow('disk full');
  await sleep(30);
  await expect(writer.finish()).rejects.toThrow('disk full');
  expect(calls).toBe(1);
});

test('behind a slow store one batch collects, and who fills it waits', async () => {
  const batches: number[][] = [];
  let release = () => {};
  const writer = createWriteBehind<number>(
    (batch) => {
      batches.push(batch);
      return new Promise((resolve) => {
        release = resolve;
      });
    },
    { items: 3, milliseconds: 5 },
  );
  await writer.add(1);
  await sleep(30);
  await writer.add(2);
  await sleep(30); // due, but the store is busy
  await writer.add(3);
  const last = writer.add(4);
  expect(await Promise.race([last.then(() => 'added'), sleep(30, 'waits')])).toBe('waits');
  expect(batches).toEqual([[1]]);
  release();
  await sleep(5);
  release();
  await last;
  await writer.finish();
  expect(batches).toEqual([[1], [2, 3, 4]]);
});
