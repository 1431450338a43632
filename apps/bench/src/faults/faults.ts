import type { ScenarioName } from "@keyhole/simulator";

/** Whom a route asks beside Ultravox. */
export type Beside = "cekura" | "storage";

/** Something that goes wrong for a while. */
export interface Fault {
  /** What the table calls it. */
  name: string;
  /** What the upstream does. Absent: it is well. */
  scenario?: ScenarioName;
  /** Whose fault it is, where it is not Ultravox's: it happens to routes that ask this one. */
  of?: Beside;
  /** What is wrong beside the upstream. */
  beside?: "clock" | "isolate" | "objects restarted" | "objects away";
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
  { name: "answers of starts lost", scenario: "starts-lost", mayBeRight: true },
  { name: "key revoked", scenario: "unauthorised" },
  { name: "clock an hour off", beside: "clock" },
  { name: "isolate killed", beside: "isolate", mayBeRight: true },
  { name: "objects restarted", beside: "objects restarted", mayBeRight: true },
  { name: "objects out of reach", beside: "objects away" },
  { name: "Cekura refuses connections", scenario: "cekura-reset", of: "cekura" },
  { name: "Cekura resets mid-body", scenario: "cekura-cut-off", of: "cekura" },
  { name: "Cekura hangs", scenario: "cekura-silent", of: "cekura" },
  { name: "Cekura's HTML with 200", scenario: "cekura-html-page", of: "cekura" },
  { name: "Cekura's 500", scenario: "cekura-server-error", of: "cekura" },
  { name: "Cekura's 503", scenario: "cekura-unavailable", of: "cekura" },
  { name: "Cekura's 429", scenario: "cekura-rate-limited", of: "cekura" },
  { name: "Cekura's key revoked", scenario: "cekura-unauthorised", of: "cekura" },
  { name: "storage resets mid-body", scenario: "storage-cut", of: "storage" },
  { name: "storage's HTML with 200", scenario: "storage-html", of: "storage" },
  { name: "storage's 404", scenario: "recording-gone", of: "storage" },
  { name: "storage's URL expired", scenario: "recording-expired", of: "storage" },
  { name: "recording not ready", scenario: "recording-not-ready", of: "storage" },
];

/** Whether a fault can be seen on a route. */
export function meets(fault: Fault, route: { asks?: Beside }): boolean {
  return fault.of === undefined || fault.of === route.asks;
}
