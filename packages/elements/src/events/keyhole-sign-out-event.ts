/** Token, key and rows were dropped: by `signOut()` here, or on another element of the same site. */
export class KeyholeSignOutEvent extends Event {
  constructor() {
    super("keyhole-sign-out", { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "keyhole-sign-out": KeyholeSignOutEvent;
  }
}
