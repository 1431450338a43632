import type { TokenResponse } from "@keyhole/contract";
import { generateKeyPair, generateProof, type KeyPair } from "dpop";
import { calculateJwkThumbprint, exportJWK } from "jose";
import { PAGE_ORIGIN, PUBLIC_URL } from "./identities.ts";
import { makeProof, type ProofParts, tokenHash } from "./make-proof.ts";

/** What of a request differs from the right one. A header of null is left out. */
export interface Change {
  headers?: Record<string, string | null>;
  method?: string;
  /** The address that the request is sent to. */
  url?: string;
  path?: string;
  /** Parts of the proof that are wrong; without them it is made by the `dpop` package. */
  proof?: ProofParts;
  /** Replaces the form of a token request; the body of any other request. */
  body?: BodyInit;
  /** Sends the proof of a token request in the field `dpop`. */
  isInForm?: boolean;
}

/** What answers a page. */
interface Answerer {
  request(url: string, init?: RequestInit): Response | Promise<Response>;
}

/** A page as a browser would be: it has a key pair, an origin, and a token once it asked for one. */
export class TestPage {
  readonly keys: KeyPair;
  readonly thumbprint: string;
  readonly #broker: Answerer;
  /** Where the page finds the broker. */
  readonly #address: string;
  #token = "";

  /** `keys` are those of another page where two are to share them. */
  static async open(broker: Answerer, keys?: KeyPair, address?: string): Promise<TestPage> {
    const own = keys ?? (await generateKeyPair("ES256", { extractable: true }));
    return new TestPage(broker, own, await calculateJwkThumbprint(await exportJWK(own.publicKey)), address);
  }

  /** A page that has a visitor's token of the site. */
  static async visit(broker: Answerer, site = "acme"): Promise<TestPage> {
    const page = await TestPage.open(broker);
    await page.signInAsVisitor(site);
    return page;
  }

  /** A page that has a member's token of the site. */
  static async enter(broker: Answerer, assertion: string, site = "acme"): Promise<TestPage> {
    const page = await TestPage.open(broker);
    await page.signInAsMember(site, assertion);
    return page;
  }

  constructor(broker: Answerer, keys: KeyPair, thumbprint: string, address = PUBLIC_URL) {
    this.#address = address;
    this.#broker = broker;
    this.keys = keys;
    this.thumbprint = thumbprint;
  }

  get token(): string {
    return this.#token;
  }

  /** Takes a token that another page got. */
  useToken(token: string): void {
    this.#token = token;
  }

  /** Sends a token request with a proof, and the given changes. */
  async askForToken(fields: Record<string, string>, change: Change = {}): Promise<Response> {
    const target = `${this.#address}/v1/token`;
    const method = change.method ?? "POST";
    const headers = new Headers({
      Origin: PAGE_ORIGIN,
      "Content-Type": "application/x-www-form-urlencoded",
      DPoP: await this.#proof(target, "POST", change.proof),
    });
    if (change.isInForm) {
      applyHeaders(headers, change);
      const proof = headers.get("DPoP");
      headers.delete("DPoP");
      const form = new URLSearchParams({ ...fields, ...(proof === null ? {} : { dpop: proof }) });
      return this.#broker.request(target, { method, headers, body: form.toString() });
    }
    return this.#send(`${change.url ?? this.#address}${change.path ?? "/v1/token"}`, headers, change, {
      method,
      ...(method === "GET" || method === "HEAD"
        ? {}
        : { body: change.body ?? new URLSearchParams(fields).toString() }),
    });
  }

  /** Asks for a visitor's token of the site. */
  askAsVisitor(change: Change = {}, site = "acme"): Promise<Response> {
    return this.askForToken({ grant_type: "client_credentials", client_id: site }, change);
  }

  /** Asks for a member's token of the site. */
  askAsMember(assertion: string, change: Change = {}, site = "acme"): Promise<Response> {
    const fields = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: site,
      subject_token: assertion,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    };
    return this.askForToken(fields, change);
  }

  async signInAsVisitor(site: string): Promise<TokenResponse> {
    return this.#keep(await this.askAsVisitor({}, site));
  }

  async signInAsMember(site: string, assertion: string): Promise<TokenResponse> {
    return this.#keep(await this.askAsMember(assertion, {}, site));
  }

  /** Asks with token and proof, as the elements do. */
  async get(path: string, change: Change = {}): Promise<Response> {
    const url = `${this.#address}${path}`;
    const method = change.method ?? "GET";
    const headers = new Headers({
      Origin: PAGE_ORIGIN,
      Authorization: `DPoP ${this.#token}`,
      DPoP: await this.#proof(url.split("?")[0] ?? url, method, change.proof, this.#token),
    });
    return this.#send(`${change.url ?? this.#address}${change.path ?? path}`, headers, change, {
      method,
      ...(change.body === undefined ? {} : { body: change.body }),
    });
  }

  /** Asks and reads the JSON of an answer that must be a 200. */
  async read<Body>(path: string): Promise<Body> {
    const response = await this.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json<Body>();
  }

  async #proof(htu: string, htm: string, parts?: ProofParts, token?: string): Promise<string> {
    if (parts === undefined) return generateProof(this.keys, htu, htm, undefined, token);
    const claims = { htu, htm, ...(token === undefined ? {} : { ath: await tokenHash(token) }) };
    return makeProof(this.keys, { ...parts, claims: { ...claims, ...parts.claims } });
  }

  async #send(url: string, headers: Headers, change: Change, init: RequestInit): Promise<Response> {
    applyHeaders(headers, change);
    return this.#broker.request(url, { ...init, headers });
  }

  async #keep(response: Response): Promise<TokenResponse> {
    if (response.status !== 200) throw new Error(`no token: ${response.status} ${await response.text()}`);
    const answer = await response.json<TokenResponse>();
    this.#token = answer.access_token;
    return answer;
  }
}

function applyHeaders(headers: Headers, change: Change): void {
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
}
