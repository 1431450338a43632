import type { Problem, Scope } from "@keyhole/contract";

/** Where the session finds its broker, and for whom it asks. */
export interface SessionOptions {
  /** Origin of the broker, such as `https://keyhole.acme.workers.dev`. */
  broker: string;
  /** Id of the site in the broker's config. */
  site: string;
  /** How the host vouches for its member; null for an anonymous visitor. */
  assertion: AssertionSource | null;
}

/**
 * - `url`: a same-origin URL, asked with cookies and `?jkt=<thumbprint>`. 200 `text/plain` is the
 *   assertion, 401 means that nobody is signed in.
 * - `function`: `get({jkt})` resolves to the assertion, or to null where nobody is signed in. It is
 *   known by its identity: the same function shares a session, so keep it in a variable; an arrow
 *   function written anew at every render would mint anew at every render.
 */
export type AssertionSource =
  | { kind: "url"; url: string }
  | { kind: "function"; get: (request: { jkt: string }) => Promise<string | null> };

export type SessionState =
  | { status: "idle" }
  | { status: "connecting" }
  | { status: "ready"; scopes: readonly Scope[] }
  /** After `signOut()`, until `signIn()`. */
  | { status: "signed-out" }
  | { status: "failed"; failure: Failure };

export type Failure =
  /** What the broker said. */
  | { kind: "problem"; problem: Problem }
  /** The host says that nobody is signed in. */
  | { kind: "not-signed-in" }
  /**
   * The host's assertion source failed: another `status` than 200 and 401; a `content` that is no
   * JWT in `text/plain`; no answer from the `network`, a redirect included; a URL of another origin
   * (`cross-origin`); a function that `threw`, or did not answer in 20 s.
   */
  | {
      kind: "assertion";
      reason: "status" | "content" | "network" | "cross-origin" | "threw";
      status?: number;
    }
  /** No answer within 20 s: offline, or blocked by the page's policy or by CORS. */
  | { kind: "network" }
  /** No WebCrypto: the page is not in a secure context (https, or localhost). */
  | { kind: "insecure-context" }
  /** An answer that is not of the contract. */
  | { kind: "answer" }
  /** A proof was refused for its time, and again after the clock had been set by the broker's. */
  | { kind: "clock" };

/** `dropped`: aborted, signed out, or the epoch changed while it ran. Nothing is to be shown for it. */
export type Answer<T> =
  | { ok: true; value: T; status: number; headers: Headers }
  | { ok: false; failure: Failure }
  | { ok: false; dropped: true };

export interface SessionRequest<T> {
  /** GET unless told. A GET is repeated after a short `Retry-After`, a POST never. */
  method?: "GET" | "POST";
  /** Anything that can be sent twice: no stream. */
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Aborting it drops the answer. */
  signal?: AbortSignal;
  /** Checks the JSON body (undefined for 204 and 304); undefined means that it is not of the contract. */
  parse: (body: unknown) => T | undefined;
}

/**
 * Key pair, token, renewal and retries of one page, shared by all elements with the same broker,
 * site and assertion source. The token is held in memory and is in no property, event or log.
 */
export interface Session {
  readonly state: SessionState;
  /** Goes up whenever rows that elements hold must be dropped: signed out, or another member. */
  readonly epoch: number;
  /**
   * Calls back when the state or the epoch has changed; returns the unsubscribe. While somebody is
   * subscribed the token is renewed ahead of its end (in a hidden page when it is shown again);
   * the last unsubscribe stops that. Nothing is asked before the first request or `signIn()`.
   */
  subscribe(listener: () => void): () => void;
  /**
   * Asks the broker, with a path from its root. Never rejects for what happens on the wire; a path
   * that leads to another origin is a `TypeError`. A failure is never kept: the next request tries
   * again. While signed out every answer is dropped.
   */
  request<T>(path: string, init: SessionRequest<T>): Promise<Answer<T>>;
  /**
   * RFC 7638 thumbprint of the page's key: what a host's server needs to stamp a call as this
   * visitor's own. Rejects in an insecure context and while signed out.
   */
  thumbprint(): Promise<string>;
  /**
   * Drops token, key (in memory and in IndexedDB) and rows. A visitor's own calls hang on that key:
   * after this they are nobody's. Rejects where the browser does not let go of the stored key.
   * Other open tabs keep their copy until they are closed or signed out themselves.
   */
  signOut(): Promise<void>;
  /** Leaves `signed-out`, or retries after a failure, with the same assertion source. */
  signIn(): void;
}
