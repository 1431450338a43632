import type { LoadFailure } from "../base/lazy.ts";
import type { Failure } from "../session/index.ts";

/** The element was set up wrongly; it asks for nothing. */
export type Misuse =
  | { kind: "key-in-attribute"; attribute: string }
  | { kind: "site-missing" }
  | { kind: "call-missing" }
  | { kind: "broker-invalid" }
  | { kind: "time-zone-invalid"; timeZone: string };

/** Whatever keeps the element from showing calls. */
export type Trouble = Failure | Misuse | LoadFailure | { kind: "signed-out" };
