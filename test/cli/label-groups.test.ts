import { expect, test } from '@jest/globals';
import { parseLabelGroups, parseLabels } from '../../src/cli/label-groups.js';

test('a plain list is the group `labels`', () => {
  expect(parseLabelGroups(['calm, lively ,calm'])).toEqual({ labels: ['calm', 'lively'] });
});

test('named groups stand beside each other, and a name given twice grows', () => {
  expect(parseLabelGroups(['mood=a,b', 'era=c,d', 'mood=e'])).toEqual({ mood: ['a', 'b', 'e'], era: ['c', 'd'] });
});

test('a label may hold an equals sign after the first comma', () => {
  expect(parseLabelGroups(['a,b=c'])).toEqual({ labels: ['a', 'b=c'] });
});

test.each(['constructor', 'toString', '__proto__'])('a group may be called %s', (name) => {
  const groups = parseLabelGroups([`${name}=a,b`, `${name}=c`]);
  expect(Object.entries(groups)).toEqual([[name, ['a', 'b', 'c']]]);
});

test.each([[['mood=']], [['']], [['one']]])('%j has nothing to choose from', (lists) => {
  expect(() => parseLabelGroups(lists)).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
});

test('empty labels are dropped', () => {
  expect(parseLabels(' ,a,, b ,')).toEqual(['a', 'b']);
});
