/**
 * Two attackers in a thread of their own, so that the honest viewers' sender is not slowed down: a member, who asks as
 * fast as the bounds below allow, and strangers of one network, who send what is forged or garbage.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { attackAsMember } from "./attack-as-member.ts";
import { attackAsNetwork } from "./attack-as-network.ts";
import { Ledger, type LedgerReport } from "./ledger.ts";

export interface AttackOptions {
  brokerUrl: string;
  /** Since the attack was started. */
  windows: readonly { fromMs: number; toMs: number }[];
  /** Ids of the calls that the member may see. */
  ownCalls: readonly string[];
  subject: string;
}

export interface AttackReports {
  member: LedgerReport;
  network: LedgerReport;
}

export interface RunningAttack {
  /** Resolves when the last window is over, and every answer has come. */
  reports: Promise<AttackReports>;
  stop(): Promise<unknown>;
}

/** Requests that wait for their answers at a time, and requests a second: the machine has to serve the others too. */
const AT_ONCE = 4;
const PER_SECOND = 100;

export function startAttack(options: AttackOptions): RunningAttack {
  const worker = new Worker(new URL(import.meta.url), { workerData: options });
  const reports = new Promise<AttackReports>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the attack was stopped")));
  });
  // Whoever stops the attack does not wait for its reports.
  reports.catch(() => {});
  return { reports, stop: () => worker.terminate() };
}

async function attack(options: AttackOptions): Promise<AttackReports> {
  const startedMs = performance.now();
  const ledgers = { member: new Ledger(), network: new Ledger() };
  const asMember = await attackAsMember(options, ledgers.member);
  const asNetwork = attackAsNetwork(options, ledgers.network);
  for (const { fromMs, toMs } of options.windows) {
    await sleep(startedMs + fromMs - performance.now());
    const isOver = () => performance.now() >= startedMs + toMs;
    await Promise.all([repeat(asMember, ledgers.member, isOver), repeat(asNetwork, ledgers.network, isOver)]);
  }
  return { member: ledgers.member.report(), network: ledgers.network.report() };
}

/** Sends as fast as the answers come, within the bounds. */
async function repeat(
  send: (count: number) => Promise<void>,
  ledger: Ledger,
  isOver: () => boolean,
): Promise<void> {
  const startedMs = performance.now();
  let sent = 0;
  const work = async () => {
    while (!isOver()) {
      sent += 1;
      await sleep(startedMs + (sent / PER_SECOND) * 1000 - performance.now());
      await send(sent).catch((error: unknown) => ledger.complain(String(error)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

if (!isMainThread) parentPort?.postMessage(await attack(workerData as AttackOptions));
