import { KeyholeAdmin } from "./keyhole-admin.ts";

/** What `admin.js` does: it starts the page at `/admin`. */
if (!customElements.get("keyhole-admin")) customElements.define("keyhole-admin", KeyholeAdmin);
