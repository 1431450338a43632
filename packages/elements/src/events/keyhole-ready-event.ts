import type { Scope } from "@keyhole/contract";

/** The element shows its first content, and all of it can be used. Dispatched once for each viewer. */
export class KeyholeReadyEvent extends Event {
  /** The scopes of the viewer. */
  readonly scopes: readonly Scope[];

  constructor(scopes: readonly Scope[]) {
    super("keyhole-ready", { bubbles: true, composed: true });
    this.scopes = scopes;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-ready": KeyholeReadyEvent;
  }
}
