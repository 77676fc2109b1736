// The table of a run of faults, for people, and for its place in a document.
import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a text between the marks of that name in a document. */
export function replaceBetweenMarks(path, name, text) {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const document = readFileSync(path, 'utf8');
  const [before, after] = [document.split(begin)[0], document.split(end)[1]];
  writeFileSync(path, `${before}${begin}\n${text}${end}${after}`);
}

const count = (items, test) => items.filter(test).length;

function table(results, bad, { maxSeconds, maxMegabytes }) {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const of = results.filter((result) => result.kind === kind);
    const codes = [...new Set(of.filter(({ state }) => state === 'failed').map(({ code }) => code))].sort();
    const cells = [
      kind,
      of.length,
      count(of, ({ state, code }) => state === 'ready' && code === null),
      count(of, ({ state, code }) => state === 'ready' && code !== null),
      count(of, ({ state }) => state === 'failed'),
      codes.join(' '),
      Math.max(...of.map(({ seconds }) => seconds ?? 0)).toFixed(1),
      Math.round(Math.max(...of.map(({ largestMegabytes }) => largestMegabytes))),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const died = count(results, ({ state }) => state === 'died');
  return [
    `${results.length} files: ${died} times the indexing process died; ${bad.length} files broke a rule (an end within ${maxSeconds} s, in audio or in a code; no process above ${maxMegabytes} MB).`,
    '',
    '| kind of damage | files | heard | heard, with a warning | refused | with the codes | longest, s | largest process, MB |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** @returns the table; also writes it between the marks of the document `path`, where one is given. */
export function writeFaultsReport(results, bad, limits, path) {
  const text = table(results, bad, limits);
  if (path) replaceBetweenMarks(path, 'faults', text);
  return text;
}
