/** A table that libraries of an earlier version do not have, or have with more columns. */
import type { Connection, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';

export interface LateTable {
  /** Null in a library where nothing has been written to it yet; nothing is made, so that what is read-only can be read. */
  ifThere(): Promise<Table | null>;
  /** Makes it where there is none. Call it under the write lock. */
  made(): Promise<Table>;
}

export function lateTable(connection: Connection, name: string, schema: Schema): LateTable {
  let table: Table | null = null;
  let isMade = false;
  return {
    async ifThere() {
      // another process may have made it meanwhile: asked again until it is there
      if (table === null && (await connection.tableNames()).includes(name)) table = await connection.openTable(name);
      return table;
    },
    async made() {
      if (isMade && table !== null) return table;
      table ??= await connection.createEmptyTable(name, schema, { mode: 'create', existOk: true });
      await dropUnknownColumns(table, schema);
      isMade = true;
      return table;
    },
  };
}

/** Rows are written with the columns of this version. */
async function dropUnknownColumns(table: Table, schema: Schema): Promise<void> {
  const known = new Set(schema.fields.map((field) => field.name));
  const names = (await table.schema()).fields.map((field) => field.name).filter((name) => !known.has(name));
  if (names.length > 0) await table.dropColumns(names);
}
