import * as v from "valibot";
import { CURSOR_MAX_CHARACTERS } from "../limits.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import { parseRows, type ReadRow, type Rows } from "../schemas/rows.ts";
import { CountOrNullSchema } from "../schemas/values.ts";

/** One page of a list. */
export interface UpstreamPage<T> extends Rows<T> {
  /** For the next page; null at the end. A cursor that repeats means that the upstream goes in a circle. */
  cursor: string | null;
  /** The upstream's count over all pages, rows that do not parse included; null without a count. */
  total: number | null;
}

/** The cursor in `next`, an absolute URL. Only the cursor is used, so its host does not matter. */
const NextSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): string | null => {
    if (dataset.value === "") return null;
    const cursor = URL.canParse(dataset.value) ? new URL(dataset.value).searchParams.get("cursor") : null;
    if (cursor !== null && cursor !== "" && cursor.length <= CURSOR_MAX_CHARACTERS) return cursor;
    addIssue({ message: "next" });
    return NEVER;
  }),
);

const PageSchema = v.object({
  results: v.custom<readonly unknown[]>(Array.isArray),
  next: v.nullish(NextSchema, null),
  // It only informs, so a wrong one does not fail the page.
  total: CountOrNullSchema,
});

/** Reads a page. A row that does not parse is left out and counted. */
export function parsePage<T>(
  body: unknown,
  reader: v.GenericSchema<unknown, T> | ReadRow<T>,
): Result<UpstreamPage<T>> {
  const page = v.safeParse(PageSchema, body, { abortEarly: true });
  if (!page.success) return fail({ kind: "invalid", reason: "schema" });
  const { results, next, total } = page.output;
  return succeed({ ...parseRows(results, reader), cursor: next, total });
}
