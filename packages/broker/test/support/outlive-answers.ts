import { afterEach, vi } from "vitest";
import { LIST_LIFE_MS } from "../../src/base/limits/answers.ts";

/**
 * Ends what is kept of lists, running calls and failures, so that the next request asks the upstream: the clock of the
 * test stands still, and moves on by their life at each call.
 */
export function outliveAnswers(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + LIST_LIFE_MS);
}

/** Gives each test of a file the real clock back. */
export function restoreClock(): void {
  afterEach(() => {
    vi.useRealTimers();
  });
}
