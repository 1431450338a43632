import * as v from "valibot";

/** Rows of a list that could be read, and the number of those that could not. */
export interface Rows<T> {
  items: T[];
  /** Rows that did not parse and were left out. */
  skipped: number;
}

/** Reads one row; undefined for one that cannot be read. */
export type ReadRow<T> = (row: unknown) => T | undefined;

/** Reads the rows of a list, by a schema or by hand: one that does not parse does not fail the others. */
export function parseRows<T>(
  rows: readonly unknown[],
  reader: v.GenericSchema<unknown, T> | ReadRow<T>,
): Rows<T> {
  const read = typeof reader === "function" ? reader : readBySchema(reader);
  const items: T[] = [];
  for (const row of rows) {
    const item = read(row);
    if (item !== undefined) items.push(item);
  }
  return { items, skipped: rows.length - items.length };
}

function readBySchema<T>(schema: v.GenericSchema<unknown, T>): ReadRow<T> {
  return (row) => {
    const parsed = v.safeParse(schema, row, { abortEarly: true });
    return parsed.success ? parsed.output : undefined;
  };
}
