import * as v from "valibot";

/** Rows of a list that could be read, and the number of those that could not. */
export interface Rows<T> {
  items: T[];
  /** Rows that did not parse and were left out. */
  skipped: number;
}

/** Reads the rows of a list: one that fails its schema does not fail the others. */
export function parseRows<T>(rows: readonly unknown[], schema: v.GenericSchema<unknown, T>): Rows<T> {
  const items: T[] = [];
  for (const row of rows) {
    const parsed = v.safeParse(schema, row, { abortEarly: true });
    if (parsed.success) items.push(parsed.output);
  }
  return { items, skipped: rows.length - items.length };
}
