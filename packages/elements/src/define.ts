import { KeyholeCall } from "./call/keyhole-call.ts";
import { KeyholeCalls } from "./list/keyhole-calls.ts";

/**
 * Defines the elements. A name that is taken, by a script that is included twice or by another
 * version of Keyhole, is left as it is.
 */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  if (!registry.get("keyhole-calls")) registry.define("keyhole-calls", KeyholeCalls);
  if (!registry.get("keyhole-call")) registry.define("keyhole-call", KeyholeCall);
}
