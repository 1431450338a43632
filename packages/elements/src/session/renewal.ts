import { TICK_MS } from "./limits.ts";
import type { SessionDeps } from "./session-deps.ts";

/** Renews a token ahead of its end while somebody looks. */
export interface Renewal {
  /** Starts, or looks again after a token has come or gone. */
  arm(): void;
  stop(): void;
}

/**
 * `dueInMs` is asked for the time that is left, undefined where there is no token. The timer looks
 * at it every few seconds and does not trust itself to be on time: a machine that slept is late.
 * A hidden page does not renew, which would be a mint every four minutes in every forgotten tab;
 * it renews when it is shown again, and a request in between gets its token by itself.
 */
export function createRenewal(
  deps: SessionDeps,
  dueInMs: () => number | undefined,
  renew: () => void,
): Renewal {
  let timer: unknown;
  let unwatch: (() => void) | undefined;

  function look(): void {
    deps.clearTimer(timer);
    const ms = dueInMs();
    if (ms === undefined || deps.page.hidden()) return;
    if (ms <= 0) renew();
    else timer = deps.setTimer(look, Math.min(ms, TICK_MS));
  }

  return {
    arm() {
      unwatch ??= deps.page.onWake(look);
      look();
    },
    stop() {
      deps.clearTimer(timer);
      unwatch?.();
      unwatch = undefined;
    },
  };
}
