import { setTimeout } from "node:timers/promises";
import type { Demo } from "@keyhole/launch";
import * as dpop from "dpop";
import { calculateJwkThumbprint, exportJWK } from "jose";

/** The demo's sites that have members. */
type MemberSite = "acme" | "outbound";

/** Where the host server says who is signed in, for each site. */
const ASSERTION_PATHS = { acme: "/keyhole-assertion", outbound: "/outbound-assertion" } as const;

/**
 * A program that is no browser: it signs its own proofs and sends what `Origin` it likes. Where it asks too often, which
 * a fast machine lets it, it waits as it is told.
 */
export interface Stranger {
  site: MemberSite;
  jkt: string;
  /** `GET` of a path with a token and a proof of this stranger's key. */
  get(path: string, token: string): Promise<Response>;
  /** The same by `POST`, without a body. */
  post(path: string, token: string): Promise<Response>;
  /** Exchanges an assertion for a token. */
  mint(assertion: string): Promise<Response>;
}

export async function createStranger(
  { brokerUrl, pageUrl }: Demo,
  site: MemberSite = "acme",
): Promise<Stranger> {
  const keys = await dpop.generateKeyPair("ES256", { extractable: false });
  const proofFor = (method: string, url: string, token?: string) =>
    dpop.generateProof(keys, url, method, undefined, token);
  const send = async (method: string, path: string, token: string): Promise<Response> => {
    const url = `${brokerUrl}${path}`;
    const proof = await proofFor(method, url.split("?")[0] ?? url, token);
    const response = await fetch(url, {
      method,
      headers: { Authorization: `DPoP ${token}`, DPoP: proof, Origin: pageUrl },
    });
    if (response.status !== 429) return response;
    await response.arrayBuffer();
    await setTimeout(Number(response.headers.get("Retry-After")) * 1000);
    return send(method, path, token);
  };
  return {
    site,
    jkt: await calculateJwkThumbprint(await exportJWK(keys.publicKey)),
    get: (path, token) => send("GET", path, token),
    post: (path, token) => send("POST", path, token),
    async mint(assertion) {
      const url = `${brokerUrl}/v1/token`;
      return fetch(url, {
        method: "POST",
        headers: { DPoP: await proofFor("POST", url), Origin: pageUrl },
        body: new URLSearchParams({
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          client_id: site,
          subject_token: assertion,
          subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        }),
      });
    },
  };
}

/** What the host server gives the browser of a member of the site, whose key has this thumbprint. */
export async function assertionFor(
  { pageUrl }: Demo,
  member: string,
  { jkt, site }: Pick<Stranger, "jkt" | "site">,
): Promise<string> {
  const signedIn = await fetch(`${pageUrl}/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ member }),
  });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const response = await fetch(`${pageUrl}${ASSERTION_PATHS[site]}?jkt=${jkt}`, { headers: { cookie } });
  return response.text();
}

/** A member's token for the stranger's own key. */
export async function tokenFor(demo: Demo, member: string, stranger: Stranger): Promise<string> {
  const response = await stranger.mint(await assertionFor(demo, member, stranger));
  return ((await response.json()) as { access_token: string }).access_token;
}
