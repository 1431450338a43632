import type { DiagnosisCheck } from "@keyhole/contract";
import { POLICY_REPORT_MS, UNREACHABLE_MS } from "../base/limits.ts";
import type { Examination } from "./patient.ts";
import { OwnPromise, within } from "./within.ts";

/** What has been seen of the page's policy since the watch began. */
export interface PolicyWatch {
  /** Directives that have forbidden the broker's address so far. */
  readonly directives: ReadonlySet<string>;
  /** Tries what can be tried, and says which directives lack the address. */
  check(): Promise<DiagnosisCheck>;
  end(): void;
}

/** Listens to violations of the page's policy: no other way tells them from a network that is down. */
export function watchPolicy({ options, text }: Examination): PolicyWatch {
  const directives = new Set<string>();
  const broker = options?.broker;
  const listen = ({ blockedURI, effectiveDirective, disposition }: SecurityPolicyViolationEvent) => {
    if (disposition === "report" || !broker || !blockedURI.startsWith(broker)) return;
    // Those for elements and attributes fall back to the one that pages set.
    directives.add(effectiveDirective.replace(/-(elem|attr)$/, ""));
  };
  document.addEventListener("securitypolicyviolation", listen);
  return {
    directives,
    async check() {
      if (!broker) return { id: "policy", ok: null, fix: null };
      await within(UNREACHABLE_MS, () => tryMedia(broker)).catch(() => {});
      // A violation is reported a task after the failure.
      await new OwnPromise((resolve) => setTimeout(resolve, POLICY_REPORT_MS));
      const ok = directives.size === 0;
      const fix = ok ? null : text("fix.policy", { broker, directives: [...directives].join(", ") });
      return { id: "policy", ok, fix };
    },
    end: () => document.removeEventListener("securitypolicyviolation", listen),
  };
}

/** Loads what is no recording, from where recordings come. */
async function tryMedia(broker: string): Promise<void> {
  const audio = new Audio();
  audio.crossOrigin = "anonymous";
  await new OwnPromise((resolve) => {
    audio.onerror = audio.onloadedmetadata = resolve;
    audio.src = `${broker}/v1/health`;
  });
  audio.onerror = null;
  audio.removeAttribute("src");
}
