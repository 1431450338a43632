import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import type { ConfigEnv, KeyholeConfig } from "../../src/index.ts";
import { configError } from "../support/expect-config-error.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";

const SECRETS = {
  ULTRAVOX_WEBHOOK_SECRET: "2b7e151628aed2a6abf7158809cf4f3c",
  CEKURA_WEBHOOK_SECRET: "603deb1015ca71be2b73aef0857d7781",
};

type Bridge = (env: ConfigEnv) => unknown;

const RIGHT: Bridge = (env) => ({
  cekuraAgent: 42,
  webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET],
  cekuraWebhookSecret: env.CEKURA_WEBHOOK_SECRET,
});

const define =
  (bridge: Bridge, changes: Record<string, unknown> = {}) =>
  (env: ConfigEnv): KeyholeConfig =>
    configWithSite({ cekura: { project: 1 }, bridge: bridge(env), ...changes } as never)(env);

const check = (bridge: Bridge) => checkConfig(define(bridge), testEnv(SECRETS));

describe("a bridge", () => {
  it("is read, with and without the secret of Cekura's webhook", () => {
    expect(check(RIGHT).sites.get("acme")?.bridge).toEqual({
      cekuraAgent: 42,
      webhookSecrets: [SECRETS.ULTRAVOX_WEBHOOK_SECRET],
      cekuraWebhookSecret: SECRETS.CEKURA_WEBHOOK_SECRET,
    });
    const without: Bridge = (env) => ({ cekuraAgent: 42, webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET] });
    expect(check(without).sites.get("acme")?.bridge?.cekuraWebhookSecret).toBeNull();
    expect(check(() => undefined).sites.get("acme")?.bridge).toBeNull();
  });

  const secret = (env: ConfigEnv) => env.ULTRAVOX_WEBHOOK_SECRET;
  const WRONG: [string, string, Bridge, RegExp][] = [
    ["that is no object", "", () => true, /object/],
    ["with a setting that there is not", ".url", (env) => ({ ...(RIGHT(env) as object), url: "x" }), /known/],
    ["without an agent", ".cekuraAgent", (env) => ({ webhookSecrets: [secret(env)] }), /number/],
    [
      "with an agent that is a text",
      ".cekuraAgent",
      (env) => ({ cekuraAgent: "42", webhookSecrets: [secret(env)] }),
      /number/,
    ],
    ["without secrets", ".webhookSecrets", () => ({ cekuraAgent: 1 }), /list/],
    [
      "with an empty list of secrets",
      ".webhookSecrets",
      () => ({ cekuraAgent: 1, webhookSecrets: [] }),
      /list/,
    ],
    [
      "with one secret instead of a list",
      ".webhookSecrets",
      (env) => ({ cekuraAgent: 1, webhookSecrets: secret(env) }),
      /list/,
    ],
    [
      "with a literal",
      ".webhookSecrets[0]",
      () => ({ cekuraAgent: 1, webhookSecrets: ["a literal that is long enough"] }),
      /literal/,
    ],
    [
      "with a secret that is not set",
      ".webhookSecrets[1]",
      (env) => ({ cekuraAgent: 1, webhookSecrets: [secret(env), env.NEXT_SECRET] }),
      /NEXT_SECRET, which is not set/,
    ],
    [
      "with an empty secret",
      ".webhookSecrets[0]",
      () => ({ cekuraAgent: 1, webhookSecrets: [""] }),
      /secret/,
    ],
    [
      "with the Worker's own secret",
      ".webhookSecrets[0]",
      () => ({ cekuraAgent: 1, webhookSecrets: [KEYHOLE_SECRET] }),
      /of its own/,
    ],
    [
      "with a secret that is too long",
      ".webhookSecrets[0]",
      (env) => ({ cekuraAgent: 1, webhookSecrets: [env.LONG_SECRET] }),
      /120/,
    ],
    [
      "with a literal for Cekura",
      ".cekuraWebhookSecret",
      (env) => ({ ...(RIGHT(env) as object), cekuraWebhookSecret: "a literal" }),
      /literal/,
    ],
    [
      "with a secret for Cekura that is not set",
      ".cekuraWebhookSecret",
      (env) => ({ ...(RIGHT(env) as object), cekuraWebhookSecret: env.NEXT_SECRET }),
      /NEXT_SECRET/,
    ],
  ];

  it.each(WRONG)("%s is refused", (_, setting, bridge, words) => {
    const env = { ...SECRETS, LONG_SECRET: "0123456789abcdef".repeat(8) };
    expect(configError(`sites.acme.bridge${setting}`, define(bridge), env)).toMatch(words);
  });

  it("is refused without a project of Cekura, and for calls of Cekura", () => {
    expect(configError("sites.acme.bridge", define(RIGHT, { cekura: undefined }), SECRETS)).toMatch(/cekura/);
    const source = { source: "cekura", visitors: undefined };
    expect(configError("sites.acme.bridge", define(RIGHT, source), SECRETS)).toMatch(/Ultravox/);
  });

  it("is warned about where a secret looks guessable", () => {
    const { warnings } = checkConfig(define(RIGHT), testEnv({ ...SECRETS, ULTRAVOX_WEBHOOK_SECRET: "aaaa" }));
    expect(warnings.join()).toMatch(/sites\.acme\.bridge\.webhookSecrets\[0\]: looks guessable/);
  });
});
