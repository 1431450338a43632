import type { Viewer } from "../support/viewer.ts";
import type { RawRequest } from "./raw-request.ts";

/** What cases are built from: a viewer with a token, and the address of the broker. */
export interface Stage {
  viewer: Viewer;
  /** Value of `Host`. */
  host: string;
}

/** A hostile request and its expected answer. `code` is the problem's, or null if there is none. */
export interface HostileCase {
  name: string;
  request: (stage: Stage) => Promise<RawRequest> | RawRequest;
  status: number;
  code: string | null;
}

export const CALL_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001";
export const FORM = "application/x-www-form-urlencoded";

type HeaderList = readonly (readonly [string, string])[];

/** A request without a token. */
export function bare(method: string, target: string, headers: HeaderList = []): HostileCase["request"] {
  return ({ host }) => ({ method, target, headers: [["Host", host], ...headers] });
}

/** A read with a token and a proof for the path as written. */
export function read(
  target: string,
  change: { path?: string; headers?: HeaderList; method?: string } = {},
): HostileCase["request"] {
  return async ({ viewer, host }) => {
    const method = change.method ?? "GET";
    const proven = await viewer.headers(method, change.path ?? target.split("?")[0] ?? "");
    return {
      method,
      target,
      headers: [["Host", host], ...Object.entries(proven), ...(change.headers ?? [])],
    };
  };
}

/** A token request with a correct proof; the rest is up to the case. */
export function mint(
  body: string,
  change: { contentType?: string | null; origin?: string | null; headers?: HeaderList } = {},
): HostileCase["request"] {
  return async ({ viewer, host }) => {
    const { contentType = FORM, origin = "https://acme.example" } = change;
    const headers: [string, string][] = [
      ["Host", host],
      ["DPoP", await viewer.proof("POST", "/v1/token")],
      ["Content-Length", String(Buffer.byteLength(body, "latin1"))],
    ];
    if (contentType !== null) headers.push(["Content-Type", contentType]);
    if (origin !== null) headers.push(["Origin", origin]);
    return { method: "POST", target: "/v1/token", headers: [...headers, ...(change.headers ?? [])], body };
  };
}
