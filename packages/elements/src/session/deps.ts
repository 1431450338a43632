import { indexedDbKeyStore, type KeyStore } from "./key-ring.ts";

/** The part of WebCrypto that a session uses. */
export type WebCrypto = Pick<Crypto, "subtle" | "getRandomValues">;

/** The environment of a session. `browserDeps()` is the real one. */
export interface SessionDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The wall clock in milliseconds, as `Date.now()`. It may be wrong, and it may jump. */
  now: () => number;
  /** A clock that never goes back, in milliseconds, as `performance.now()`. It may stop while the machine sleeps. */
  monotonic: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
  /** From 0 to 1, as `Math.random()`. Only spreads retries; makes no secret. */
  random: () => number;
  /** Lacks `subtle` in an insecure context. */
  crypto: Partial<WebCrypto> | undefined;
  keyStore: KeyStore;
  page: SessionPage;
}

/** Document and window, as a session uses them. */
export interface SessionPage {
  /** Base of a relative assertion URL. */
  baseUrl: () => string;
  origin: () => string;
  /** By default the document's. */
  hidden?: () => boolean;
  /** Calls back when the page is shown or restored. Returns the unsubscribe. By default that of the window. */
  onWake?: (listener: () => void) => () => void;
}

/** The page that a session runs in. Globals are read when called, so that importing works without them. */
export function browserDeps(): SessionDeps {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    random: () => Math.random(),
    crypto: globalThis.crypto,
    keyStore: indexedDbKeyStore(),
    page: browserPage,
  };
}

const browserPage: SessionPage = {
  baseUrl: () => document.baseURI,
  origin: () => globalThis.origin,
};
