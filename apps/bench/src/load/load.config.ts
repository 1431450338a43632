import { defineConfig, jwt } from "@keyhole/broker";

/**
 * Three sites with the limits that a site has unless its owner sets others. Members see the calls of their tenant, which
 * their subject begins with; visitors of the booth see the calls of one agent, and visitors of the desk their own.
 */
export default defineConfig((env) => ({
  publicUrls: [env.TEST_PUBLIC_URL],
  sites: {
    acme: {
      origins: ["https://acme.example"],
      agents: "all",
      source: "ultravox",
      metadata: ["tenant"],
      members: {
        verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: "https://acme.example" }),
        grant: ({ sub }) => ({
          scopes: ["calls:read", "transcripts:read", "recordings:read"],
          rows: { metadata: { tenant: String(sub).split(":")[0] ?? "" } },
        }),
      },
    },
    booth: {
      origins: ["https://booth.example"],
      agents: [env.TEST_BOOTH_AGENT ?? ""],
      source: "ultravox",
      visitors: { rows: "public", scopes: ["calls:read", "transcripts:read", "recordings:read"] },
    },
    desk: {
      origins: ["https://desk.example"],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "own", scopes: ["calls:read", "transcripts:read", "recordings:read"] },
    },
  },
}));
