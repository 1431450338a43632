/** Token, key and rows were dropped, by `signOut()` of this or another element of the site. */
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
