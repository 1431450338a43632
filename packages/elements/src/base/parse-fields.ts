export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

/** A text, which may be empty, else null. */
export function stringOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A finite number ≥ 0, else null. */
export function amountOf(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY ? value : null;
}

/** Parses a page of items. Leaves out items that do not parse; undefined where none of them does. */
export function parsePage<Item>(body: unknown, parse: (item: unknown) => Item | undefined) {
  const page = fieldsOf(body);
  if (!page || !Array.isArray(page.items)) return undefined;
  const { next } = page;
  if (next !== null && (typeof next !== "string" || next === "")) return undefined;
  const items = page.items.map(parse).filter((item) => item !== undefined);
  return page.items.length > 0 && items.length === 0 ? undefined : { items, next };
}
