import { KeyholeCall } from "./call/keyhole-call.ts";
import { KeyholeCalls } from "./list/keyhole-calls.ts";

/**
 * Defines the elements. Keeps a name that is already defined, as by a script that is included twice or by another
 * version of Keyhole.
 */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  if (!registry.get("keyhole-calls")) registry.define("keyhole-calls", KeyholeCalls);
  if (!registry.get("keyhole-call")) registry.define("keyhole-call", KeyholeCall);
  // Some pages replace `define`.
  if (!registry.get("keyhole-call")) throw new TypeError("customElements.define");
}
