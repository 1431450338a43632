import { createHmac, timingSafeEqual } from "node:crypto";
import type { CallRow } from "../calls/call-row.ts";
import { secretToken } from "../calls/secret.ts";

/** Makes and checks the addresses under which recordings can be fetched for a while. */
export class UrlSigner {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** A path with its query, good for so long; no longer good where `lifeSeconds` is negative. */
  sign(row: CallRow, nowMs: number, lifeSeconds: number): string {
    const path = `/recordings/${row.callId}.wav`;
    const search = new URLSearchParams({
      Expires: String(Math.floor(nowMs / 1000) + lifeSeconds),
      // Recognisable wherever it should not be.
      Credential: secretToken(row.seed, "storage"),
    });
    search.set("Signature", this.#signature(path, search));
    return `${path}?${search}`;
  }

  /** The call whose recording an address is for. */
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
