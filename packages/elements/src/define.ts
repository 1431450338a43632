import { KeyholeCall } from "./call/keyhole-call.ts";
import { KeyholeCalls } from "./list/keyhole-calls.ts";
import { KeyholeOverview } from "./overview/keyhole-overview.ts";
import { KeyholeTalk } from "./talk/keyhole-talk.ts";

/**
 * Defines the elements. Keeps a name that is already defined, as by a script that is included twice or by another
 * version of Keyhole.
 */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  const define = (tag: string, element: CustomElementConstructor) =>
    registry.get(tag) ?? registry.define(tag, element);
  define("keyhole-calls", KeyholeCalls);
  define("keyhole-call", KeyholeCall);
  define("keyhole-overview", KeyholeOverview);
  define("keyhole-talk", KeyholeTalk);
  // Some pages replace `define`.
  if (!registry.get("keyhole-call")) throw new TypeError("customElements.define");
}
