import { checkFields, type FieldChecks, oneOf } from "../base/check-fields.ts";
import { AGENTS } from "../calls/agents.ts";

/** The vendor's events of a call. */
export const WEBHOOK_EVENTS = ["call.started", "call.joined", "call.ended", "call.billed"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A webhook of the account, as its owner sets it up. */
export interface Webhook {
  /** On this machine: the simulator sends nothing anywhere else. At most 200 characters, as the vendor takes. */
  readonly url: string;
  /** Each signs every message; two while one is rotated. */
  readonly secrets: readonly string[];
  /** Default: all. */
  readonly events?: readonly WebhookEvent[];
  /** Only calls of this agent. Default: all calls. */
  readonly agentId?: string;
}

/** Cekura's webhook, which a project sets up with one secret. */
export interface CekuraWebhook {
  /** On this machine. */
  readonly url: string;
  /** Sent as it is, in `X-CEKURA-SECRET`. */
  readonly secret: string;
}

const URL_MAX_CHARACTERS = 200;
const SECRET_MAX_CHARACTERS = 120;

const WEBHOOK_CHECKS: FieldChecks<Webhook> = {
  url: complainOfUrl,
  secrets: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((secret) => complainOfSecret(secret) === null)
      ? null
      : `must be a list of texts of at most ${SECRET_MAX_CHARACTERS} characters`,
  events: (value) =>
    Array.isArray(value) && value.every((event) => oneOf(WEBHOOK_EVENTS)(event) === null)
      ? null
      : `must be a list of ${WEBHOOK_EVENTS.join(", ")}`,
  agentId: oneOf(AGENTS.map(({ agentId }) => agentId)),
};

const CEKURA_CHECKS: FieldChecks<CekuraWebhook> = { url: complainOfUrl, secret: complainOfSecret };

/** What is wrong with a list of webhooks, or null. */
export function complainOfWebhooks(value: unknown): string | null {
  if (!Array.isArray(value)) return "must be a list";
  return firstComplaint(value, (webhook) => {
    checkFields<Webhook>("webhook", webhook, WEBHOOK_CHECKS);
    if (webhook.url === undefined) throw new TypeError("url: is missing");
    if (webhook.secrets === undefined) throw new TypeError("secrets: is missing");
  });
}

/** What is wrong with a webhook of Cekura, or null. */
export function complainOfCekuraWebhook(value: unknown): string | null {
  if (value === null) return null;
  return firstComplaint([value], (webhook) => {
    checkFields<CekuraWebhook>("webhook", webhook, CEKURA_CHECKS);
    if (webhook.url === undefined) throw new TypeError("url: is missing");
    if (webhook.secret === undefined) throw new TypeError("secret: is missing");
  });
}

function firstComplaint(values: readonly unknown[], check: (value: unknown) => void): string | null {
  try {
    for (const value of values) check(value);
    return null;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function complainOfUrl(value: unknown): string | null {
  const url = typeof value === "string" && value.length <= URL_MAX_CHARACTERS ? URL.parse(value) : null;
  const isLocal = url !== null && /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  return isLocal && url.protocol === "http:" ? null : "must be an http URL on this machine";
}

function complainOfSecret(value: unknown): string | null {
  const isText = typeof value === "string" && value !== "" && value.length <= SECRET_MAX_CHARACTERS;
  return isText ? null : `must be a text of at most ${SECRET_MAX_CHARACTERS} characters`;
}
