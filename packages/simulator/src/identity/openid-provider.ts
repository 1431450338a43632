import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Answer, json, redirectTo } from "../http/answer.ts";
import { type Listener, listen } from "../http/listener.ts";
import { loginPage } from "./login-page.ts";
import { readCookie, readForm } from "./read-form.ts";
import { SigningKeys } from "./signing-keys.ts";

/** Awkward things that providers do. */
export interface OpenIdFaults {
  /** The ID token repeats another nonce than the client's. */
  wrongNonce?: boolean;
  /** The ID token is for another client. */
  wrongAudience?: boolean;
  /** A key signs that the provider does not publish. */
  unpublishedKey?: boolean;
  /** How far the provider's clock is ahead, in seconds; negative if it is behind. */
  clockAheadSeconds?: number;
  /** The token endpoint answers with this status, and a page of a proxy. */
  tokenStatus?: number;
  /** The authorization endpoint sends everybody back with this error (RFC 6749 section 4.1.2.1). */
  error?: string;
}

/** A running provider of OpenID Connect. */
export interface OpenIdProvider {
  /** Scheme, host and port: the `issuer`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claims that every ID token has beside the protocol's. */
  claims: Record<string, unknown>;
  faults: OpenIdFaults;
  /** Signs with a new key from now on. */
  rotateKeys(): void;
  /** Ends the sessions of all people. */
  forgetPeople(): void;
  close(): Promise<void>;
}

interface IssuedCode {
  redirectUri: string;
  challenge: string;
  nonce: string;
  email: string;
}

const SESSION = "provider-session";

/**
 * Starts a small provider: discovery, key set, authorization code with PKCE, and a session cookie that spares the form
 * (OpenID Connect Core 1.0, Discovery 1.0; RFC 7636). Clients authenticate with Basic, or with fields of the form.
 */
export async function startOpenIdProvider({ port = 0 } = {}): Promise<OpenIdProvider> {
  const keys = new SigningKeys();
  const strangersKeys = new SigningKeys();
  const codes = new Map<string, IssuedCode>();
  const people = new Map<string, string>();
  const [clientId, clientSecret] = ["keyhole-client", randomBytes(24).toString("base64url")];
  let listener: Listener | null = null;

  const provider: OpenIdProvider = {
    get issuer() {
      return listener?.origin ?? "";
    },
    clientId,
    clientSecret,
    claims: {},
    faults: {},
    rotateKeys: () => keys.rotate(),
    forgetPeople: () => people.clear(),
    close: async () => listener?.close(),
  };

  listener = await listen("127.0.0.1", port, async (message) => {
    const url = new URL(message.url ?? "/", provider.issuer);
    switch (`${message.method} ${url.pathname}`) {
      case "GET /.well-known/openid-configuration":
        return json(200, metadata(provider.issuer));
      case "GET /keys":
        return json(200, keys.published());
      case "GET /authorize":
        return authorize(message, url.searchParams);
      case "POST /authorize":
        return decide(await readForm(message));
      case "POST /token":
        return token(message, await readForm(message));
      default:
        return json(404, { error: "not_found" });
    }
  });
  return provider;

  function authorize(message: IncomingMessage, asked: URLSearchParams): Answer {
    const redirectUri = asked.get("redirect_uri") ?? "";
    const isValid =
      asked.get("client_id") === clientId &&
      asked.get("response_type") === "code" &&
      asked.get("code_challenge_method") === "S256" &&
      (asked.get("scope") ?? "").split(" ").includes("openid") &&
      URL.canParse(redirectUri);
    if (!isValid) return json(400, { error: "invalid_request" });
    if (provider.faults.error !== undefined) return sendBack(asked, { error: provider.faults.error });
    const email = people.get(readCookie(message, SESSION) ?? "");
    if (email !== undefined) return grantCode(asked, email);
    return loginPage("Simulated provider", "/authorize", Object.fromEntries(asked));
  }

  function decide(form: URLSearchParams): Answer {
    const email = form.get("email") ?? "";
    if (form.get("decision") !== "allow" || email === "") return sendBack(form, { error: "access_denied" });
    const session = randomBytes(16).toString("base64url");
    people.set(session, email);
    const answer = grantCode(form, email);
    const cookie = `${SESSION}=${session}; Path=/; HttpOnly; SameSite=Lax`;
    return { ...answer, headers: { ...answer.headers, "Set-Cookie": cookie } };
  }

  function grantCode(asked: URLSearchParams, email: string): Answer {
    const code = randomBytes(16).toString("base64url");
    codes.set(code, {
      redirectUri: asked.get("redirect_uri") ?? "",
      challenge: asked.get("code_challenge") ?? "",
      nonce: asked.get("nonce") ?? "",
      email,
    });
    return sendBack(asked, { code });
  }

  function sendBack(asked: URLSearchParams, fields: Record<string, string>): Answer {
    const url = new URL(asked.get("redirect_uri") ?? "");
    // RFC 9207: errors name the issuer, too.
    const all = { ...fields, state: asked.get("state") ?? "", iss: provider.issuer };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return redirectTo(302, url.href);
  }

  function token(message: IncomingMessage, form: URLSearchParams): Answer {
    const { tokenStatus } = provider.faults;
    if (tokenStatus !== undefined)
      return { status: tokenStatus, headers: { "Content-Type": "text/html" }, body: "<h1>Bad gateway</h1>" };
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    const isClient =
      message.headers.authorization === `Basic ${basic}` ||
      (form.get("client_id") === clientId && form.get("client_secret") === clientSecret);
    if (!isClient) return json(401, { error: "invalid_client" });
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight = code?.redirectUri === form.get("redirect_uri") && code?.challenge === challenge;
    if (code === undefined || !isRight) return json(400, { error: "invalid_grant" });
    return json(200, {
      access_token: randomBytes(16).toString("base64url"),
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken(code),
    });
  }

  function idToken({ nonce, email }: IssuedCode): string {
    const { wrongNonce, wrongAudience, unpublishedKey, clockAheadSeconds = 0 } = provider.faults;
    const now = Math.floor(Date.now() / 1000) + clockAheadSeconds;
    return (unpublishedKey ? strangersKeys : keys).sign({
      iss: provider.issuer,
      aud: wrongAudience ? "another-client" : clientId,
      sub: createHash("sha256").update(email).digest("hex").slice(0, 24),
      email,
      ...provider.claims,
      nonce: wrongNonce ? "another-nonce" : nonce,
      iat: now,
      exp: now + 300,
    });
  }
}

/** OpenID Connect Discovery 1.0, section 3. */
function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    authorization_response_iss_parameter_supported: true,
  };
}
