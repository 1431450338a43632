import type { SourceName } from "@keyhole/contract";
import type { Audience } from "../base/audience.ts";
import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import type { Site } from "../config/check-site.ts";
import type { StartLimit } from "../config/check-start-limits.ts";
import type { Talk } from "../config/check-talk.ts";
import type { Plan } from "../config/settings.ts";
import { Refusal } from "../http/refusal.ts";
import type { StartClaim, StartEntry, StartRef, StartRule, StartState } from "./start-ledger.ts";

/** Where starts are kept. */
export interface StartsState {
  /** Of one viewer: with its idempotency keys. */
  /** By the names of its ledgers, which count as one. */
  startsOfViewer(site: string, viewers: readonly string[]): StartState;
  startsOfAudience(site: string, audience: Audience): StartState;
  startsOfKey(name: string, key: string): StartState;
}

/** The three ledgers that one start is booked in: the viewer's, its audience's and the upstream key's. */
export interface StartBooks {
  find(ids: readonly string[]): Promise<StartEntry | null>;
  /**
   * Books a start everywhere, or nowhere. False where the viewer's ledger knows it already. `settle` tells what has
   * become of the calls in the way. Refuses where a limit is reached, the viewer's first: what one viewer is refused
   * takes nothing from others.
   */
  claim(claim: Omit<StartClaim, "limits">, settle: Settle): Promise<boolean>;
  made(made: { id: string; callId: string; answer: string | null; joinBeforeMs: number }): Promise<void>;
  release(id: string): Promise<void>;
  /** Each records what has become of a call; see `StartState`. */
  joined(start: StartRef, joinedMs: number): Promise<void>;
  left(start: StartRef): Promise<void>;
  over(start: StartRef, takenMs: number | null): Promise<void>;
  /** Whether the viewer has solved a challenge that still counts. */
  isChallenged(nowMs: number): Promise<boolean>;
  solved(untilMs: number): Promise<void>;
}

/** What has become of a call: joined since then, or over after it took so long (null: nobody knows). */
export type Settled = { id: string } & ({ joinedMs: number } | { takenMs: number | null });
export type Settle = (open: readonly StartEntry[]) => Promise<Settled[]>;

/** A site that starts calls. */
export type TalkingSite = Pick<Site, "id"> & { talk: Talk };

