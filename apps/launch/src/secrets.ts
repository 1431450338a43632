import { randomBytes } from "node:crypto";

/** What a deployed broker would hold as secrets. Made anew at every start, known to nobody else. */
export interface DemoSecrets {
  /** The key that the simulator accepts, in the form of an Ultravox key. */
  ultravoxApiKey: string;
  keyholeSecret: string;
  /** Shared by the host server, which signs assertions, and the broker, which verifies them. */
  assertionSecret: string;
  /** Signs the simulated Ultravox's webhooks. */
  ultravoxWebhookSecret: string;
  /** Sent with the simulated Cekura's webhooks. */
  cekuraWebhookSecret: string;
  /** Opens the owner's page. `start` prints it: it protects made-up calls alone. */
  adminSecret: string;
}

export function createSecrets(): DemoSecrets {
  return {
    ultravoxApiKey: `${alphanumeric(8)}.${alphanumeric(32)}`,
    keyholeSecret: randomBytes(32).toString("base64url"),
    assertionSecret: randomBytes(32).toString("base64url"),
    ultravoxWebhookSecret: randomBytes(32).toString("base64url"),
    cekuraWebhookSecret: randomBytes(32).toString("base64url"),
    adminSecret: randomBytes(32).toString("base64url"),
  };
}

function alphanumeric(length: number): string {
  return randomBytes(length * 3)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, length);
}
