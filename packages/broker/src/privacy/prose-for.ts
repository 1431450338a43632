import type { Access } from "../grants/access.ts";
import { textFor } from "./mask-personal-data.ts";
import { findWrittenTool } from "./written-tool.ts";

/**
 * A summary or an event's text as a viewer may read it. It may quote what a tool held: it is null then, if the site
 * hides that.
 */
export function proseFor(
  { site, scopes }: Pick<Access, "site" | "scopes">,
  text: string | null,
): string | null {
  if (text === null || (!site.transcripts.tools && quotesTool(text))) return null;
  return textFor(scopes, text);
}

function quotesTool(text: string): boolean {
  const holdsJson = /[{[]\s{0,8}[\\"']/.test(text);
  return (holdsJson && /tool|function/i.test(text)) || findWrittenTool(text) !== null;
}
