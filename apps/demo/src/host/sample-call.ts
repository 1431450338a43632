import type { AddedCall } from "./simulator-control.ts";
import { visitorStamp } from "./visitor-stamp.ts";

/** Where visitors' calls belong, so that a support person sees them too. */
const TENANT = "tenant-a";

const TEXTS = [
  {
    shortSummary: "Asked where order 10482 is; it arrives tomorrow.",
    summary:
      "You asked where order 10482 is. The agent found it with the carrier and told you that it arrives tomorrow between 9 and 12.",
  },
  {
    shortSummary: "Moved the appointment to Thursday at 10:30.",
    summary:
      "You asked for another appointment. The agent offered three times, and you chose Thursday at 10:30. A confirmation was sent.",
  },
  {
    shortSummary: "Asked for a copy of last month’s invoice.",
    summary: "You asked for a copy of last month’s invoice. The agent sent it to the address on file.",
  },
];

/** How long ago a sample call began, so that it has a duration. */
const AGE_MS = 95_000;

/** A made-up call of the visitor who holds the key with this thumbprint. `count` picks the text. */
export function sampleCall(site: string, jkt: string, count: number, nowMs: number): AddedCall {
  const [first] = TEXTS;
  const { shortSummary = "", summary = "" } = TEXTS[count % TEXTS.length] ?? first ?? {};
  return {
    metadata: { tenant: TENANT, keyhole_visitor: visitorStamp(site, jkt) },
    shortSummary,
    summary,
    created: new Date(nowMs - AGE_MS).toISOString(),
  };
}
