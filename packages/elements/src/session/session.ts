import type { Problem } from "@keyhole/contract";
import type { PageFailure } from "../base/page-failure.ts";

/** Which broker and site a session asks, and for whom. */
export interface SessionOptions {
  /** Address of the broker, such as `https://keyhole.acme.example`, without a slash at its end; may have a path. */
  broker: string;
  /** Id of the site in the broker's config. */
  site: string;
  /** How the host vouches for its member; null for an anonymous visitor. */
  assertion: AssertionSource | null;
}

/**
 * - `url`: a same-origin URL, requested with cookies and `?jkt=<thumbprint>`. 200 `text/plain` is the assertion;
 *   401 or a redirect means that nobody is signed in.
 * - `function`: `get({jkt})` resolves to the assertion, or to null if nobody is signed in. The newest function of
 *   a site is asked.
 */
export type AssertionSource =
  | { kind: "url"; url: string }
  | { kind: "function"; get: (request: { jkt: string }) => Promise<string | null> };

export type SessionState =
  | { status: "idle" }
  | { status: "connecting" }
  | { status: "ready"; scopes: readonly string[] }
  /** After `signOut()`, until `signIn()`. */
  | { status: "signed-out" }
  | { status: "failed"; failure: Failure };

export type Failure =
  /** The broker refused. */
  | { kind: "problem"; problem: Problem }
  /** The host says that nobody is signed in. */
  | { kind: "not-signed-in" }
  /**
   * The host's assertion source failed: a `status` other than 200 and 401; `content` other than a JWT; no answer
   * from the `network`; a URL of another origin (`cross-origin`); a function that `threw` or took longer than 20 s.
   */
  | {
      kind: "assertion";
      reason: "status" | "content" | "network" | "cross-origin" | "threw";
      status?: number;
    }
  /** No answer within 20 s: offline, stopped on the way, or blocked by the page's policy or by CORS. */
  | { kind: "network" }
  /** A file of the elements was not fetched. */
  | { kind: "part" }
  /** No WebCrypto: the page is not in a secure context (https, or localhost). */
  | { kind: "insecure-context" }
  /** The page has changed something of the browser that the elements need, or the browser lacks it. */
  | PageFailure
  /** A file of the elements does not run. */
  | { kind: "script" }
  /** The answer does not fit the contract. */
  | { kind: "answer" }
  /** A proof was refused for its time, even with the broker's clock. */
  | { kind: "clock" };

/** `dropped`: aborted, signed out, or the epoch changed in the meantime. Show nothing for it. */
export type Answer<T> =
  | { ok: true; value: T; status: number; headers: Headers }
  | { ok: false; failure: Failure }
  | { ok: false; dropped: true };

export interface SessionRequest<T> {
  /** Default GET. A GET is repeated after a short `Retry-After`, a POST never. */
  method?: "GET" | "POST";
  /** Anything that can be sent twice; not a stream. */
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Aborting it drops the answer. */
  signal?: AbortSignal;
  /**
   * Signs the request now, and sends it in the task in which this resolves, for the viewer of now, whoever is signed
   * in by then. A page that is left has no time to sign. A proof is good for a minute.
   */
  hold?: Promise<void>;
  /** Parses the JSON body (undefined for 204 and 304); undefined means that it does not fit the contract. */
  parse: (body: unknown) => T | undefined;
}

/**
 * Key pair, token, renewal and retries, shared by all elements of a page with the same broker, site and assertion
 * source. The token stays in memory and appears in no property, event or log.
 */
export interface Session {
  readonly state: SessionState;
  /**
   * Increases when elements must drop their rows: on sign-out, for another member, and when a member's token has
   * ended without a successor.
   */
  readonly epoch: number;
  /**
   * True while nobody knows who looks: from when the page enters the back-forward cache until it has asked again.
   * Elements keep their rows and show none.
   */
  readonly away?: boolean;
  /** Replaces the function that vouches for the member; asked at the next renewal. */
  assertion?: AssertionSource | null;
  /**
   * Calls back when state or epoch have changed. Returns the unsubscribe. While there are subscribers, the token
   * is renewed before it expires; a hidden page renews when it is shown again. Sends no request before the first
   * `request()` or `signIn()`.
   */
  subscribe(listener: () => void): () => void;
  /**
   * Sends a request to the broker; the path starts at its address. Never rejects for what happens on the wire; a path
   * that leads out of it is a `TypeError`. Failures are not cached: the next request tries again. While signed out,
   * every answer is dropped.
   */
  request<T>(path: string, init: SessionRequest<T>): Promise<Answer<T>>;
  /**
   * RFC 7638 thumbprint of the page's key, with which a host's server marks a call as this visitor's own.
   * Rejects in an insecure context and while signed out.
   */
  thumbprint(): Promise<string>;
  /**
   * Drops token, key (in memory and in IndexedDB) and rows. A visitor's own calls belong to that key: afterwards
   * nobody can see them as their own. Rejects if the browser fails to delete the stored key. Sessions of the same
   * broker, site and kind of viewer in other tabs sign out too.
   */
  signOut(): Promise<void>;
  /** Ends `signed-out`, or retries after a failure, with the same assertion source. */
  signIn(): void;
}
