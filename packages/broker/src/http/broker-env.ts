import type { Context } from "hono";
import type { AuditEvent } from "../audit/audit-state.ts";
import { type Audience, audienceOf } from "../base/audience.ts";
import type { Meter } from "../base/meter.ts";
import type { Site } from "../config/check-site.ts";
import type { Access } from "../grants/access.ts";
import type { SubjectNames } from "../keys/subject-names.ts";

/** What middleware passes to routes (Hono's `Variables`). */
export interface BrokerEnv {
  Variables: {
    requestId: string;
    /** The request's URL. */
    url: URL;
    /** The path below the broker's address, as sent. `req.path` is the same path, decoded. */
    path: string;
    now: () => number;
    /** When the request arrived, in milliseconds since 1970. */
    arrivedMs: number;
    /** Whether the log has a line about the refusal of this request. */
    isLogged?: boolean;
    /** What the request has asked of its source, once it reads from it. */
    meter?: Meter;
    /** A nonce for the next proof, if the site requires one. */
    nonce?: string;
    /** Who asks. Each is set as soon as it is known, also for requests that are refused later. */
    site?: Site;
    audience?: Audience;
    subject?: string;
    /** The subject's name for the owner. */
    subjectName?: string;
    /** What a route tells the audit log beyond that. */
    audited?: Partial<Pick<AuditEvent, "site" | "subject" | "call" | "scopes">>;
    /** Set by `requireToken`. */
    access: Access;
  };
}

/** Records who asks, as soon as a credential tells. */
export async function setViewer(
  context: Context<BrokerEnv>,
  { site, subject, subjectNames }: { site: Site; subject: string; subjectNames: SubjectNames },
): Promise<void> {
  context.set("site", site);
  context.set("subject", subject);
  context.set("audience", audienceOf(subject));
  const [name = ""] = await subjectNames(site.id, subject);
  context.set("subjectName", name);
}
