import type { Access } from "../grants/access.ts";

/** What middleware hands to routes (Hono's `Variables`). */
export interface BrokerEnv {
  Variables: {
    requestId: string;
    now: () => number;
    /** A nonce for the next proof, where the site asks for one. */
    nonce?: string;
    /** Set by `requireToken`. */
    access: Access;
  };
}
