import type { SourceName } from "@keyhole/contract";
import { WEBHOOK_MAX_SECRETS, WEBHOOK_SECRET_MAX_CHARACTERS } from "../base/limits/deliveries.ts";
import { isPlainObject } from "../base/values.ts";
import { ConfigError, checkKeys } from "./config-error.ts";
import { GUESSABLE, isGuessable } from "./settings.ts";
import type { SiteContext } from "./visible-env.ts";

/** What sends a site's calls to Cekura, checked. */
export interface Bridge {
  /** The agent in Cekura that the calls are filed under. */
  cekuraAgent: number;
  /** Each may have signed a webhook of Ultravox. */
  webhookSecrets: readonly string[];
  /** What Cekura's webhook sends; null: there is none. */
  cekuraWebhookSecret: string | null;
}

/** The settings of the same site that a bridge depends on. */
interface Surroundings {
  source: SourceName;
  hasProject: boolean;
}

export function checkBridge(
  setting: string,
  value: unknown,
  { source, hasProject }: Surroundings,
  context: SiteContext,
): Bridge | null {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object, or to be left out");
  checkKeys(setting, value, ["cekuraAgent", "webhookSecrets", "cekuraWebhookSecret"]);
  if (source === "cekura") {
    throw new ConfigError(
      setting,
      "expects a site whose calls are Ultravox's: those of Cekura are there already",
    );
  }
  if (!hasProject) {
    throw new ConfigError(
      setting,
      "expects cekura: { project: <number> } beside it: calls are sent with the project's key",
    );
  }
  const { cekuraAgent } = value;
  if (typeof cekuraAgent !== "number" || !Number.isSafeInteger(cekuraAgent) || cekuraAgent < 1) {
    throw new ConfigError(
      `${setting}.cekuraAgent`,
      "expects an agent's number, which Cekura's dashboard shows",
    );
  }
  const secret = `${setting}.cekuraWebhookSecret`;
  return {
    cekuraAgent,
    webhookSecrets: checkWebhookSecrets(`${setting}.webhookSecrets`, value.webhookSecrets, context),
    cekuraWebhookSecret:
      "cekuraWebhookSecret" in value ? checkSecret(secret, value.cekuraWebhookSecret, context) : null,
  };
}

function checkWebhookSecrets(setting: string, value: unknown, context: SiteContext): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > WEBHOOK_MAX_SECRETS) {
    throw new ConfigError(
      setting,
      `expects a list of 1 to ${WEBHOOK_MAX_SECRETS} secrets from env, such as [env.ULTRAVOX_WEBHOOK_SECRET]`,
    );
  }
  return value.map((secret: unknown, index) => checkSecret(`${setting}[${index}]`, secret, context));
}

function checkSecret(setting: string, value: unknown, { visible, warn }: SiteContext): string {
  if (typeof value !== "string" || value === "") {
    throw new ConfigError(setting, `expects a secret from env${visible.hint()}`);
  }
  if (visible.isWithheld(value)) {
    throw new ConfigError(
      setting,
      "expects a secret of its own; this one is also a key or secret of the Worker, and the vendor holds it",
    );
  }
  if (!visible.has(value)) {
    throw new ConfigError(setting, "expects a secret from env; a literal in the config is refused");
  }
  if (value.length > WEBHOOK_SECRET_MAX_CHARACTERS) {
    throw new ConfigError(
      setting,
      `expects at most ${WEBHOOK_SECRET_MAX_CHARACTERS} characters, as Ultravox does`,
    );
  }
  if (isGuessable(value)) warn(setting, GUESSABLE);
  return value;
}
