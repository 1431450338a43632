import { SWITCH_HOLD_MS, SWITCH_LEASE_MS, SWITCH_REST_MS, SWITCH_STALE_MS } from "../base/limits/state.ts";
import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { SubjectNames } from "../keys/subject-names.ts";
import type { SwitchEntry, SwitchesState } from "./switch-state.ts";

/** What the owner's switches say of a viewer. */
export interface Standing {
  disabled: "site" | "subject" | null;
  /** Everything that the viewer got until then is revoked, in milliseconds since 1970; 0 for nothing. */
  revokedMs: number;
}

/** Knows in each isolate what the owner has switched off and revoked. */
export interface Switches {
  /**
   * How a viewer stands; without a subject, how its site stands. `isFresh` asks the state, whatever is remembered.
   * Refuses if the state is not known.
   */
  standingOf(site: string, subject: string | null, options?: { isFresh?: boolean }): Promise<Standing>;
}

export interface SwitchesOptions {
  state: SwitchesState["switches"];
  names: SubjectNames;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** What an isolate remembers of one site. */
interface Lease {
  version: string | null;
  entries: ReadonlyMap<string, SwitchEntry>;
  /** When the state was asked that is remembered. */
  readMs: number;
  /** When the state was last asked, and when it last failed to answer. */
  askedMs: number;
  failedMs: number;
}

/**
 * Remembers the switches of a site for seconds, so that a request needs no hop. Up to `SWITCH_HOLD_MS` the state is read
 * again in the background, later before the request goes on: a switch holds everywhere within 10 s. While the state
 * does not answer, what is remembered holds for `SWITCH_STALE_MS`; then everything is refused.
 */
export function createSwitches({ state, names, now, waitUntil }: SwitchesOptions): Switches {
  const leases = new Map<string, Lease>();

  function leaseOf(site: string): Lease {
    const known = leases.get(site);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const lease = { version: null, entries: new Map(), readMs: never, askedMs: never, failedMs: never };
    leases.set(site, lease);
    return lease;
  }

  async function read(site: string, lease: Lease): Promise<void> {
    const board = state(site);
    const askedMs = now();
    lease.askedMs = askedMs;
    try {
      const reading = await board.read(lease.version);
      // Answers may come in another order than they were asked for.
      if (askedMs < lease.readMs) return;
      lease.readMs = askedMs;
      if (reading === null) return;
      lease.version = reading.version;
      lease.entries = new Map(reading.entries.map((entry) => [entry.subject, entry]));
    } catch (error) {
      lease.failedMs = now();
      throw error;
    }
  }

  async function current(site: string, isFresh: boolean): Promise<Lease> {
    const lease = leaseOf(site);
    const ageMs = now() - lease.readMs;
    if (!isFresh && ageMs < SWITCH_HOLD_MS) {
      if (ageMs >= SWITCH_LEASE_MS && now() - lease.askedMs >= SWITCH_REST_MS)
        waitUntil(read(site, lease).catch(() => {}));
      return lease;
    }
    const isResting = now() - lease.failedMs < SWITCH_REST_MS;
    let failure: unknown;
    try {
      if (isFresh || !isResting) {
        await read(site, lease);
        return lease;
      }
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_configured") throw error;
      failure = error;
    }
    if (isFresh || now() - lease.readMs >= SWITCH_STALE_MS) throw refuseUnknown(failure);
    return lease;
  }

  return {
    async standingOf(site, subject, { isFresh = false } = {}) {
      const { entries } = await current(site, isFresh);
      const ofSite = entries.get("");
      // A name costs an HMAC, and few sites have an entry of a subject.
      const hasSubjects = subject !== null && entries.size > (ofSite === undefined ? 0 : 1);
      const known = hasSubjects ? (await names(site, subject)).map((name) => entries.get(name)) : [];
      const all = [ofSite, ...known].filter((entry) => entry !== undefined);
      const isSubjectDisabled = all.some((entry) => entry !== ofSite && entry.isDisabled);
      return {
        disabled: ofSite?.isDisabled ? "site" : isSubjectDisabled ? "subject" : null,
        revokedMs: Math.max(0, ...all.map(({ revokedMs }) => revokedMs)),
      };
    },
  };
}

/** Refuses a viewer who, or whose site, is switched off: alike, so that nobody learns which. */
export function requireEnabled({ disabled }: Pick<Standing, "disabled">): void {
  if (disabled === null) return;
  throw new Refusal("site_disabled", "The owner has switched this off: ask them when it comes back.", {
    reason: `switch: ${disabled}`,
    ownerDetail: "GET /v1/admin/switches: lists what is switched off",
  });
}

/** True for what was sealed at a time, in seconds since 1970, that the owner has revoked. A missing time is. */
export function isRevoked(issuedAt: unknown, { revokedMs }: Pick<Standing, "revokedMs">): boolean {
  return !(typeof issuedAt === "number" && Math.round(issuedAt * 1000) > revokedMs);
}

function refuseUnknown(failure: unknown): Refusal {
  const told = failure instanceof Refusal ? failure.options.ownerDetail : undefined;
  return new Refusal(
    "upstream_unavailable",
    "The broker cannot tell just now whether access is switched off: try again in a moment.",
    {
      reason: "switch: unknown",
      ownerDetail: `SWITCHES: has not answered for ${SWITCH_STALE_MS / 1000} s${told === undefined ? "" : ` (${told})`}`,
      retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
    },
  );
}
