import {
  CLIENT_CREDENTIALS_GRANT,
  isScope,
  JWT_TOKEN_TYPE,
  type Scope,
  TOKEN_EXCHANGE_GRANT,
} from "@keyhole/contract";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { Proof } from "./proof.ts";

/** A parsed token request. */
export interface TokenRequest {
  site: string;
  viewer: { kind: "visitor" } | { kind: "member"; assertion: string };
  /** Null: all granted scopes. */
  scopes: Scope[] | null;
  /** The proof, where the form has it: a request without the header `DPoP` needs no preflight. */
  proof: string | undefined;
  /** Path and query of a request to answer along with the token. */
  first: string | undefined;
}

/** Who requests a token, as far as the request itself shows. */
export interface TokenRequester {
  site: Site;
  origin: string;
  proof: Proof;
  /** Records the subject as soon as it is known. Refuses one that the owner has switched off. */
  setSubject: (subject: string, issuedAt?: number) => Promise<void>;
}

/** Reads the parameters of a token request (RFC 6749 section 4.4.2, RFC 8693 section 2.1). */
export function parseTokenRequest(fields: ReadonlyMap<string, string>): TokenRequest {
  const grantType = required(fields, "grant_type");
  if (grantType !== CLIENT_CREDENTIALS_GRANT && grantType !== TOKEN_EXCHANGE_GRANT) {
    throw new Refusal(
      "invalid_request",
      `grant_type expects ${CLIENT_CREDENTIALS_GRANT} or ${TOKEN_EXCHANGE_GRANT}.`,
      {
        oauthError: "unsupported_grant_type",
      },
    );
  }
  const site = required(fields, "client_id");
  const scopes = parseScope(fields.get("scope"));
  const more = { scopes, proof: fields.get("dpop"), first: fields.get("first") };
  if (grantType === CLIENT_CREDENTIALS_GRANT) return { site, viewer: { kind: "visitor" }, ...more };
  if (required(fields, "subject_token_type") !== JWT_TOKEN_TYPE) {
    throw new Refusal("invalid_request", `subject_token_type expects ${JWT_TOKEN_TYPE}.`);
  }
  return { site, viewer: { kind: "member", assertion: required(fields, "subject_token") }, ...more };
}

function required(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new Refusal("invalid_request", `The parameter ${name} is missing.`);
  return value;
}

function parseScope(text: string | undefined): Scope[] | null {
  if (text === undefined) return null;
  const scopes = text.split(" ").filter((scope) => scope !== "");
  if (!scopes.every(isScope)) {
    throw new Refusal("scope_refused", "A requested scope does not exist.", { reason: "scope: unknown" });
  }
  return scopes;
}
