import { TICK_MS } from "../base/limits.ts";
import type { SessionDeps, SessionPage } from "./deps.ts";

/** What a session does when time, its page or another tab changes. */
export interface Watched {
  /** Milliseconds until the token should be renewed; undefined without a token. */
  dueInMs(): number | undefined;
  renew(): void;
  /** The page enters the back-forward cache. */
  leave(): void;
  /** The page was restored from it. */
  back(): void;
  /** Another tab has signed out. */
  signOut(): void;
}

export interface Watch {
  /** Starts renewing, or checks again after the token has changed. */
  arm(): void;
  stop(): void;
  /** Signs out the sessions of the same name in other tabs. */
  signedOut(): void;
}

/**
 * Watches the clock, the back-forward cache and other tabs for a session.
 *
 * A token is renewed before it expires, while the session has subscribers. The timer checks every few seconds,
 * because timers are late after a machine slept. A hidden page does not renew, or every forgotten tab would mint
 * every four minutes. It renews when it is shown again; a request in between mints by itself.
 *
 * An open channel keeps a page out of the cache of
 * some browsers, so it is closed meanwhile. A page that misses a message there asks anew when it is restored.
 */
export function watchPage(name: string, session: Watched, deps: SessionDeps): Watch {
  const page = { ...browserPage, ...deps.page };
  let channel = openChannel();
  let timer: unknown;
  let unwatch: (() => void) | undefined;

  function check(): void {
    deps.clearTimer(timer);
    const ms = session.dueInMs();
    if (ms === undefined || page.hidden()) return;
    if (ms <= 0) session.renew();
    else timer = deps.setTimer(check, Math.min(ms, TICK_MS));
  }

  function openChannel(): BroadcastChannel | undefined {
    try {
      const opened = new BroadcastChannel(`keyhole:${name}`);
      opened.onmessage = () => session.signOut();
      return opened;
    } catch {
      // The page, or a sandbox, allows none.
      return undefined;
    }
  }

  addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) return;
    channel?.close();
    session.leave();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    channel = openChannel();
    session.back();
  });
  return {
    arm() {
      unwatch ??= page.onWake(check);
      check();
    },
    stop() {
      deps.clearTimer(timer);
      unwatch?.();
      unwatch = undefined;
    },
    signedOut() {
      channel?.postMessage("signed-out");
    },
  };
}

/** Document and window, for a session that is given neither. */
export const browserPage: Required<Pick<SessionPage, "hidden" | "onWake">> = {
  hidden: () => document.hidden,
  onWake(listener) {
    const control = new AbortController();
    const { signal } = control;
    document.addEventListener("visibilitychange", listener, { signal });
    // The page was restored from the back-forward cache.
    addEventListener("pageshow", listener, { signal });
    return () => control.abort();
  },
};
