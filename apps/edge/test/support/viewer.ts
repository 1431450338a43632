import { generateKeyPair, generateProof, type KeyPair } from "dpop";
import { calculateJwkThumbprint, exportJWK, SignJWT } from "jose";

export const PUBLIC_URL = "https://keyhole.test";
export const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";
const ORIGIN = "https://acme.example";

/** A viewer with its own key, like a browser. */
export class Viewer {
  readonly #keys: KeyPair;
  #token = "";

  readonly #publicUrl: string;
  readonly #origin: string;

  /** `publicUrl` is the broker's, `origin` the page's. */
  static async make({ publicUrl = PUBLIC_URL, origin = ORIGIN } = {}): Promise<Viewer> {
    return new Viewer(await generateKeyPair("ES256"), publicUrl, origin);
  }

  constructor(keys: KeyPair, publicUrl: string, origin: string) {
    this.#keys = keys;
    this.#publicUrl = publicUrl;
    this.#origin = origin;
  }

  /** RFC 7638 thumbprint of its key. */
  async thumbprint(): Promise<string> {
    return calculateJwkThumbprint(await exportJWK(this.#keys.publicKey));
  }

  /** Requests a token as a visitor, or as a new member each time. */
  async mint(url: string, kind: "visitor" | "member"): Promise<Response> {
    if (kind === "member") return this.exchange(url, await signAssertion());
    return this.#ask(url, this.visitorFields());
  }

  /** Requests a member's token with an assertion. */
  exchange(url: string, assertion: string): Promise<Response> {
    return this.#ask(url, this.memberFields(assertion));
  }

  /** The form of a visitor's token request. */
  visitorFields(): Record<string, string> {
    return { grant_type: "client_credentials", client_id: "acme" };
  }

  /** The form of a member's token request. */
  memberFields(assertion: string): Record<string, string> {
    return {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: "acme",
      subject_token: assertion,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    };
  }

  /** Headers of a token request. */
  async mintHeaders(): Promise<Record<string, string>> {
    return { Origin: this.#origin, DPoP: await this.proof("POST", "/v1/token") };
  }

  async #ask(url: string, fields: Record<string, string>): Promise<Response> {
    const answer = await fetch(`${url}/v1/token`, {
      method: "POST",
      headers: await this.mintHeaders(),
      body: new URLSearchParams(fields),
    });
    if (answer.ok) this.#token = ((await answer.clone().json()) as { access_token: string }).access_token;
    return answer;
  }

  /** A proof for a request, bound to the token if there is one. */
  proof(method: string, path: string, accessToken?: string): Promise<string> {
    return generateProof(this.#keys, `${this.#publicUrl}${path}`, method, undefined, accessToken);
  }

  /** Headers of a request with the token. */
  async headers(method: string, path: string): Promise<Record<string, string>> {
    const proof = await this.proof(method, path, this.#token);
    return { Origin: this.#origin, Authorization: `DPoP ${this.#token}`, DPoP: proof };
  }

  async post(url: string, path: string): Promise<Response> {
    return fetch(`${url}${path}`, { method: "POST", headers: await this.headers("POST", path) });
  }

  async get(url: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${url}${path}`, { ...init, headers: await this.headers("GET", path.split("?")[0] ?? "") });
  }
}

/** An assertion of a member of the site `acme`; without a subject, of a new one. */
export function signAssertion(
  secret = ASSERTION_SECRET,
  subject: string = crypto.randomUUID(),
): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("https://acme.example")
    .setAudience("keyhole:acme")
    .setSubject(subject)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime("2m")
    .sign(new TextEncoder().encode(secret));
}
