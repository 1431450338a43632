import { type AssertionClaims, defineConfig, type Grant, jwt } from "@keyhole/broker";

/** The agent behind the public line, as the simulator knows it. */
const RECEPTION_AGENT_ID = "a1d5c0de-0001-4000-8000-000000000001";

/** The projects of the simulated Cekura: Ultravox's calls, and those of agents on other platforms. */
const RECEPTION_PROJECT = 1376;
const OUTBOUND_PROJECT = 1377;

/** The agent in Cekura that the calls of Ultravox are filed under. */
const BRIDGE_AGENT = 2141;

/** The agent of the outbound project whose calls support people see. */
const RENEWALS_AGENT_ID = "2201";

export default defineConfig((env) => ({
  publicUrls: [env.DEMO_BROKER_ORIGIN],
  sites: {
    // Support people see their tenant's calls, administrators all, anonymous visitors their own, which they start
    // themselves. Members see how Cekura judged a call, visitors do not.
    acme: {
      origins: [env.DEMO_PAGE_ORIGIN],
      agents: "all",
      source: "ultravox",
      metadata: ["tenant", "ticket"],
      transcripts: { tools: true },
      // The organization's key makes one for the project, which can do less.
      cekura: { project: RECEPTION_PROJECT, provisionKey: true },
      // A call that ends is sent to Cekura, and comes back evaluated.
      bridge: {
        cekuraAgent: BRIDGE_AGENT,
        webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET],
        cekuraWebhookSecret: env.CEKURA_WEBHOOK_SECRET,
      },
      visitors: { rows: "own", scopes: ["calls:read", "calls:start", "transcripts:read", "recordings:read"] },
      talk: {
        agents: {
          [RECEPTION_AGENT_ID]: { mediums: ["voice", "text"], maxDurationSeconds: 300, recording: true },
        },
        consent: {
          version: "2026-11",
          text: "An assistant answers, not a person. The call is recorded so that you can hear it again.",
        },
        // Wider than the defaults: people try the demo again and again.
        limits: {
          visitor: { startsPerHour: 60, startsPerDay: 200, minutesPerDay: 300, callsAtOnce: 2 },
          visitors: { startsPerHour: 600, startsPerDay: 2000, minutesPerDay: 6000, callsAtOnce: 20 },
        },
      },
      members: {
        verify: jwt({
          secret: env.ACME_ASSERTION_SECRET,
          issuer: env.DEMO_PAGE_ORIGIN,
          audience: "keyhole:acme",
        }),
        grant: (claims) => ({ scopes: scopesOf(claims), rows: rowsOf(claims) }),
      },
    },
    // Calls of agents on other platforms, which exist in Cekura alone.
    outbound: {
      origins: [env.DEMO_PAGE_ORIGIN],
      agents: "all",
      source: "cekura",
      cekura: { project: OUTBOUND_PROJECT, provisionKey: true },
      members: {
        verify: jwt({
          secret: env.ACME_ASSERTION_SECRET,
          issuer: env.DEMO_PAGE_ORIGIN,
          audience: "keyhole:outbound",
        }),
        grant: (claims) => ({ scopes: scopesOf(claims), rows: outboundRowsOf(claims) }),
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
  const scopes = [
    "calls:read",
    "transcripts:read",
    "recordings:read",
    "evaluations:read",
    "evaluations:vote",
  ] as const;
  return role === "admin" ? [...scopes, "pii:read"] : scopes;
}

/** A support person without a tenant gets no token: a missing claim refuses, it never widens. */
function rowsOf({ role, tenant }: AssertionClaims): Grant["rows"] {
  if (role === "admin") return "all";
  if (role === "support") return { metadata: { tenant } };
  throw new Error("No role that may see calls");
}

/** Cekura's lists carry no metadata, so these rows go by agent. */
function outboundRowsOf({ role }: AssertionClaims): Grant["rows"] {
  if (role === "admin") return "all";
  if (role === "support") return { agents: [RENEWALS_AGENT_ID] };
  throw new Error("No role that may see calls");
}
