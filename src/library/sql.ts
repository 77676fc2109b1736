/** Pieces of SQL: the store has no bind parameters. */

/** A string literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `column IN ('…', …)`, which is false for no values. */
export function isOneOf(column: string, values: readonly string[]): string {
  return values.length === 0 ? 'false' : `${column} IN (${values.map(quote).join(', ')})`;
}

/** The paths of a folder's files, at any depth, and of a file of that name. */
export function isUnder(column: string, path: string): string {
  const folder = path.endsWith('/') ? path : `${path}/`;
  // '0' follows '/': a range reads a sorted index, and knows no wildcards that would need escaping.
  return `(${column} = ${quote(path)} OR (${column} >= ${quote(folder)} AND ${column} < ${quote(`${folder.slice(0, -1)}0`)}))`;
}

/** Cuts long lists of values so that no statement grows beyond what the parser takes quickly. */
export function inChunks<T>(items: readonly T[], size = 1000): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
