/** Why the broker did not do what was asked. */
export type AdminFailure =
  /** The secret is not the Worker's. */
  | { kind: "wrong" }
  /** Too many wrong secrets from this network. */
  | { kind: "limited"; waitMs: number }
  /** The Worker, its storage or an upstream does not answer. */
  | { kind: "busy"; requestId: string | null }
  /** No answer arrived. */
  | { kind: "network" }
  /** An answer that is no broker's. */
  | { kind: "foreign" }
  /** Anything else, in the broker's words. */
  | { kind: "refused"; code: string; detail: string; requestId: string | null }
  /** The browser lacks something, or the page is broken. */
  | { kind: "page"; reason: string };

export type AdminAnswer<Body> = { ok: true; body: Body } | { ok: false; failure: AdminFailure };

/** One request of an admin route. */
export interface AdminRequest {
  /** Path and query below `/v1/admin/`. */
  path: string;
  method?: "GET" | "POST" | "PUT";
  /** Sent as JSON. */
  body?: object;
  signal: AbortSignal;
}

/** A page of events as lines, and the cursor of the next one. */
export interface AdminLines {
  lines: string;
  next: string | null;
}

/** Asks the admin routes with the owner's secret, which it does not tell. */
export interface AdminClient {
  /** `parse` returns undefined for a body that is not the broker's. */
  ask<Body>(request: AdminRequest, parse: (body: unknown) => Body | undefined): Promise<AdminAnswer<Body>>;
  /** The same events as `ask`, one JSON object a line. */
  askLines(request: AdminRequest): Promise<AdminAnswer<AdminLines>>;
}
