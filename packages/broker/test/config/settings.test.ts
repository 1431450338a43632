import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { configError } from "../support/expect-config-error.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";
import { testConfig, testEnv } from "../support/test-config.ts";

const SHORT = "thirty-one-bytes-are-one-too-fe";
const LONG_ENOUGH = "thirty-two-bytes-are-just-enough";

const WRONG: [string, string, unknown][] = [
  ["no KEYHOLE_SECRET", "KEYHOLE_SECRET", undefined],
  ["an empty KEYHOLE_SECRET", "KEYHOLE_SECRET", ""],
  ["a KEYHOLE_SECRET of 31 bytes", "KEYHOLE_SECRET", SHORT],
  ["a KEYHOLE_SECRET that is no text", "KEYHOLE_SECRET", { secret: LONG_ENOUGH }],
  ["a previous secret of 31 bytes", "KEYHOLE_SECRET_PREVIOUS", SHORT],
  ["an admin secret of 31 bytes", "KEYHOLE_ADMIN_SECRET", SHORT],
  ["an admin secret that is no text", "KEYHOLE_ADMIN_SECRET", 7],
  ["an admin secret with a line end", "KEYHOLE_ADMIN_SECRET", `${LONG_ENOUGH}\n`],
  ["an admin secret that no header can carry", "KEYHOLE_ADMIN_SECRET", "ä".repeat(16)],
  ["an admin secret that is the root of the keys", "KEYHOLE_ADMIN_SECRET", KEYHOLE_SECRET],
  ["an upstream key that is no text", "ULTRAVOX_API_KEY", 7],
  ["an upstream key with a line end", "ULTRAVOX_API_KEY", "AbCdEfGh.0123456789abcdef0123456789ABCDEF\n"],
  ["an upstream key with a space", "ULTRAVOX_API_KEY", "AbCdEfGh 0123"],
  ["a base URL that is none", "ULTRAVOX_BASE_URL", "api.ultravox.ai"],
  ["a base URL of another scheme", "ULTRAVOX_BASE_URL", "ftp://api.ultravox.ai/api"],
  ["a base URL in the clear", "ULTRAVOX_BASE_URL", "http://api.ultravox.ai/api"],
  ["a base URL that only looks local", "ULTRAVOX_BASE_URL", "http://127.0.0.1.evil.example/api"],
  ["a base URL that names localhost in its host", "ULTRAVOX_BASE_URL", "http://localhost.evil.example/api"],
  ["a base URL on the local network", "ULTRAVOX_BASE_URL", "http://192.168.0.1/api"],
  ["a base URL with credentials", "ULTRAVOX_BASE_URL", "https://user:password-1@api.ultravox.ai/api"],
  ["a base URL with a query", "ULTRAVOX_BASE_URL", "https://api.ultravox.ai/api?key=password-1"],
  ["a base URL with a fragment", "ULTRAVOX_BASE_URL", "https://api.ultravox.ai/api#password-1"],
  ["a base URL of the vendor without its path", "ULTRAVOX_BASE_URL", "https://api.ultravox.ai"],
  ["a base URL of the vendor with another path", "ULTRAVOX_BASE_URL", "https://api.ultravox.ai/v1"],
  ["a Cekura base URL in the clear", "CEKURA_BASE_URL", "http://api.cekura.ai"],
  ["a local Cekura base URL outside development", "CEKURA_BASE_URL", "http://localhost:9"],
  ["a Cekura base URL that is none", "CEKURA_BASE_URL", "cekura"],
  ["a plan that does not exist", "ULTRAVOX_PLAN", "password-1"],
  ["a jurisdiction that does not exist", "KEYHOLE_JURISDICTION", "password-1"],
];

describe("a setting of the Worker", () => {
  it.each(WRONG)("%s is refused with its name", (_, name, value) => {
    const message = configError(name, testConfig, { [name]: value });
    expect(message).not.toContain(SHORT);
    expect(message).not.toContain("password-1");
    expect(message).not.toContain("AbCdEfGh");
  });

  it("says how to set it when it is missing", () => {
    expect(configError("KEYHOLE_SECRET", testConfig, { KEYHOLE_SECRET: undefined })).toContain(
      "wrangler secret put KEYHOLE_SECRET",
    );
  });

  it("says which path the vendor's base URL has", () => {
    const message = configError("ULTRAVOX_BASE_URL", testConfig, {
      ULTRAVOX_BASE_URL: "https://api.ultravox.ai/",
    });
    expect(message).toContain("expects the API's base with its path: https://api.ultravox.ai/api");
  });

  it("counts bytes, not characters", () => {
    const env = testEnv({ KEYHOLE_SECRET: "ä".repeat(16) });
    expect(checkConfig(testConfig, env).settings.secrets).toHaveLength(1);
  });

  it("defaults to the vendor's base URLs and the smallest plan", () => {
    const { settings } = checkConfig(testConfig, testEnv());
    expect(settings).toMatchObject({
      ultravox: { baseUrl: "https://api.ultravox.ai/api", plan: "free" },
      isDevelopment: false,
    });
  });

  it.each([
    "http://127.0.0.1:8080/api",
    "http://localhost/api",
    "http://[::1]:1/api",
    "http://127.9.9.9/api",
  ])("%s is a base URL in development", (url) => {
    const { settings } = checkConfig(testConfig, testEnv({ ULTRAVOX_BASE_URL: url }));
    expect(settings).toMatchObject({ ultravox: { baseUrl: url }, isDevelopment: true });
  });

  it("leaves http to a local Cekura in development", () => {
    const env = { ULTRAVOX_BASE_URL: "http://127.0.0.1:1/api", CEKURA_BASE_URL: "http://127.0.0.1:2" };
    expect(checkConfig(testConfig, testEnv(env)).settings.isDevelopment).toBe(true);
  });

  it("opens with the previous secret and seals with the current one while rotating", () => {
    const env = testEnv({ KEYHOLE_SECRET_PREVIOUS: LONG_ENOUGH });
    expect(checkConfig(testConfig, env).settings.secrets).toEqual([env.KEYHOLE_SECRET, LONG_ENOUGH]);
  });
});
