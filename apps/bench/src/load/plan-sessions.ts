import { Random } from "@keyhole/simulator";

/** What a viewer does. `foreign` opens a call that the viewer must not see. */
export type Action =
  | "enter"
  | "poll"
  | "more"
  | "open"
  | "messages"
  | "ticket"
  | "audio"
  | "renew"
  | "return"
  | "foreign";

/** One thing that one viewer does at one time, however long earlier answers take. */
export interface Step {
  atMs: number;
  session: number;
  action: Action;
}

export interface SessionPlan {
  sessions: number;
  runMs: number;
  seed: number;
}

/** Share of the run for which a viewer stays. */
const STAY_SHARE = 0.2;
const POLLS_OF_STAY = 4;
/** From opening a call to its turns, its ticket and its audio. */
const AFTER_OPENING_MS = { messages: 300, ticket: 900, audio: 1200 };

/**
 * The steps of all sessions in the order of their times. Viewers arrive at random, evenly over the run; what would
 * happen after its end is left out.
 */
export function planSessions({ sessions, runMs, seed }: SessionPlan): Step[] {
  const steps = Array.from({ length: sessions }, (_, session) => {
    const random = new Random(seed * 1_000_003 + session);
    const arrivalMs = random.fraction() * runMs;
    return planStay(random, runMs * STAY_SHARE).map(({ action, afterMs }) => ({
      atMs: arrivalMs + afterMs,
      session,
      action,
    }));
  });
  return steps
    .flat()
    .filter(({ atMs }) => atMs < runMs)
    .toSorted((one, other) => one.atMs - other.atMs);
}

function planStay(random: Random, stayMs: number): { action: Action; afterMs: number }[] {
  const share = (from: number, to: number) => stayMs * (from + random.fraction() * (to - from));
  const polls = (fromMs: number, count: number) =>
    Array.from({ length: count }, (_, poll) => ({
      action: "poll" as const,
      afterMs: fromMs + ((poll + 1) * stayMs) / POLLS_OF_STAY,
    }));
  const calls = Array.from({ length: random.chance(0.4) ? 2 : 1 }, () =>
    planCall(share(0.1, 0.8), random.chance(0.5)),
  );
  const returnMs = share(1.2, 1.5);
  return [
    { action: "enter", afterMs: 0 },
    ...polls(0, POLLS_OF_STAY),
    ...calls.flat(),
    ...(random.chance(0.5) ? [{ action: "more" as const, afterMs: share(0.2, 0.4) }] : []),
    ...(random.chance(0.3) ? [{ action: "foreign" as const, afterMs: share(0.4, 0.7) }] : []),
    { action: "renew", afterMs: share(0.5, 0.6) },
    ...(random.chance(0.5) ? [{ action: "return" as const, afterMs: returnMs }, ...polls(returnMs, 2)] : []),
  ];
}

function planCall(openMs: number, isPlayed: boolean): { action: Action; afterMs: number }[] {
  const { messages, ticket, audio } = AFTER_OPENING_MS;
  return [
    { action: "open", afterMs: openMs },
    { action: "messages", afterMs: openMs + messages },
    ...(isPlayed
      ? [
          { action: "ticket" as const, afterMs: openMs + ticket },
          { action: "audio" as const, afterMs: openMs + audio },
        ]
      : []),
  ];
}
