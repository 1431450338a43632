import { sha256 } from "../keys/sha256.ts";

/** Names a Durable Object by a hash: a subject may be an e-mail address, and names are stored. */
export async function objectName(...parts: readonly string[]): Promise<string> {
  const digest = await sha256(parts.join("\n"));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
