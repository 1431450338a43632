import type { AttackOptions } from "./attack.ts";
import type { Ledger } from "./ledger.ts";
import { LoadViewer } from "./load-viewer.ts";
import { ProofKey } from "./proof-key.ts";

const ADDRESS = "203.0.113.66";
const MINT_EVERY = 4;

/**
 * One member with a valid assertion, who mints, reads the list with filters that nobody else asks for, and exports it
 * page after page. What it gets must be its own calls all the same.
 */
export async function attackAsMember(
  { brokerUrl, ownCalls, subject }: Pick<AttackOptions, "brokerUrl" | "ownCalls" | "subject">,
  ledger: Ledger,
): Promise<(count: number) => Promise<void>> {
  const own = new Set(ownCalls);
  const identity = {
    key: await ProofKey.make(),
    site: "acme" as const,
    subject,
    address: ADDRESS,
    owns: (id: string) => own.has(id),
    foreignCall: "",
  };
  const viewer = new LoadViewer(identity, { brokerUrl, ledger, phase: () => "attack", random: Math.random });
  return async (count) => {
    if (count % MINT_EVERY === 0) await viewer.act("renew");
    else if (count % MINT_EVERY === 1) await viewer.readUncached(count);
    else if (!(await viewer.act("more"))) await viewer.act("poll");
  };
}
