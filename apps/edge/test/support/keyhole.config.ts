import { defineConfig, jwt } from "@keyhole/broker";

const PLENTY = { requestsPerMinute: 1_000_000, mintsPerMinute: 1_000_000 };

/** One site that is public to visitors and has members, with limits too high to matter. */
export default defineConfig((env) => ({
  publicUrls: [env.TEST_PUBLIC_URL],
  sites: {
    acme: {
      origins: ["https://acme.example"],
      agents: "all",
      source: "ultravox",
      cekura: { project: 1376 },
      visitors: { rows: "public", scopes: ["calls:read"] },
      members: {
        verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: "https://acme.example" }),
        grant: () => ({
          scopes: ["calls:read", "transcripts:read", "recordings:read", "evaluations:read"],
          rows: "all",
        }),
      },
      limits: { visitor: PLENTY, member: PLENTY, visitors: PLENTY, members: PLENTY },
    },
  },
}));
