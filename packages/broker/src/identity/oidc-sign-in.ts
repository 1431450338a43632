import * as oauth from "oauth4webapi";
import { ASSERTION_SKEW_SECONDS, PROVIDER_METADATA_MAX_AGE_MS } from "../base/limits/assertions.ts";
import type { CheckedSignIn, SignInProvider } from "../config/check-sign-in.ts";
import type { Refusal } from "../http/refusal.ts";
import { boundFetch, ProviderError } from "./bounded-fetch.ts";
import { discoverProvider } from "./discover-provider.ts";
import { type Person, personOf } from "./person.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";

/** What the browser keeps, sealed, while a person is at the provider. */
export interface OidcSecrets {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636). */
  verifier: string;
}

/** A provider of OpenID Connect, as one site has it: authorization code with PKCE. */
export interface OidcSignIn {
  kind: "oidc";
  /** Where the person signs in, and what the callback is compared with. */
  begin(redirectUri: string): Promise<{ url: URL; secrets: OidcSecrets }>;
  /** Exchanges the code of a callback, and verifies the ID token. */
  finish(callback: URL, redirectUri: string, secrets: OidcSecrets): Promise<Person>;
}

export interface OidcSurroundings {
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Whether a provider on this machine may have `http`. */
  isDevelopment: boolean;
}

export function createOidcSignIn(
  { setting }: Pick<CheckedSignIn, "setting">,
  provider: Extract<SignInProvider, { kind: "oidc" }>,
  { fetch, now, isDevelopment }: OidcSurroundings,
): OidcSignIn {
  const name = `${setting}.oidc`;
  const options = {
    [oauth.customFetch]: boundFetch(fetch),
    [oauth.allowInsecureRequests]: isDevelopment,
  };
  let known: { server: oauth.AuthorizationServer; fetchedMs: number } | null = null;

  const client = (): oauth.Client => ({
    client_id: provider.clientId,
    // The broker's clock, which tests set.
    [oauth.clockSkew]: Math.round((now() - Date.now()) / 1000),
    [oauth.clockTolerance]: ASSERTION_SKEW_SECONDS,
  });

  async function discover(): Promise<oauth.AuthorizationServer> {
    if (known !== null && now() - known.fetchedMs < PROVIDER_METADATA_MAX_AGE_MS) return known.server;
    const server = await discoverProvider(name, provider.issuer, { fetch, isDevelopment });
    known = { server, fetchedMs: now() };
    return server;
  }

  async function exchange(callback: URL, redirectUri: string, secrets: OidcSecrets): Promise<Person> {
    const server = await discover();
    const asked = client();
    const parameters = oauth.validateAuthResponse(server, asked, callback, secrets.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      asked,
      authenticate(server, provider.clientSecret),
      parameters,
      redirectUri,
      secrets.verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, asked, answer, {
      expectedNonce: secrets.nonce,
      requireIdToken: true,
    });
    await verifySignature(server, answer);
    return personOf(oauth.getValidatedIdTokenClaims(tokens) ?? {}, { setting: name, endsAtMs: null });
  }

  /** TLS vouches for the token endpoint; the signature vouches where TLS ends before the provider. */
  async function verifySignature(server: oauth.AuthorizationServer, answer: Response): Promise<void> {
    try {
      await oauth.validateApplicationLevelSignature(server, answer, options);
    } catch (error) {
      const isUnknownKey =
        error instanceof oauth.OperationProcessingError && error.code === oauth.KEY_SELECTION;
      if (!isUnknownKey) throw error;
      // The provider may have a new key: those of a copy are fetched anew.
      await oauth.validateApplicationLevelSignature({ ...server }, answer, options);
    }
  }

  return {
    kind: "oidc",
    async begin(redirectUri) {
      try {
        const server = await discover();
        const secrets = {
          state: oauth.generateRandomState(),
          nonce: oauth.generateRandomNonce(),
          verifier: oauth.generateRandomCodeVerifier(),
        };
        const url = new URL(server.authorization_endpoint ?? "");
        const parameters = {
          response_type: "code",
          client_id: provider.clientId,
          redirect_uri: redirectUri,
          scope: provider.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: "S256",
        };
        for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
        return { url, secrets };
      } catch (error) {
        throw toRefusal(error, name);
      }
    },
    async finish(callback, redirectUri, secrets) {
      try {
        return await exchange(callback, redirectUri, secrets);
      } catch (error) {
        throw toRefusal(error, name);
      }
    },
  };
}

/** RFC 8414 section 2: a server that lists no method takes Basic. */
function authenticate(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const isPost = server.token_endpoint_auth_methods_supported?.includes("client_secret_post") === true;
  return isPost ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}

/** Says for the owner's log what failed. Messages are left out: they may quote a token. */
function toRefusal(error: unknown, name: string): Refusal | unknown {
  if (error instanceof ProviderError) return refuseSignIn("unavailable", `${name}.issuer: ${error.message}`);
  if (error instanceof oauth.AuthorizationResponseError)
    return refuseSignIn("refused", `${name}: the provider answered ${errorCode(error.error)}`);
  if (error instanceof oauth.ResponseBodyError) {
    const fault = error.error === "invalid_grant" ? "stale" : "not set up";
    return refuseSignIn(fault, `${name}: the token endpoint answered ${errorCode(error.error)}`);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return refuseSignIn("not set up", `${name}.clientSecret: the token endpoint refuses it`);
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    const isOutage = error instanceof oauth.OperationProcessingError && isServerError(error.cause);
    return refuseSignIn(isOutage ? "unavailable" : "refused", `${name}: ${error.code ?? error.name}`);
  }
  return error;
}

function isServerError(cause: unknown): boolean {
  return cause instanceof Response && cause.status >= 500;
}

/** An error code of OAuth (RFC 6749 section 4.1.2.1); anybody can write one into a callback's URL. */
function errorCode(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : "an error";
}
