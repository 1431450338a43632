import { CLIENT_CREDENTIALS_GRANT, JWT_TOKEN_TYPE, TOKEN_EXCHANGE_GRANT } from "@keyhole/contract";
import { ASSERTION_ROUNDS } from "../base/limits.ts";
import { type Assertion, askAssertion } from "./assertion.ts";
import type { PageKey } from "./dpop.ts";
import type { KeyRing } from "./key-ring.ts";
import { DROPPED, failed, type Outcome } from "./outcome.ts";
import type { AssertionSource, SessionOptions } from "./session.ts";
import { parseToken, startToken, type Token } from "./token.ts";
import { exchange, type Wire } from "./wire.ts";

/** What a mint needs. */
export interface Mint {
  options: SessionOptions;
  wire: Wire;
  keys: KeyRing;
  /** Called with the member that the host vouches for, before any request in that name. */
  onMember: (member: string) => void;
}

/** Requests a token with `POST /v1/token`, as a visitor or with an assertion of the host. */
export async function mint(minting: Mint, signal: AbortSignal): Promise<Outcome<Token>> {
  const { options, wire, keys } = minting;
  const { broker, site, assertion: source } = options;
  let key = await keys.load();
  const form = new URLSearchParams({ grant_type: CLIENT_CREDENTIALS_GRANT, client_id: site });
  if (source) {
    const vouched = await vouch(minting, source, key, signal);
    if (!vouched.ok) return vouched;
    key = vouched.value.key;
    form.set("grant_type", TOKEN_EXCHANGE_GRANT);
    form.set("subject_token", vouched.value.jwt);
    form.set("subject_token_type", JWT_TOKEN_TYPE);
  }
  const withGrant = startToken(wire.deps);
  const answer = await exchange(
    wire,
    {
      url: new URL("/v1/token", broker),
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: form.toString(),
      key,
      repeatable: true,
    },
    signal,
  );
  if (!answer.ok) return answer;
  const grant = parseToken(answer.value.body);
  return grant ? { ok: true, value: withGrant(grant, key) } : failed({ kind: "answer" });
}

/** An assertion and the key that it is bound to. Another member gets another key, and the host is asked again. */
async function vouch(
  { wire, keys, onMember }: Mint,
  source: AssertionSource,
  first: PageKey,
  signal: AbortSignal,
): Promise<Outcome<Assertion & { key: PageKey }>> {
  let key = first;
  for (let round = 0; round < ASSERTION_ROUNDS; round++) {
    const asked = await askAssertion(source, key.jkt, wire.crypto.subtle, wire.deps, signal);
    if (!asked.ok) return asked;
    // After a sign-out nothing may be stored.
    if (signal.aborted) return DROPPED;
    onMember(asked.value.member);
    const kept = await keys.claim(key, asked.value.member);
    if (signal.aborted) return DROPPED;
    if (kept.jkt === key.jkt) return { ok: true, value: { ...asked.value, key } };
    key = kept;
  }
  return failed({ kind: "assertion", reason: "content" });
}
