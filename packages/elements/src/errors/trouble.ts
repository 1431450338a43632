import type { LoadFailure } from "../base/lazy-module.ts";
import type { Failure } from "../session/index.ts";

/** A mistake in the page's markup. The element sends no request. */
export type Misuse =
  | { kind: "key-in-attribute"; attribute: string }
  | { kind: "site-missing" }
  | { kind: "call-missing" }
  | { kind: "broker-invalid" }
  | { kind: "time-zone-invalid"; timeZone: string };

/** Everything that can keep an element from showing calls. */
export type Trouble = Failure | Misuse | LoadFailure | { kind: "signed-out" };
