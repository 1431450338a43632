import type { TalkFailure } from "./talk-state.ts";

export interface PolicyWatch {
  /** Where the client connects next: a policy's report may say no more than its scheme. */
  target: string;
}

/** Reports what the page's Content-Security-Policy forbids the vendor's client, until the signal aborts. */
export function watchPolicy(report: (failure: TalkFailure) => void, signal: AbortSignal): PolicyWatch {
  const watch = { target: "" };
  document.addEventListener(
    "securitypolicyviolation",
    ({ effectiveDirective, blockedURI, disposition }) => {
      if (disposition !== "enforce") return;
      if (effectiveDirective === "connect-src" && isOf(watch.target, blockedURI))
        report({ kind: "csp-connect", directive: connectLine(watch.target) });
      else if (effectiveDirective === "worker-src" && blockedURI.startsWith("blob"))
        report({ kind: "csp-worker", directive: "worker-src blob:" });
    },
    { signal },
  );
  return watch;
}

/** LiveKit's room needs both schemes, and Ultravox's own socket only one. */
function connectLine(target: string): string {
  return `connect-src ${target} ${target.replace(/^ws/, "http")}`;
}

/** A report has the address, or only its scheme where that is not http. */
function isOf(target: string, blocked: string): boolean {
  const [scheme] = target.split(":");
  return (
    blocked === scheme || blocked.startsWith(target) || blocked.startsWith(target.replace(/^ws/, "http"))
  );
}
