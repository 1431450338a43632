import { tokenHash } from "../../support/make-proof.ts";
import type { BrokenProof } from "./broken-proof.ts";

const NOW = () => Math.floor(Date.now() / 1000);

/** Proofs with a wrong claim: RFC 9449 section 4.3, 3 and 8 to 12. `%` stands for the right path. */
export const BROKEN_CLAIMS: BrokenProof[] = [
  wrong("no jti", { jti: undefined }),
  wrong("jti null", { jti: null }),
  wrong("an empty jti", { jti: "" }),
  wrong("a jti of 257 characters", { jti: "j".repeat(257) }),
  wrong("a jti that is a number", { jti: 7 }),
  wrong("a jti that is a list", { jti: ["j"] }),
  wrong("no htm", { htm: undefined }),
  wrong("another method", { htm: "PUT" }),
  wrong("the method in small letters", { htm: "get" }),
  wrong("the method of a form in small letters", { htm: "post" }),
  wrong("methods as a list", { htm: ["GET", "POST"] }),
  wrong("no htu", { htu: undefined }),
  wrong("an htu that is a number", { htu: 7 }),
  wrong("htus as a list", { htu: ["https://keyhole.acme.workers.dev/v1/calls"] }),
  wrong("an htu that is no URL", { htu: "keyhole" }),
  { name: "no iat", change: { proof: { claims: { iat: undefined } } } },
  { name: "iat null", change: { proof: { claims: { iat: null } } } },
  { name: "iat as a text", change: { proof: { claims: { iat: String(NOW()) } } } },
  late("iat 61 s ago", () => NOW() - 61),
  late("iat 62 s ahead", () => NOW() + 62),
  late("iat in milliseconds", () => Date.now()),
  late("iat 0", () => 0),
  late("iat below 0", () => -1),
  wrong("a proof that has expired", { exp: 1 }),
  wrong("a proof of later", { nbf: 99_999_999_999 }),
];

/** Values of `htu` that are not the request's, made of the path that was asked for. */
export const WRONG_URIS: [string, (path: string) => string][] = [
  ["another host", (path) => `https://evil.example${path}`],
  ["a host below this one", (path) => `https://a.keyhole.acme.workers.dev${path}`],
  ["a host that begins like this one", (path) => `https://keyhole.acme.workers.dev.evil.example${path}`],
  ["a host that ends like this one", (path) => `https://evilkeyhole.acme.workers.dev${path}`],
  ["this host with a dot", (path) => `https://keyhole.acme.workers.dev.${path}`],
  ["plain http", (path) => `http://keyhole.acme.workers.dev${path}`],
  ["another scheme", (path) => `wss://keyhole.acme.workers.dev${path}`],
  ["another port", (path) => `https://keyhole.acme.workers.dev:8443${path}`],
  ["credentials", (path) => `https://user:pass@keyhole.acme.workers.dev${path}`],
  ["a user", (path) => `https://user@keyhole.acme.workers.dev${path}`],
  ["the origin alone", () => "https://keyhole.acme.workers.dev"],
  ["the path alone", (path) => path],
  ["another path", () => "https://keyhole.acme.workers.dev/v1/health"],
  ["a path above", (path) => `https://keyhole.acme.workers.dev${path.replace(/\/[^/]+$/, "")}`],
  ["a path below", (path) => `https://keyhole.acme.workers.dev${path}/more`],
  ["a slash at the end", (path) => `https://keyhole.acme.workers.dev${path}/`],
  ["the path in capitals", (path) => `https://keyhole.acme.workers.dev${path.toUpperCase()}`],
  ["the path encoded", (path) => `https://keyhole.acme.workers.dev${path.replace("v", "%76")}`],
  ["the path behind another", (path) => `https://keyhole.acme.workers.dev/x${path}`],
  ["the URL in a query", (path) => `https://evil.example/?https://keyhole.acme.workers.dev${path}`],
];

/** Values of `htu` that mean the request's address. */
export const RIGHT_URIS: [string, (path: string) => string][] = [
  ["a query", (path) => `https://keyhole.acme.workers.dev${path}?limit=1&limit=2`],
  ["a fragment", (path) => `https://keyhole.acme.workers.dev${path}#top`],
  ["a query and a fragment", (path) => `https://keyhole.acme.workers.dev${path}?a#b`],
  ["the host in capitals", (path) => `https://KEYHOLE.acme.workers.dev${path}`],
  ["the port of https", (path) => `https://keyhole.acme.workers.dev:443${path}`],
];

/** Proofs that were not made for the token that is sent: section 4.3, 12. */
export const BROKEN_HASHES: BrokenProof[] = [
  wrong("no ath", { ath: undefined }),
  wrong("ath null", { ath: null }),
  wrong("an empty ath", { ath: "" }),
  wrong("the token itself as ath", { ath: "token" }),
  { name: "the hash of another token", change: async () => hashOf("another token") },
  { name: "the hash with padding", change: async ({ token }) => hashOf(token, (ath) => `${ath}=`) },
  { name: "the hash in a list", change: async ({ token }) => hashOf(token, (ath) => [ath]) },
];

async function hashOf(token: string, change: (ath: string) => unknown = (ath) => ath) {
  return { proof: { claims: { ath: change(await tokenHash(token)) } } };
}

function wrong(name: string, claims: Record<string, unknown>): BrokenProof {
  return { name, change: { proof: { claims } } };
}

function late(name: string, iat: () => number): BrokenProof {
  return { name, change: async () => ({ proof: { claims: { iat: iat() } } }), tellsTime: true };
}
