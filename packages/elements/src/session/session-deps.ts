import type { KeyStore } from "./key-store.ts";

/** The part of WebCrypto that a session uses. */
export type WebCrypto = Pick<Crypto, "subtle" | "randomUUID">;

/** What a session takes from its surroundings. `browserDeps()` has the real ones. */
export interface SessionDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The wall clock in milliseconds, as `Date.now()`. It may be wrong, and it may jump. */
  now: () => number;
  /** A clock that never goes back, in milliseconds, as `performance.now()`. It may stop in sleep. */
  monotonic: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
  /** From 0 to 1, as `Math.random()`. Spreads retries; nothing secret comes from it. */
  random: () => number;
  /** Without `subtle` in an insecure context. */
  crypto: Partial<WebCrypto> | undefined;
  keyStore: KeyStore;
  page: SessionPage;
}

/** What a session asks of document and window. */
export interface SessionPage {
  /** What a relative assertion URL is resolved against. */
  baseUrl: () => string;
  origin: () => string;
  hidden: () => boolean;
  /** Calls back when the page is shown or restored; returns the unsubscribe. */
  onWake: (listener: () => void) => () => void;
}
