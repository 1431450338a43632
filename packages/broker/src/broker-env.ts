import type { ResourceAccess } from "./tokens/require-token.ts";

/** What middleware hands to routes (Hono's `Variables`). */
export interface BrokerEnv {
  Variables: {
    requestId: string;
    now: () => number;
    /** Set by `requireToken`. */
    access: ResourceAccess;
  };
}
