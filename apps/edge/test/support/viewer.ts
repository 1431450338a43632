import { generateKeyPair, generateProof, type KeyPair } from "dpop";
import { SignJWT } from "jose";

export const PUBLIC_URL = "https://keyhole.test";
export const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";
const ORIGIN = "https://acme.example";

/** A viewer with a key of its own, as a browser would be. */
export class Viewer {
  readonly #keys: KeyPair;
  #token = "";

  static async make(): Promise<Viewer> {
    return new Viewer(await generateKeyPair("ES256"));
  }

  constructor(keys: KeyPair) {
    this.#keys = keys;
  }

  async mint(url: string, kind: "visitor" | "member"): Promise<Response> {
    const fields: Record<string, string> =
      kind === "visitor"
        ? { grant_type: "client_credentials", client_id: "acme" }
        : {
            grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
            client_id: "acme",
            subject_token: await signAssertion(),
            subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
          };
    const answer = await fetch(`${url}/v1/token`, {
      method: "POST",
      headers: { Origin: ORIGIN, DPoP: await generateProof(this.#keys, `${PUBLIC_URL}/v1/token`, "POST") },
      body: new URLSearchParams(fields),
    });
    if (answer.ok) this.#token = ((await answer.clone().json()) as { access_token: string }).access_token;
    return answer;
  }

  async get(url: string, path: string): Promise<Response> {
    const htu = `${PUBLIC_URL}${path.split("?")[0]}`;
    const proof = await generateProof(this.#keys, htu, "GET", undefined, this.#token);
    return fetch(`${url}${path}`, {
      headers: { Origin: ORIGIN, Authorization: `DPoP ${this.#token}`, DPoP: proof },
    });
  }
}

function signAssertion(): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("https://acme.example")
    .setAudience("keyhole:acme")
    .setSubject(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime("2m")
    .sign(new TextEncoder().encode(ASSERTION_SECRET));
}
