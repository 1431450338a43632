import { setTimeout as sleep } from "node:timers/promises";
import { READY_POLL_MS, READY_REQUEST_TIMEOUT_MS } from "./limits.ts";
import { StartError } from "./start-error.ts";

/**
 * Asks `url` until it answers with a 2xx. Rejects with a `StartError` for a problem document (RFC 9457), since
 * asking again would not change it, and with the signal's reason when that aborts first.
 */
export async function waitUntilAnswers(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await answers(url, signal)) return;
    await sleep(READY_POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  let answer: Response;
  let body: string;
  try {
    answer = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(READY_REQUEST_TIMEOUT_MS)]),
    });
    body = await answer.text();
  } catch {
    return false; // Refused, reset or too slow: it is not up yet.
  }
  if (answer.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    const { detail } = JSON.parse(body) as { detail?: string };
    throw new StartError(`${url} answers ${answer.status}: ${detail}`);
  }
  return answer.ok;
}
