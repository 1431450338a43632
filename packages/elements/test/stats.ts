import type { Stats } from "@keyhole/contract";
import { FakeSession, type Reply } from "./fake-session.ts";

const HOUR_MS = 3_600_000;

/** One hour with calls, at 10 o'clock UTC of a day. */
export function hour(day: string, calls: number, joined = calls, durationMs = joined * 60_000) {
  const fromMs = Date.parse(`${day}T10:00:00Z`);
  const to = new Date(fromMs + HOUR_MS - 1).toISOString();
  return { from: new Date(fromMs).toISOString(), to, calls, joined, durationMs };
}

/** Figures of five days of November, in the time of Berlin. */
export const FIVE_DAYS: Stats = {
  from: "2026-10-31T23:00:00.000Z",
  to: "2026-11-05T22:59:59.999Z",
  items: [hour("2026-11-01", 4), hour("2026-11-03", 10, 5), hour("2026-11-05", 2)],
  verdicts: [
    { from: "2026-10-31T23:00:00.000Z", to: "2026-11-02T22:59:59.999Z", succeeded: 3, failed: 1 },
    { from: "2026-11-02T23:00:00.000Z", to: "2026-11-05T22:59:59.999Z", succeeded: 9, failed: 3 },
  ],
};

/** A session that answers with figures. */
export function statsSession(stats: Partial<Stats> | Reply = {}): FakeSession {
  const session = new FakeSession();
  const reply: Reply = "body" in stats || "failure" in stats ? stats : { body: { ...FIVE_DAYS, ...stats } };
  session.reply = (path) => (path.startsWith("/v1/stats") ? reply : undefined);
  return session;
}
