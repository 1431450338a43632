import type { ScenarioName } from "@keyhole/simulator";

/** Something that goes wrong for a while. */
export interface Fault {
  /** What the table calls it. */
  name: string;
  /** What the upstream does. Absent: it is well. */
  scenario?: ScenarioName;
  /** What is wrong beside the upstream. */
  beside?: "clock" | "isolate";
  /** The answer may be right all the same: the broker sees through the fault, or remembers. */
  mayBeRight?: true;
}

export const FAULTS: readonly Fault[] = [
  { name: "refuses connections", scenario: "connection-reset" },
  { name: "resets mid-body", scenario: "cut-off" },
  { name: "hangs", scenario: "silent" },
  { name: "drips", scenario: "dripping" },
  { name: "truncated JSON", scenario: "broken-json" },
  { name: "HTML with 200", scenario: "html-page" },
  { name: "HTML with 502", scenario: "html-error" },
  { name: "500", scenario: "server-error" },
  { name: "503 with Retry-After", scenario: "unavailable" },
  { name: "503 without", scenario: "unavailable-untold" },
  { name: "429 with Retry-After", scenario: "rate-limited" },
  { name: "429 without", scenario: "rate-limited-untold" },
  { name: "429 for thirty years", scenario: "rate-limited-for-years" },
  { name: "redirect to another host", scenario: "redirect-away" },
  { name: "redirect loop", scenario: "redirect-loop" },
  { name: "100 MB", scenario: "huge" },
  { name: "wrong content type", scenario: "wrong-type", mayBeRight: true },
  { name: "another call", scenario: "other-call", mayBeRight: true },
  { name: "rows twice", scenario: "double-rows", mayBeRight: true },
  { name: "cursor loop", scenario: "cursor-loop", mayBeRight: true },
  { name: "short and empty pages", scenario: "short-pages", mayBeRight: true },
  { name: "key revoked", scenario: "unauthorised" },
  { name: "clock an hour off", beside: "clock" },
  { name: "isolate killed", beside: "isolate", mayBeRight: true },
];
