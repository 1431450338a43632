import { CLIENT_CREDENTIALS_GRANT } from "@keyhole/contract";
import { loadFailure } from "../base/lazy-module.ts";
import type { KeyRing } from "./key-ring.ts";
import { failed, type Outcome } from "./outcome.ts";
import type { SessionOptions } from "./session.ts";
import { parseToken, startToken, type Token } from "./token.ts";
import { type Arrived, exchange, type Wire } from "./wire.ts";

/** Asks the host for an assertion. The file is for members alone, and loads while the key does. */
const loadMember = () => import("./add-assertion.ts");

/** A request that waits for a token, and may be answered along with it. */
export interface Waiting {
  readonly path: string;
  readonly signal: AbortSignal;
  /** Its answer. Absent where the broker, which may be older, left it out. */
  answer?: Arrived | undefined;
}

/** What a mint needs. */
export interface Mint {
  options: SessionOptions;
  wire: Wire;
  keys: KeyRing;
  /** Called with the member that the host vouches for, before any request in that name. */
  onMember: (member: string) => void;
  /** The request that goes along, when the mint is sent. */
  waiting: () => Waiting | undefined;
}

/** Requests a token with `POST /v1/token`, as a visitor or with an assertion of the host. */
export async function mint(minting: Mint, signal: AbortSignal): Promise<Outcome<Token>> {
  const { options, wire, keys } = minting;
  const { broker, site, assertion: source } = options;
  const [stored, member] = await Promise.all([keys.load(), source && loadMember().catch(loadFailure)]);
  let key = stored;
  const form = new URLSearchParams({ grant_type: CLIENT_CREDENTIALS_GRANT, client_id: site });
  if (source && member) {
    if ("kind" in member) return failed(member);
    const vouched = await member.addAssertion(minting, source, key, form, signal);
    if (!vouched.ok) return vouched;
    key = vouched.value;
  }
  const along = minting.waiting();
  if (along && !along.signal.aborted) form.set("first", along.path);
  const withGrant = startToken(wire.deps);
  const answer = await exchange(
    wire,
    {
      url: new URL(`${broker}/v1/token`),
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      form,
      key,
      repeatable: true,
    },
    signal,
  );
  if (!answer.ok) return answer;
  const grant = parseToken(answer.value.body);
  if (along) along.answer = grant?.first;
  return grant ? { ok: true, value: withGrant(grant, key) } : failed({ kind: "answer" });
}
