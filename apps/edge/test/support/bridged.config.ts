import { defineConfig } from "@keyhole/broker";

/** A site whose ended calls are sent to Cekura. */
export default defineConfig((env) => ({
  publicUrls: [env.TEST_PUBLIC_URL],
  sites: {
    acme: {
      origins: ["https://acme.example"],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "own", scopes: ["calls:read"] },
      cekura: { project: 1376 },
      bridge: { cekuraAgent: 2141, webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET] },
    },
  },
}));
