import { generateKeyPair, generateProof, type KeyPair } from "dpop";
import { SignJWT } from "jose";

export interface MemberOptions {
  /** The Worker's address. */
  url: string;
  origin: string;
  site: string;
  tenant: string;
  /** What the owner's server signs assertions with. */
  secret: string;
}

/** Somebody who is signed in at the owner's site, with a token of the Worker. */
export class Member {
  readonly #keys: KeyPair;
  readonly #token: string;
  readonly #options: MemberOptions;

  static async signIn(options: MemberOptions): Promise<Member> {
    const { url, origin, site, tenant, secret } = options;
    const keys = await generateKeyPair("ES256");
    const assertion = await new SignJWT({ tenant })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(origin)
      .setAudience(`keyhole:${site}`)
      .setSubject("maya")
      .setIssuedAt()
      .setExpirationTime("2m")
      .sign(new TextEncoder().encode(secret));
    const answer = await fetch(`${url}/v1/token`, {
      method: "POST",
      headers: { Origin: origin, DPoP: await generateProof(keys, `${url}/v1/token`, "POST") },
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        client_id: site,
        subject_token: assertion,
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return new Member(keys, ((await answer.json()) as { access_token: string }).access_token, options);
  }

  constructor(keys: KeyPair, token: string, options: MemberOptions) {
    this.#keys = keys;
    this.#token = token;
    this.#options = options;
  }

  /** The answer to `GET` of a path. Throws for any other status than 200. */
  async get<Body>(path: string): Promise<Body> {
    const { url, origin } = this.#options;
    const address = `${url}${path.split("?")[0]}`;
    const proof = await generateProof(this.#keys, address, "GET", undefined, this.#token);
    const answer = await fetch(`${url}${path}`, {
      headers: { Origin: origin, Authorization: `DPoP ${this.#token}`, DPoP: proof },
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Body;
  }
}
