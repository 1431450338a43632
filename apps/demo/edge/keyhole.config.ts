import { type AssertionClaims, defineConfig, type Grant, jwt } from "@keyhole/broker";

/** The agent behind the public line, as the simulator knows it. */
const RECEPTION_AGENT_ID = "a1d5c0de-0001-4000-8000-000000000001";

export default defineConfig((env) => ({
  publicUrls: [env.DEMO_BROKER_ORIGIN],
  sites: {
    // Support people see their tenant's calls, administrators all, anonymous visitors their own.
    acme: {
      origins: [env.DEMO_PAGE_ORIGIN],
      agents: "all",
      source: "ultravox",
      metadata: ["tenant", "ticket"],
      transcripts: { tools: true },
      visitors: { rows: "own", scopes: ["calls:read", "transcripts:read", "recordings:read"] },
      members: {
        verify: jwt({
          secret: env.ACME_ASSERTION_SECRET,
          issuer: env.DEMO_PAGE_ORIGIN,
          audience: "keyhole:acme",
        }),
        grant: (claims) => ({ scopes: scopesOf(claims), rows: rowsOf(claims) }),
      },
    },
    // Made-up calls of one agent that anybody may read.
    northside: {
      origins: [env.DEMO_PAGE_ORIGIN],
      agents: [RECEPTION_AGENT_ID],
      source: "ultravox",
      visitors: { rows: "public", scopes: ["calls:read"] },
    },
  },
}));

/** Support reads texts with personal data masked, an administrator as they are. */
function scopesOf({ role }: AssertionClaims): Grant["scopes"] {
  const scopes = ["calls:read", "transcripts:read", "recordings:read"] as const;
  return role === "admin" ? [...scopes, "pii:read"] : scopes;
}

/** A support person without a tenant gets no token: a missing claim refuses, it never widens. */
function rowsOf({ role, tenant }: AssertionClaims): Grant["rows"] {
  if (role === "admin") return "all";
  if (role === "support") return { metadata: { tenant } };
  throw new Error("No role that may see calls");
}
