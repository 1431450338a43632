import type { StartState, StartUse } from "./start-ledger.ts";

/** Asks one ledger, wherever it is kept. */
export type AskLedger = <Answer>(ask: (ledger: StartState) => Promise<Answer>) => Promise<Answer>;

/** Ledgers that count as one: a member has one under each secret while a secret is rotated. */
export function joinLedgers(ledgers: readonly AskLedger[]): StartState {
  const inAll = async (ask: (ledger: StartState) => Promise<void>): Promise<void> => {
    await Promise.all(ledgers.map((ledger) => ledger(ask)));
  };
  return {
    async find(ids) {
      const found = await Promise.all(ledgers.map((ledger) => ledger((each) => each.find(ids))));
      return found.find((entry) => entry !== null) ?? null;
    },
    async claim(claim) {
      for (const [index, ledger] of ledgers.entries()) {
        const answer = await ledger((each) => each.claim(claim));
        if (answer.kind === "claimed") continue;
        await Promise.all(ledgers.slice(0, index).map((before) => before((each) => each.release(claim.id))));
        return answer;
      }
      return { kind: "claimed" };
    },
    made: (made) => inAll((ledger) => ledger.made(made)),
    release: (id) => inAll((ledger) => ledger.release(id)),
    joined: (start, joinedMs) => inAll((ledger) => ledger.joined(start, joinedMs)),
    left: (start) => inAll((ledger) => ledger.left(start)),
    over: (start, takenMs) => inAll((ledger) => ledger.over(start, takenMs)),
    async open(filter) {
      const open = await Promise.all(ledgers.map((ledger) => ledger((each) => each.open(filter))));
      return [...new Map(open.flat().map((entry) => [entry.id, entry])).values()];
    },
    async describe(nowMs) {
      const uses = await Promise.all(ledgers.map((ledger) => ledger((each) => each.describe(nowMs))));
      const sum = (of: (use: StartUse) => number) => uses.reduce((total, use) => total + of(use), 0);
      return {
        lastMinute: sum(({ lastMinute }) => lastMinute),
        lastHour: sum(({ lastHour }) => lastHour),
        lastDay: sum(({ lastDay }) => lastDay),
        takenMs: sum(({ takenMs }) => takenMs),
        atOnce: sum(({ atOnce }) => atOnce),
      };
    },
    async isChallenged(nowMs) {
      return (
        await Promise.all(ledgers.map((ledger) => ledger((each) => each.isChallenged(nowMs))))
      ).includes(true);
    },
    solved: (untilMs) => inAll((ledger) => ledger.solved(untilMs)),
  };
}
