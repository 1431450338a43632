import type { Scope } from "@keyhole/contract";

/** The element shows its first content, and everything about it can be used. Once for each viewer. */
export class KeyholeReadyEvent extends Event {
  /** What the viewer is granted. */
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
