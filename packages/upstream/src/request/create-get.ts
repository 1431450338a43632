import { LIST_BODY_MAX_BYTES, SINGLE_BODY_MAX_BYTES } from "../limits.ts";
import { attempt } from "./attempt.ts";
import { type RequestOptions, repeat } from "./repeat.ts";
import type { Result } from "./result.ts";
import type { ResourceKind } from "./status-error.ts";
import type { Transport } from "./transport.ts";

/** What to ask for. `path` follows the base URL and starts with a slash. */
export interface Target {
  path: string;
  query?: URLSearchParams;
  resource: ResourceKind;
}

export type Get = (target: Target, options?: RequestOptions) => Promise<Result<unknown>>;

/**
 * A GET of JSON from one upstream: bounded, repeated where that may help, never past the deadline.
 * The trade-off: a read that would have taken longer than one attempt's time is given up and repeated.
 */
export function createGet(transport: Transport): Get {
  const headers = { Accept: "application/json", ...transport.keyHeaders };
  // Called as a function of its own: workerd's fetch wants no receiver.
  const { baseUrl, fetch, now } = transport;
  return ({ path, query, resource }, options = {}) => {
    const url = `${baseUrl}${path}${query === undefined ? "" : `?${query}`}`;
    const bodyMaxBytes = resource === "single" ? SINGLE_BODY_MAX_BYTES : LIST_BODY_MAX_BYTES;
    return repeat(transport, options, (timeMs, signal) =>
      attempt({ fetch, now, url, headers, resource, bodyMaxBytes, timeMs, signal }),
    );
  };
}
