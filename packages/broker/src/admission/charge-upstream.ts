import type { Context } from "hono";
import { ORDINARY_UPSTREAM_REQUESTS } from "../base/limits/admission.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { Admission } from "./admission.ts";

/** What `chargeUpstream` needs. */
export interface Charging {
  admission: Pick<Admission, "chargeFurther">;
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Charges a request by the upstream requests that it made. An ordinary one asks for a call and for a part of
 * it, and counts once. One that asks more often, page by page or because the upstream fails, counts as often
 * as it asks; its first use was counted when it was admitted. The answer does not wait for it, and a failure
 * to charge is no failure of the answer.
 */
export function chargeUpstream(
  { admission, waitUntil }: Charging,
  context: Context<BrokerEnv>,
  kind: "request" | "recording",
): void {
  const site = context.get("site");
  const subject = context.get("subject");
  const sent = context.get("meter")?.sent ?? 0;
  if (site === undefined || subject === undefined || sent <= ORDINARY_UPSTREAM_REQUESTS) return;
  waitUntil(admission.chargeFurther({ site, subject }, { kind, count: sent - 1 }).catch(() => {}));
}
