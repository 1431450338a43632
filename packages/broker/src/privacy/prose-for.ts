import { PROSE_LIFE_MS, PROSE_MAX_CHARACTERS, PROSE_REMEMBERED } from "../base/limits/calls.ts";
import { Recent } from "../base/recent.ts";
import type { Access } from "../grants/access.ts";
import { maskPersonalData } from "./mask-personal-data.ts";
import { findWrittenTool } from "./written-tool.ts";

/**
 * A summary or an event's text as a viewer may read it. It may quote what a tool held: it is null then, if the site
 * hides that.
 */
export function proseFor(
  { site, scopes }: Pick<Access, "site" | "scopes">,
  text: string | null,
): string | null {
  if (text === null) return null;
  const prose = readProse(text);
  if (!site.transcripts.tools && prose.quotesTool) return null;
  return scopes.includes("pii:read") ? text : prose.masked;
}

/** What viewers may read of a text. It depends on nothing but the text. */
interface Prose {
  quotesTool: boolean;
  masked: string;
}

/**
 * Lists that are polled hold the same summaries again, which take longer to read than all the rest of a row. All are
 * forgotten together: no text stays for longer than an ended call does.
 */
let known = new Recent<Prose>(PROSE_REMEMBERED);
let knownUntilMs = 0;

function readProse(text: string): Prose {
  const nowMs = Date.now();
  if (nowMs >= knownUntilMs) {
    known = new Recent(PROSE_REMEMBERED);
    knownUntilMs = nowMs + PROSE_LIFE_MS;
  }
  const remembered = known.get(text);
  if (remembered !== undefined) return remembered;
  const prose = { quotesTool: quotesTool(text), masked: maskPersonalData(text) };
  if (text.length <= PROSE_MAX_CHARACTERS) known.set(text, prose);
  return prose;
}

function quotesTool(text: string): boolean {
  const holdsJson = /[{[]\s{0,8}[\\"']/.test(text);
  return (holdsJson && /tool|function/i.test(text)) || findWrittenTool(text) !== null;
}
