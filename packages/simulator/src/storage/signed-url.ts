import { createHmac, timingSafeEqual } from "node:crypto";
import type { CallRow } from "../calls/call-row.ts";
import { secretToken } from "../calls/secret.ts";

/** Makes and checks signed URLs of recordings, which expire. */
export class UrlSigner {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Signs a recording's path and query. With a negative `lifeSeconds` the URL has expired already. */
  sign(row: CallRow, nowMs: number, lifeSeconds: number): string {
    const path = `/recordings/${row.callId}.wav`;
    const search = new URLSearchParams({
      Expires: String(Math.floor(nowMs / 1000) + lifeSeconds),
      // A known secret, so that tests find it wherever it leaks.
      Credential: secretToken(row.seed, "storage"),
    });
    search.set("Signature", this.#signature(path, search));
    return `${path}?${search}`;
  }

  /** The call that a signed URL belongs to. */
  check(path: string, search: URLSearchParams, nowMs: number): { callId: string } | "forged" | "expired" {
    const given = Buffer.from(search.get("Signature") ?? "");
    const expected = Buffer.from(this.#signature(path, search));
    const [, callId] = /^\/recordings\/([^/]+)\.wav$/.exec(path) ?? [];
    if (callId === undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return "forged";
    }
    return Number(search.get("Expires")) < nowMs / 1000 ? "expired" : { callId };
  }

  #signature(path: string, search: URLSearchParams): string {
    const content = [path, search.get("Expires"), search.get("Credential")].join("\n");
    return createHmac("sha256", this.#key).update(content).digest("hex");
  }
}
