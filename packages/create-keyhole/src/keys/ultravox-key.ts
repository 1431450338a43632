import type { UpstreamError } from "@keyhole/upstream/request";
import { createUltravox } from "@keyhole/upstream/ultravox";
import type { CheckedKey, KeyOptions } from "./checked-key.ts";

/** Where the vendor makes keys (docs.ultravox.ai, "Creating an API Key"). */
export const ULTRAVOX_KEYS = "https://app.ultravox.ai/settings/, under API Keys";

/** Eight characters, a dot and 32 more (docs.ultravox.ai, "Creating an API Key"). */
const FORM = /^[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}$/;

/** Plans whose limits the broker knows. */
const PLANS = ["free", "pro", "scale"];

export interface UltravoxKey {
  /** As `ULTRAVOX_PLAN` takes it; null where the vendor's name is another. */
  plan: string | null;
  agents: readonly { id: string; name: string }[];
}

/** Null for a text that can be a key, else what is wrong with it. The text itself is never repeated. */
export function ultravoxKeyFault(text: string): string | null {
  if (FORM.test(text)) return null;
  return "A key of Ultravox has 41 characters: 8 letters or digits, a dot, and 32 letters or digits.";
}

/** Checks a key at the vendor, and reads what its account has. */
export async function checkUltravoxKey(options: KeyOptions): Promise<CheckedKey<UltravoxKey>> {
  const fault = ultravoxKeyFault(options.apiKey);
  if (fault !== null) return { ok: false, fault };
  const client = createUltravox(options);
  const account = await client.getAccount();
  if (!account.ok) return { ok: false, fault: faultOf(account.error) };
  const agents: { id: string; name: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listAgents({ pageSize: 100, cursor });
    if (!page.ok) return { ok: false, fault: faultOf(page.error) };
    agents.push(...page.value.items.map(({ agentId, name }) => ({ id: agentId, name })));
    cursor = page.value.cursor ?? undefined;
  } while (cursor !== undefined && agents.length < MAX_AGENTS);
  const plan = account.value.plan?.toLowerCase() ?? null;
  return { ok: true, value: { plan: plan !== null && PLANS.includes(plan) ? plan : null, agents } };
}

/** As many as anybody reads through. More are chosen by their ids. */
const MAX_AGENTS = 500;

function faultOf(error: UpstreamError): string {
  switch (error.kind) {
    case "key_rejected":
      return "Ultravox refuses this key. It may be revoked, expired, or of another account.";
    case "rate_limited":
      return "The account's limit at Ultravox is reached. Try again in a minute.";
    default:
      return `Ultravox did not answer as expected (${error.kind}). Try again in a moment.`;
  }
}
