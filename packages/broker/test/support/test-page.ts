import type { TokenResponse } from "@keyhole/contract";
import { generateKeyPair, generateProof, type KeyPair } from "dpop";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { createBroker } from "../../src/index.ts";
import { PAGE_ORIGIN, PUBLIC_URL } from "./test-config.ts";

type App = ReturnType<typeof createBroker>;

/** A page as a browser would be: it has a key pair, an origin, and a token once it asked for one. */
export class TestPage {
  readonly keys: KeyPair;
  readonly thumbprint: string;
  readonly #app: App;
  #token = "";

  static async open(app: App): Promise<TestPage> {
    const keys = await generateKeyPair("ES256", { extractable: true });
    return new TestPage(app, keys, await calculateJwkThumbprint(await exportJWK(keys.publicKey)));
  }

  constructor(app: App, keys: KeyPair, thumbprint: string) {
    this.#app = app;
    this.keys = keys;
    this.thumbprint = thumbprint;
  }

  get token(): string {
    return this.#token;
  }

  /** Sends a token request with a proof, and the given changes. */
  async askForToken(
    fields: Record<string, string>,
    change: { headers?: Record<string, string | null>; path?: string } = {},
  ): Promise<Response> {
    const url = `${PUBLIC_URL}${change.path ?? "/v1/token"}`;
    const headers = new Headers({
      Origin: PAGE_ORIGIN,
      "Content-Type": "application/x-www-form-urlencoded",
      DPoP: await generateProof(this.keys, `${PUBLIC_URL}/v1/token`, "POST"),
    });
    for (const [name, value] of Object.entries(change.headers ?? {})) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    return this.#app.request(url, { method: "POST", headers, body: new URLSearchParams(fields).toString() });
  }

  async signInAsVisitor(site: string): Promise<TokenResponse> {
    return this.#keep(await this.askForToken({ grant_type: "client_credentials", client_id: site }));
  }

  async signInAsMember(site: string, assertion: string): Promise<TokenResponse> {
    return this.#keep(
      await this.askForToken({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        client_id: site,
        subject_token: assertion,
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      }),
    );
  }

  async #keep(response: Response): Promise<TokenResponse> {
    if (response.status !== 200) throw new Error(`no token: ${response.status} ${await response.text()}`);
    const answer = await response.json<TokenResponse>();
    this.#token = answer.access_token;
    return answer;
  }

  /** Asks with token and proof, as the elements do. */
  async get(
    path: string,
    change: { headers?: Record<string, string | null>; method?: string } = {},
  ): Promise<Response> {
    const url = `${PUBLIC_URL}${path}`;
    const method = change.method ?? "GET";
    const headers = new Headers({
      Origin: PAGE_ORIGIN,
      Authorization: `DPoP ${this.#token}`,
      DPoP: await generateProof(this.keys, url.split("?")[0] ?? url, method, undefined, this.#token),
    });
    for (const [name, value] of Object.entries(change.headers ?? {})) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    return this.#app.request(url, { method, headers });
  }
}
