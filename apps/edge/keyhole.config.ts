import { defineConfig } from "@keyhole/broker";

// Fill this in, then run: npx -y pnpm@12 --filter @keyhole/edge run deploy
// Without a site the Worker answers not_configured.
export default defineConfig((_env) => ({
  publicUrls: ["https://keyhole.acme.example"],
  sites: {},
}));
