import { Refusal } from "../http/refusal.ts";

/** The first use of an assertion, or a further one. */
export interface AssertionUse {
  id: string;
  thumbprint: string;
  expiresAtMs: number;
}

/** What the broker remembers of one viewer between requests. Kept by a `ViewerObject`. */
export interface ViewerState {
  /** Binds an assertion to the key that uses it first, until it expires. */
  bindAssertion(use: AssertionUse): Promise<"bound" | "reused">;
}

/** Finds the state of a viewer. */
export type ViewerStates = (site: string, subject: string) => Promise<ViewerState>;

interface ViewerNamespace {
  getByName(name: string): ViewerState;
}

/** State in Durable Objects, one per site and subject, named by a hash: a subject may be an e-mail address. */
export function viewerStates(env: Readonly<Record<string, unknown>>): ViewerStates {
  return async (site, subject) => {
    const namespace = env.VIEWERS as ViewerNamespace | undefined;
    if (namespace === undefined) {
      throw new Refusal(
        "not_configured",
        "The Worker lacks its Durable Object binding VIEWERS; see its wrangler.jsonc.",
      );
    }
    const bytes = new TextEncoder().encode(`${site}\n${subject}`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return namespace.getByName(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  };
}
