import type { Scope } from "./auth.ts";
import type { SourceName } from "./calls.ts";
import type { ProblemCode } from "./problems.ts";

/** A key of Cekura that the Worker made for one project, without the key itself. */
export interface CekuraKey {
  /** Cekura's number of it, and its name in Cekura's dashboard. */
  id: number;
  name: string;
  /** ISO 8601; null if Cekura did not tell. */
  createdAt: string | null;
}

/** What the audit log is divided into. */
export const AUDIT_KINDS = ["mint", "refusal", "read", "start", "admin"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One item of `GET /v1/admin/audit`. */
export interface AuditItem {
  id: string;
  /** ISO 8601 with Z. */
  at: string;
  kind: AuditKind;
  /** Null where it is not known, or where it is not about one site. */
  site: string | null;
  /** The viewer's name, an HMAC: what switches and revoke take. Null where it is not known. */
  subject: string | null;
  /** Null for a count of refusals. */
  requestId: string | null;
  /** The problem that was answered. Absent: none was. */
  code?: ProblemCode;
  /** The exact reason of a refusal, which its answer does not tell. */
  reason?: string;
  /** Method and pattern of the route, such as `GET /v1/calls/:id`. */
  action?: string;
  /** The call's id. */
  call?: string;
  /** What a token was granted. */
  scopes?: readonly Scope[];
  /** Refusals for the same reason since the item before that have no item of their own. */
  unlogged?: number;
}

/** One item of `GET /v1/admin/switches`: what is switched off at a site, and what was revoked. */
export interface SiteSwitches {
  site: string;
  /** Whether the whole site is switched off. */
  disabled: boolean;
  /** Everything issued until then is revoked, ISO 8601 with Z; null for nothing. */
  revokedAt: string | null;
  /** Subjects that are, or were, switched off or whose access was revoked; the last change first. */
  subjects: readonly SubjectSwitch[];
}

/** The switch of one subject. */
export interface SubjectSwitch {
  /** The subject's name in the audit log. */
  subject: string;
  disabled: boolean;
  revokedAt: string | null;
  /** When it was last changed, ISO 8601 with Z. */
  changedAt: string;
}

/** Answer of `GET /v1/admin/switches`. */
export interface SwitchList {
  items: readonly SiteSwitches[];
}

/** Answer of `PUT /v1/admin/switches/:site` and of `PUT /v1/admin/switches/:site/subjects/:subject`. */
export interface SwitchChanged {
  site: string;
  /** Null: the whole site. */
  subject: string | null;
  disabled: boolean;
  /** Null: the calls could not be looked up. The switch holds; the Worker goes on to look. */
  calls: EndedCalls | null;
}

/** What a kill switch did to calls that were started through the broker. The Worker goes on with the rest. */
export interface EndedCalls {
  /** Calls that were hung up. */
  hungUp: number;
  /** Calls that nobody has joined yet, and that can be joined for at most `joinTimeoutSeconds`. */
  waiting: number;
  /** Calls that could not be hung up. */
  failed: number;
}

/** Answer of `POST /v1/admin/revoke`. */
export interface Revocation {
  /** Null: every site. */
  site: string | null;
  /** Null: every viewer. */
  subject: string | null;
  /** Everything issued until then is revoked, ISO 8601 with Z. */
  revokedAt: string;
}

/** Answer of `GET /v1/admin/state`. */
export interface AdminState {
  /** The release that answers. */
  version: string;
  /** Requests to the vendors whose key the Worker has. */
  upstreams: readonly UpstreamUse[];
  /** Starts of calls with the key of Ultravox, against the account's plan; null where no site starts any. */
  starts: PlanUse | null;
  /** Starts of calls by site and audience, against the config's limits. */
  siteStarts: readonly SiteStartUse[];
  /** What the instance of the Worker that answers keeps in memory. Others keep their own. */
  caches: readonly CacheUse[];
  /** One entry for each project that the Worker makes keys for. */
  cekuraKeys: readonly {
    project: number;
    /** Null: none was made yet. `isRejected`: Cekura does not accept it any more. */
    key: (CekuraKey & { isRejected: boolean }) | null;
    /** Names of keys that may exist in Cekura and that nobody holds: revoke them in its dashboard. */
    orphans: readonly string[];
  }[];
}

/** What of an upstream's budget is in use at a moment, in requests a second. */
export interface UpstreamUse {
  source: SourceName;
  /** The most that leaves for the key. */
  most: number;
  /** What may leave at present: less after the vendor has refused; null if it could not be read. */
  perSecond: number | null;
  /** What instances of the Worker have reserved or sent; null if it could not be read. */
  inUse: number | null;
}

/** One limit: what is used of it, null if it could not be read, and the most, null for none. */
export interface LimitUse {
  used: number | null;
  most: number | null;
}

/** Calls against the limits of the account's plan. */
export interface PlanUse {
  plan: string;
  lastMinute: LimitUse;
  atOnce: LimitUse;
}

/** Calls that all visitors, or all members, of a site have started. */
export interface SiteStartUse {
  site: string;
  audience: "visitors" | "members";
  lastHour: LimitUse;
  lastDay: LimitUse;
  /** Minutes of the last day, reserved ones included. */
  minutes: LimitUse;
  atOnce: LimitUse;
}

/** A memory of one instance of the Worker. */
export interface CacheUse {
  name: "answers" | "seenCalls" | "evaluations" | "proofs";
  entries: number;
  most: number;
}

/** Answer of `POST /v1/admin/cekura/:project/rotate`. */
export interface CekuraKeyRotation {
  project: number;
  /** The new key. */
  key: CekuraKey;
  /** The key that it replaces, to be revoked in Cekura's dashboard; null if there was none. */
  revoke: Pick<CekuraKey, "id" | "name"> | null;
}

/** One item of `GET /v1/admin/deliveries`: a call on its way to Cekura. */
export interface Delivery {
  /** Names it in `POST /v1/admin/deliveries/:id/repeat`. */
  id: string;
  /** The call's id in Ultravox. */
  call: string;
  site: string;
  state: "waiting" | "done" | "failed";
  /** Attempts to send it. */
  tries: number;
  /** When it is tried next, ISO 8601 with Z; null unless it waits. */
  nextAt: string | null;
  /** Why the last attempt failed; null if it did not. */
  code: ProblemCode | null;
}
