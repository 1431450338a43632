/** A key with what it opens, or what is wrong with it. */
export type CheckedKey<Value> = { ok: true; value: Value } | { ok: false; fault: string };

export interface KeyOptions {
  apiKey: string;
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
}
