import { ASSERTION_SECRET, PUBLIC_URL } from "./viewer.ts";

/** Vars and secrets of the Worker under test, on a simulator. */
export function testVars(simulator: { apiKey: string; baseUrl: string }): Record<string, string> {
  return {
    KEYHOLE_SECRET: "a-secret-of-the-tests-0123456789-abcdef",
    ULTRAVOX_API_KEY: simulator.apiKey,
    ULTRAVOX_BASE_URL: simulator.baseUrl,
    TEST_PUBLIC_URL: PUBLIC_URL,
    ACME_ASSERTION_SECRET: ASSERTION_SECRET,
  };
}
