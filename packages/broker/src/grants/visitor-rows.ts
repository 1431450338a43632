import { NAMES_REMEMBERED } from "../base/limits/state.ts";
import { createSha256Memory } from "../keys/sha256.ts";
import type { Rows } from "./rows.ts";

/** Metadata key that marks a call as one visitor's own. */
export const VISITOR_METADATA_KEY = "keyhole_visitor";

/**
 * Stamp of a visitor: base64url of SHA-256 over the site's id, a line feed and the RFC 7638
 * thumbprint of the visitor's key. Only the holder of the key gets a token for its calls.
 */
export async function visitorStamp(site: string, thumbprint: string): Promise<string> {
  return hashOf(`${site}\n${thumbprint}`);
}

const hashOf = createSha256Memory(NAMES_REMEMBERED);

/** The rows of a visitor: its own calls, or all of a public site's. */
export function visitorRows(kind: "own" | "public", stamp: string): Rows {
  return kind === "own" ? { metadata: { [VISITOR_METADATA_KEY]: stamp } } : {};
}
