import { shortName } from "./ask-about-viewer.ts";
import type { Words } from "./figures-of.ts";
import type { SwitchOutcome } from "./switches-store.ts";

/** What a switch or a revocation did. */
export function switchWords(outcome: SwitchOutcome, { text }: Words): string {
  const { did, target } = outcome;
  const { site, subject } = target ?? { site: text("admin.everyone"), subject: null };
  const what = subject === null ? site : `${shortName(subject)} (${site})`;
  const done = text(`admin.done.${did}`, { what });
  if (did === "revoked" || did === "on") return done;
  const { calls } = outcome;
  if (calls === null) return `${done}. ${text("admin.done.unknown")}`;
  return calls.hungUp + calls.waiting + calls.failed === 0
    ? done
    : `${done}. ${text("admin.done.calls", { ...calls })}`;
}
