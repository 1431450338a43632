import { SCOPES, type Scope } from "@keyhole/contract";
import { table } from "./element-tables.ts";

/** What each scope opens. A test compares the scopes without a route with the broker's code. */
export const SCOPE_TEXTS: Readonly<Record<Scope, string>> = {
  "calls:read":
    "The list of calls, the details and events of a call, figures of many calls, and the names of agents.",
  "transcripts:read": "What was said in a call.",
  "pii:read":
    "Texts without masking. Otherwise e-mail addresses and numbers that may be personal are masked.",
  "recordings:read": "A ticket for a call's recording.",
  "evaluations:read":
    "Verdicts and metrics of calls, and the share that passed, without explanations: these quote the call and need `transcripts:read`, too.",
  "evaluations:vote": "Votes on whether a metric judged rightly.",
  "calls:start": "Starting calls with the agents that the site's `talk` lists, and hanging up its own.",
};

export function scopeTable(): string {
  return table(
    ["scope", "opens"],
    SCOPES.map((scope) => [`\`${scope}\``, SCOPE_TEXTS[scope]]),
  );
}
