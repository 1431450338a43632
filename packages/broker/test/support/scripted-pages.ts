import { json } from "./fake-upstream.ts";

/** A list that an upstream answers page by page, whatever it was asked for. */
export interface PageScript {
  /** Rows of each page. */
  pages: readonly (readonly unknown[])[];
  /** Index of the page that follows; null at the end. Default: the one behind it. */
  follows?: (index: number) => number | null;
  /** Fields of each page that differ. */
  changes?: Record<string, unknown>;
  /** Answers instead, where it answers anything; `count` is that of the request, from 1. */
  instead?: (index: number, count: number) => Response | undefined;
}

/** An upstream that follows a script, and the page indexes that it was asked for. */
export function scriptedPages({ pages, follows, changes = {}, instead }: PageScript): {
  fetch: typeof globalThis.fetch;
  asked: number[];
} {
  const asked: number[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const cursor = new URL(new Request(input).url).searchParams.get("cursor");
    const index = Number(cursor?.replace("page-", "") ?? 0);
    asked.push(index);
    const other = instead?.(index, asked.length);
    if (other !== undefined) return other;
    const behind = index + 1 < pages.length ? index + 1 : null;
    const next = follows === undefined ? behind : follows(index);
    return json({
      results: pages[index] ?? [],
      next: next === null ? null : `https://upstream.example/api/calls?cursor=page-${next}`,
      previous: null,
      total: pages.flat().length,
      ...changes,
    });
  };
  return { fetch, asked };
}
