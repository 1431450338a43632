import { objectName } from "./object-name.ts";
import { requireNamespace } from "./require-namespace.ts";

/** The first use of an assertion, or a further one. */
export interface AssertionUse {
  id: string;
  thumbprint: string;
  expiresAtMs: number;
  /** True where even the same key may not use it twice. */
  isSingleUse?: boolean;
}

/** One request or mint of a viewer, which counts against a limit. */
export interface ViewerUse {
  kind: "request" | "mint";
  limitPerMinute: number;
  nowMs: number;
  /** The proof of a `POST`, which is refused when it comes again; null for reads. */
  proof: { id: string; expiresAtMs: number } | null;
}

export type Admission =
  | { ok: true }
  | { ok: false; reason: "limited"; retryAfterSeconds: number }
  | { ok: false; reason: "replayed" };

/** What the broker remembers of one viewer between requests. Kept by a `ViewerObject`. */
export interface ViewerState {
  admit(use: ViewerUse): Promise<Admission>;
  /** Binds an assertion to the key that uses it first, until it expires. */
  bindAssertion(use: AssertionUse): Promise<"bound" | "reused">;
}

/** Finds the state of a viewer. */
export type ViewerStates = (site: string, subject: string) => Promise<ViewerState>;

/** State in Durable Objects, one per site and subject. */
export function viewerStates(env: Readonly<Record<string, unknown>>): ViewerStates {
  return async (site, subject) =>
    requireNamespace<ViewerState>(env, "VIEWERS").getByName(await objectName(site, subject));
}