export interface BooksOptions {
  state: StartsState;
  site: TalkingSite;
  /** Names of the viewer's ledgers. */
  viewers: readonly string[];
  audience: Audience;
  /** The upstream's account. */
  account: { source: SourceName; key: string; plan: Plan };
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Calls that may be created a second and a minute, and at once (docs.ultravox.ai/gettingstarted/concurrency). */
export const PLANS: Record<Plan, { perSecond: number; perMinute: number; atOnce: number | null }> = {
  free: { perSecond: 5, perMinute: 30, atOnce: 5 },
  pro: { perSecond: 10, perMinute: 120, atOnce: null },
  scale: { perSecond: 30, perMinute: 360, atOnce: null },
};

export function createStartBooks({ state, site, viewers, audience, account }: BooksOptions): StartBooks {
  const who = audience === "visitors" ? "visitor" : "member";
  const viewer = {
    ledger: state.startsOfViewer(site.id, viewers),
    rules: siteRules(site.talk.limits[who], `sites.${site.id}.talk.limits.${who}`),
    refuse: refuseQuota(
      "You have used up what you may start here just now: try again after retryAfterSeconds.",
    ),
  };
  const crowd = {
    ledger: state.startsOfAudience(site.id, audience),
    rules: siteRules(site.talk.limits[audience], `sites.${site.id}.talk.limits.${audience}`),
    refuse: refuseQuota(
      "This site has used up what may be started just now: try again after retryAfterSeconds.",
    ),
  };
  const key = {
    ledger: state.startsOfKey(account.source, account.key),
    rules: planRules(account.plan),
    refuse: refusePlan,
  };
  const books = [viewer, crowd, key];

  const inAll = async (ask: (ledger: StartState) => Promise<void>): Promise<void> => {
    await Promise.all(books.map(({ ledger }) => ask(ledger)));
  };

  /** Books a start in one ledger, after a second look where calls that have ended are in its way. */
  async function claimIn(
    { ledger, rules, refuse }: (typeof books)[number],
    claim: Omit<StartClaim, "limits">,
    settle: Settle,
  ): Promise<boolean> {
    const asked = { ...claim, limits: rules };
    let answer = await ledger.claim(asked);
    if (answer.kind === "full" && answer.unsettled.length > 0) {
      // A source that does not answer leaves the calls as they are known.
      const settled = await settle(answer.unsettled).catch(() => []);
      await Promise.all(settled.map((one) => inAll((each) => record(each, one))));
      if (settled.length > 0) answer = await ledger.claim(asked);
    }
    if (answer.kind === "full") throw refuse(answer.rule, Math.ceil(answer.retryAfterMs / 1000));
    return answer.kind === "claimed";
  }

  return {
    find: (ids) => viewer.ledger.find(ids),
    async claim(claim, settle) {
      if (!(await claimIn(viewer, claim, settle))) return false;
      const booked = [viewer];
      try {
        for (const book of [crowd, key]) {
          await claimIn(book, claim, settle);
          booked.push(book);
        }
      } catch (error) {
        await Promise.all(booked.map(({ ledger }) => ledger.release(claim.id)));
        throw error;
      }
      return true;
    },
    made: (made) =>
      inAll((ledger) => ledger.made(ledger === viewer.ledger ? made : { ...made, answer: null })),
    async release(id) {
      // The viewer's last: until then, no other request takes the start for a new one.
      await Promise.all([crowd.ledger.release(id), key.ledger.release(id)]);
      await viewer.ledger.release(id);
    },
    joined: (start, joinedMs) => inAll((ledger) => ledger.joined(start, joinedMs)),
    left: (start) => inAll((ledger) => ledger.left(start)),
    over: (start, takenMs) => inAll((ledger) => ledger.over(start, takenMs)),
    isChallenged: (nowMs) => viewer.ledger.isChallenged(nowMs),
    solved: (untilMs) => viewer.ledger.solved(untilMs),
  };
}

function record(ledger: StartState, settled: Settled): Promise<void> {
  const { id } = settled;
  return "joinedMs" in settled
    ? ledger.joined({ id }, settled.joinedMs)
    : ledger.over({ id }, settled.takenMs);
}

function siteRules(limit: StartLimit, setting: string): StartRule[] {
  return [
    { name: `${setting}.startsPerHour`, kind: "starts", most: limit.startsPerHour, withinMs: HOUR_MS },
    { name: `${setting}.startsPerDay`, kind: "starts", most: limit.startsPerDay, withinMs: DAY_MS },
    {
      name: `${setting}.minutesPerDay`,
      kind: "time",
      mostMs: limit.minutesPerDay * MINUTE_MS,
      withinMs: DAY_MS,
    },
    { name: `${setting}.callsAtOnce`, kind: "at once", most: limit.callsAtOnce },
  ];
}

function planRules(plan: Plan): StartRule[] {
  const { perSecond, perMinute, atOnce } = PLANS[plan];
  const rules: StartRule[] = [
    { name: "ULTRAVOX_PLAN", kind: "starts", most: perSecond, withinMs: SECOND_MS },
    { name: "ULTRAVOX_PLAN", kind: "starts", most: perMinute, withinMs: MINUTE_MS },
  ];
  return atOnce === null ? rules : [...rules, { name: "ULTRAVOX_PLAN", kind: "at once", most: atOnce }];
}

const refuseQuota = (detail: string) => (rule: string, retryAfterSeconds: number) =>
  new Refusal("quota_exceeded", detail, { ownerDetail: `${rule}: is reached`, retryAfterSeconds });

function refusePlan(rule: string, retryAfterSeconds: number): Refusal {
  return new Refusal(
    "upstream_rate_limited",
    "All lines are busy just now: try again after retryAfterSeconds.",
    { ownerDetail: `${rule}: its calls a second, a minute or at once are reached`, retryAfterSeconds },
  );
}
