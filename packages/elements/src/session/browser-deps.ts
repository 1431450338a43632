import { indexedDbKeyStore } from "./key-store.ts";
import type { SessionDeps, SessionPage } from "./session-deps.ts";

/** The page that a session runs in. Globals are looked up when asked, so that importing needs none. */
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
  hidden: () => document.hidden,
  onWake(listener) {
    const control = new AbortController();
    const { signal } = control;
    document.addEventListener("visibilitychange", listener, { signal });
    // A page that comes back from the back-forward cache.
    addEventListener("pageshow", listener, { signal });
    return () => control.abort();
  },
};
