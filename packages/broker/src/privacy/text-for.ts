import type { Scope } from "@keyhole/contract";
import { maskPersonalData } from "./mask-personal-data.ts";

/** A text of a call as a viewer may read it: with `pii:read` as it is, else with personal data masked. */
export function textFor(scopes: readonly Scope[], text: string): string {
  return scopes.includes("pii:read") ? text : maskPersonalData(text);
}
