import type { AuditKind } from "@keyhole/contract";
import type { MiddlewareHandler } from "hono";
import type { Audit } from "../audit/audit.ts";
import { READS_REMEMBERED } from "../base/limits/logs.ts";
import { createRepeats } from "../base/repeats.ts";
import type { BrokerEnv } from "./broker-env.ts";

/** A route whose answers are noted. */
export interface AuditedRoute {
  /** Absent: nothing that is answered is noted. Refusals always are. */
  kind: AuditKind | undefined;
  method: string;
  /** With its parameters: nothing of a request. */
  path: string;
}

/** Notes who did what. A page that reads the same again within a minute, as one that polls, is noted once. */
export function createAuditAnswers(
  audit: Pick<Audit, "note">,
  now: () => number,
): (route: AuditedRoute) => MiddlewareHandler<BrokerEnv> {
  const isRepeated = createRepeats(now, READS_REMEMBERED);
  return ({ kind, method, path }) =>
    async function auditAnswer(context, next) {
      await next();
      // A refusal has its own event. 304 shows nothing new.
      if (kind === undefined || context.error !== undefined || context.res.status >= 300) return;
      const { call = context.req.param("id")?.toLowerCase(), ...more } = context.get("audited") ?? {};
      const event = {
        kind,
        site: context.get("site")?.id ?? null,
        subject: context.get("subjectName") ?? null,
        requestId: context.get("requestId"),
        action: `${method} ${path}`,
        ...(call === undefined ? {} : { call }),
        ...more,
      };
      const { site, subject, action } = event;
      if (kind === "read" && isRepeated(JSON.stringify([site, subject, action, call]))) return;
      const isSilent = path === "/v1/recordings/:ticket";
      audit.note(event, { audience: context.get("audience") ?? "", isSilent });
    };
}
