import * as v from "valibot";
import { fail, type Result, succeed } from "../request/result.ts";
import { parseRows, type Rows } from "../schemas/rows.ts";
import { CountOrNullSchema } from "../schemas/values.ts";

/** One page of a list of the vendor's. */
export interface CekuraPage<T> extends Rows<T> {
  /** The number of the next page; null at the end. */
  nextPage: number | null;
  /** The vendor's `count` over all pages; null without one. */
  total: number | null;
}

/** The page's number in `next`, an absolute URL. Only the number is used, so its host does not matter. */
const NextSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): number | null => {
    if (dataset.value === "") return null;
    const text = URL.parse(dataset.value)?.searchParams.get("page") ?? "";
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    addIssue({ message: "next" });
    return NEVER;
  }),
);

const PageSchema = v.object({
  results: v.array(v.unknown()),
  next: v.nullish(NextSchema, null),
  count: CountOrNullSchema,
});

/** Reads a page. A row that fails its schema is left out and counted. */
export function parsePage<T>(body: unknown, rowSchema: v.GenericSchema<unknown, T>): Result<CekuraPage<T>> {
  const page = v.safeParse(PageSchema, body, { abortEarly: true });
  if (!page.success) return fail({ kind: "invalid", reason: "schema" });
  const { results, next, count } = page.output;
  return succeed({ ...parseRows(results, rowSchema), nextPage: next, total: count });
}

/** Reads a list that has no pages, as the vendor's projects and metrics. */
export function parseList<T>(body: unknown, rowSchema: v.GenericSchema<unknown, T>): Result<Rows<T>> {
  return Array.isArray(body)
    ? succeed(parseRows(body, rowSchema))
    : fail({ kind: "invalid", reason: "schema" });
}
