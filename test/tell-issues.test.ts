import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { tellIssues } from '../src/tell-issues.js';

const issuesOf = (value: unknown): string => {
  const { error } = z.strictObject({ songs: z.array(z.string()) }).safeParse(value);
  return tellIssues(error as z.ZodError);
};

test('a few faults are told one by one', () => {
  expect(issuesOf({ songs: ['a', 1] })).toMatch(/^✖ .*expected string.*\n.*songs\[1\]$/);
});

test('of many, the first and their number; of long ones, the beginning', () => {
  const many = issuesOf({ songs: Array(100_000).fill(1) });
  expect(many).toMatch(/… and 99995 more$/);
  expect(many.length).toBeLessThan(1000);
  const unknown = Object.fromEntries([...Array(10_000).keys()].map((n) => [`key${n}`, n]));
  expect(issuesOf({ songs: [], ...unknown }).length).toBeLessThan(2100);
});
