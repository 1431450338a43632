import { randomBytes } from "node:crypto";
import { signAssertion } from "@keyhole/edge/testing";
import { type Outgoing, sendRequest } from "../harness/send-request.ts";
import type { AttackOptions } from "./attack.ts";
import { bookAnswer } from "./book-answer.ts";
import type { Ledger } from "./ledger.ts";
import { ProofKey } from "./proof-key.ts";

type Forgery = (brokerUrl: string, key: ProofKey) => Promise<Outgoing>;

const EXCHANGE = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  client_id: "acme",
};
const MIB = 1024 ** 2;

/** The one kind that is no forgery: keys are free to make, so such mints are limited by network. */
export const MADE_UP_VISITOR = "made-up visitor";

/** What strangers send, by the name of its kind. */
const FORGERIES: Readonly<Record<string, Forgery>> = {
  [MADE_UP_VISITOR]: async (url) =>
    mint(
      url,
      await ProofKey.make(),
      { grant_type: "client_credentials", client_id: "booth" },
      "https://booth.example",
    ),
  "bad origin": async (url, key) =>
    mint(url, key, { grant_type: "client_credentials", client_id: "booth" }, "https://evil.example"),
  "bad assertion": async (url, key) =>
    mint(url, key, {
      ...EXCHANGE,
      subject_token: await signAssertion("a-secret-of-somebody-else-0123456789-abcdef", "tenant-a:1"),
    }),
  "unsigned assertion": async (url, key) => {
    const [, claims] = (await signAssertion(undefined, "tenant-a:1")).split(".");
    const head = Buffer.from('{"alg":"none"}').toString("base64url");
    return mint(url, key, { ...EXCHANGE, subject_token: `${head}.${claims}.` });
  },
  "garbage form": async (url) => ({ ...form(url, "https://acme.example"), body: randomBytes(2_000) }),
  "large form": async (url) => ({ ...form(url, "https://acme.example"), body: Buffer.alloc(MIB, "a=b&") }),
  "garbage token": async (url, key) => {
    const token = randomBytes(300).toString("base64url");
    const headers = { Authorization: `DPoP ${token}`, DPoP: await key.prove("GET", "/v1/calls", token) };
    return read(url, "/v1/calls", headers);
  },
  "no token": async (url) => read(url, "/v1/calls?limit=50", {}),
  "made-up ticket": async (url) => read(url, `/v1/recordings/${randomBytes(200).toString("base64url")}`, {}),
  "made-up path": async (url) => read(url, `/v1/${randomBytes(9).toString("base64url")}`, {}),
};
const KINDS = Object.keys(FORGERIES);

/** Strangers with addresses of one /48 of IPv6, each request from another. */
export function attackAsNetwork(
  { brokerUrl }: Pick<AttackOptions, "brokerUrl">,
  ledger: Ledger,
): (count: number) => Promise<void> {
  const key = ProofKey.make();
  return async (count) => {
    const kind = KINDS[count % KINDS.length] ?? "";
    const outgoing = await (FORGERIES[kind] as Forgery)(brokerUrl, await key);
    const address = `2001:db8:66:${(count % 0xffff).toString(16)}::1`;
    const headers = { ...outgoing.headers, "CF-Connecting-IP": address };
    const entry = ledger.enter({ kind, phase: "attack", site: "" });
    const statuses = kind === MADE_UP_VISITOR ? [200] : [];
    const { booking, wrong } = bookAnswer(await sendRequest({ ...outgoing, headers }), { statuses });
    ledger.book(entry, booking);
    for (const each of wrong) ledger.complain(`${kind}: ${each}`);
  };
}

async function mint(
  url: string,
  key: ProofKey,
  fields: Record<string, string>,
  origin = "https://acme.example",
): Promise<Outgoing> {
  const body = new URLSearchParams({ ...fields, dpop: await key.prove("POST", "/v1/token") });
  return { ...form(url, origin), body: body.toString() };
}

function form(url: string, origin: string): Outgoing {
  const headers = { Origin: origin, "Content-Type": "application/x-www-form-urlencoded" };
  return { method: "POST", url: `${url}/v1/token`, headers };
}

function read(url: string, path: string, headers: Record<string, string>): Outgoing {
  return { method: "GET", url: `${url}${path}`, headers: { Origin: "https://acme.example", ...headers } };
}
