import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseGrant } from "../../src/grants/parse-grant.ts";
import { isInside, type RowFacts, withinSite } from "../../src/grants/rows.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createSealer } from "../../src/keys/sealer.ts";
import { openAccessToken, sealAccessToken } from "../../src/tokens/access-token.ts";
import { belongs, siteAgents, someCall, someRows } from "../support/arbitrary-rows.ts";
import { KEYHOLE_SECRET, PUBLIC_URL } from "../support/identities.ts";
import type { RawCall } from "../support/raw-call.ts";

const keyring = createKeyring({ secrets: [KEYHOLE_SECRET], now: Date.now });
const sealer = createSealer({ keyring, issuer: PUBLIC_URL, now: Date.now });

it("rows that went through a token pass only calls that the grant names", async () => {
  await fc.assert(
    fc.asyncProperty(
      someRows,
      siteAgents,
      fc.array(someCall, { maxLength: 8 }),
      async (rows, agents, calls) => {
        const granted = parseGrant({ scopes: ["calls:read"], rows });
        if (!granted.ok) throw new Error(granted.reason);
        const ofToken = withinSite(
          await throughToken(granted.grant.rows),
          agents === "all" ? agents : new Set(agents),
        );
        for (const call of calls) {
          expect(isInside(factsOf(call), ofToken)).toBe(belongs(call, rows, agents));
        }
      },
    ),
    { numRuns: 300 },
  );
});

function factsOf({ agentId, metadata, created }: RawCall): RowFacts {
  return { agent: agentId === null ? null : { id: agentId }, metadata, createdAt: created };
}

async function throughToken(rows: object) {
  const token = { site: "acme", subject: "member:1", origin: "o", scopes: [], rows, thumbprint: "t" };
  const opened = await openAccessToken(sealer, await sealAccessToken(sealer, token, Date.now() + 300_000));
  if (!opened.ok) throw new Error(opened.reason);
  return opened.token.rows;
}
