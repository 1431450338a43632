import assert from "node:assert/strict";
import { test } from "node:test";
import { deployEnvironment } from "../src/deploy/deploy-environment.ts";

test("the environment of wrangler has no CLOUDFLARE_ENV and no secret of the Worker, and all else", () => {
  const env = {
    CLOUDFLARE_ENV: "staging",
    CLOUDFLARE_API_TOKEN: "token",
    PATH: "/bin",
    ULTRAVOX_API_KEY: "key",
    CEKURA_API_KEY: "key",
    KEYHOLE_SECRET: "secret",
    ACME_ASSERTION_SECRET: "secret",
  };
  assert.deepEqual(deployEnvironment(env), {
    CLOUDFLARE_API_TOKEN: "token",
    PATH: "/bin",
    WRANGLER_LOG_SANITIZE: "true",
  });
});
