import { createHash } from "node:crypto";

/**
 * The value of `keyhole_visitor` in a call's metadata that makes the call a visitor's own:
 * base64url(SHA-256(UTF-8 of site, a line feed, the thumbprint of the visitor's key)).
 */
export function visitorStamp(site: string, jkt: string): string {
  return createHash("sha256").update(`${site}\n${jkt}`, "utf8").digest("base64url");
}
