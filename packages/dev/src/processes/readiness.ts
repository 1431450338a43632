import { setTimeout as sleep } from "node:timers/promises";
import { READY_POLL_MS, READY_REQUEST_TIMEOUT_MS } from "./limits.ts";

/** Asks `url` until it answers with a 2xx. Rejects with the signal's reason when that aborts first. */
export async function waitUntilAnswers(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await answers(url, signal)) return;
    await sleep(READY_POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(READY_REQUEST_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // Refused, reset or too slow: it is not up yet.
  }
}
