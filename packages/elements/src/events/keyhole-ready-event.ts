/** The element shows its first content, and all of it can be used. Dispatched once for each viewer. */
export class KeyholeReadyEvent extends Event {
  /** The scopes of the viewer; a newer broker may have some that this version does not know. */
  readonly scopes: readonly string[];

  constructor(scopes: readonly string[]) {
    super("keyhole-ready", { bubbles: true, composed: true });
    this.scopes = scopes;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-ready": KeyholeReadyEvent;
  }
}
