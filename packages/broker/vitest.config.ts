import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.test.jsonc" } })],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/node/**"],
    globalSetup: "./test/support/global-setup.ts",
    setupFiles: "./test/support/no-leak.ts",
    // One workerd for many files: its start costs more than most files. Tests share no names of objects.
    isolate: false,
    // Some tests wait seconds for a limit to end, on a machine that may be busy.
    testTimeout: 20_000,
  },
});
