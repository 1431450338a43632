import { chainHolds, launcherChain, readProcess } from "./ancestors.ts";
import { PARENT_POLL_MS } from "./limits.ts";

/** Calls back once when the process that started us has gone. Returns a function that stops watching. */
export function watchParent(onGone: () => void): () => void {
  const chain = launcherChain(process.ppid, readProcess);
  const timer = setInterval(() => {
    if (chainHolds(chain, process.ppid, readProcess)) return;
    clearInterval(timer);
    onGone();
  }, PARENT_POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
