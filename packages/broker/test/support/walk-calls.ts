import type { CallSummary, Page } from "@keyhole/contract";
import type { TestPage } from "./test-page.ts";

/** A list as a page walks it: page by page, to its end. */
export interface Walk {
  pages: Page<CallSummary>[];
  /** Ids of all rows, in the order in which they came. */
  ids: string[];
}

/** Limits of a site whose lists are walked as fast as they answer. */
export const FREE = { member: { requestsPerMinute: 100_000 }, members: { requestsPerMinute: 100_000 } };

/** More pages than any list of the tests has: a walk that needs more does not end. */
const MOST_PAGES = 400;

/** Walks `GET /v1/calls` to its end. `limit` may change from page to page. */
export async function walkCalls(
  page: TestPage,
  query: Record<string, string> = {},
  limit: (pageIndex: number) => number | null = () => null,
): Promise<Walk> {
  const pages: Page<CallSummary>[] = [];
  let cursor: string | null = null;
  do {
    if (pages.length === MOST_PAGES) throw new Error("the list does not end");
    const params = new URLSearchParams(query);
    const rows = limit(pages.length);
    if (rows !== null) params.set("limit", String(rows));
    if (cursor !== null) params.set("cursor", cursor);
    const answer: Page<CallSummary> = await page.read(`/v1/calls?${params}`);
    pages.push(answer);
    cursor = answer.next;
  } while (cursor !== null);
  return { pages, ids: pages.flatMap(({ items }) => items.map(({ id }) => id)) };
}
