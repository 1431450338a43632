import { SCOPES, type Scope } from "@keyhole/contract";
import { table } from "./element-tables.ts";

/** What each scope opens. A test holds those that open nothing yet to the broker's code. */
export const SCOPE_TEXTS: Readonly<Record<Scope, string>> = {
  "calls:read": "The list of calls, one call's details and events, and the names of agents.",
  "transcripts:read": "What was said in a call.",
  "pii:read":
    "Texts as they are. Without it, e-mail addresses and numbers that may be personal are masked in them.",
  "recordings:read": "A ticket for a call's recording.",
  "evaluations:read": "Nothing yet: no route asks for it.",
  "evaluations:vote": "Nothing yet: no route asks for it.",
  "calls:start": "Nothing yet: no route asks for it.",
};

export function scopeTable(): string {
  return table(
    ["scope", "opens"],
    SCOPES.map((scope) => [`\`${scope}\``, SCOPE_TEXTS[scope]]),
  );
}
