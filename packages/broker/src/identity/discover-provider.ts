import * as oauth from "oauth4webapi";
import { boundFetch, ProviderError } from "./bounded-fetch.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";

export interface DiscoverySurroundings {
  fetch: typeof globalThis.fetch;
  /** Whether a provider on this machine may have `http`. */
  isDevelopment: boolean;
}

/** Reads the discovery document of an issuer (OpenID Connect Discovery 1.0). Rejects with a refusal that names the fault. */
export async function discoverProvider(
  setting: string,
  issuer: string,
  surroundings: DiscoverySurroundings,
): Promise<oauth.AuthorizationServer> {
  const refuse = (words: string) => refuseSignIn("not set up", `${setting}.issuer: ${words}`);
  const url = new URL(issuer);
  const answer = await requestDiscovery(setting, url, surroundings);
  let server: oauth.AuthorizationServer;
  try {
    server = await oauth.processDiscoveryResponse(url, answer);
  } catch {
    throw refuse("has no discovery document that names it");
  }
  const { authorization_endpoint: authorization, token_endpoint: token, jwks_uri: keys } = server;
  if (!isUrl(authorization) || !isUrl(token)) throw refuse("names no authorization or token endpoint");
  if (!isUrl(keys)) throw refuse("names no key set");
  if (new URL(authorization).protocol !== "https:" && !surroundings.isDevelopment)
    throw refuse("names an authorization endpoint without https");
  return server;
}

async function requestDiscovery(
  setting: string,
  issuer: URL,
  { fetch, isDevelopment }: DiscoverySurroundings,
): Promise<Response> {
  try {
    const answer = await oauth.discoveryRequest(issuer, {
      [oauth.customFetch]: boundFetch(fetch),
      [oauth.allowInsecureRequests]: isDevelopment,
    });
    if (answer.status >= 500) throw new ProviderError(`answers ${answer.status}`);
    return answer;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw refuseSignIn("unavailable", `${setting}.issuer: ${error.message}`);
  }
}

/** A discovery document is JSON: an endpoint may be anything. */
function isUrl(endpoint: unknown): endpoint is string {
  return typeof endpoint === "string" && URL.canParse(endpoint);
}
