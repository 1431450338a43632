import type { FirstAnswer } from "@keyhole/contract";
import type { Context } from "hono";
import { ANSWER_DEADLINE_MS } from "../base/limits/requests.ts";
import {
  FIRST_DEADLINE_MS,
  FIRST_MAX_BYTES,
  FIRST_MAX_CHARACTERS,
  FIRST_RESERVE_MS,
} from "../base/limits/tokens.ts";
import { within } from "../base/within.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readText } from "../http/read-body.ts";
import type { MintedToken } from "./access-token.ts";

/** A first answer before it is written: its body is JSON already. */
export type WrittenAnswer = Omit<FirstAnswer, "body"> & { json: string };

/** Requests that token requests bring along, so that a page has its first rows after one round trip. */
export interface FirstRequests {
  /**
   * Answers the request that `first` names, with the token that was just minted. Null where the page has to send it
   * itself: it may not be brought along, or its answer is late, too large or no JSON. Never rejects.
   */
  answer(context: Context<BrokerEnv>, first: string, token: MintedToken): Promise<WrittenAnswer | null>;
  /** The token of a request that was brought along, once. Undefined for every request from outside. */
  take(request: Request): MintedToken | undefined;
}

export interface FirstRequestsOptions {
  /** The broker's own front door. */
  ask: (request: Request) => Response | Promise<Response>;
  /** Whether a GET of the path needs a token. Only such requests are brought along. */
  needsToken: (path: string) => boolean;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Plain segments and a query: nothing that a router, a proxy and the URL standard could read differently. */
const PLAIN = /^(\/v1(?:\/[A-Za-z0-9_-]+)+)(?:\?[A-Za-z0-9._~!$&()*+,;=:@/?%-]*)?$/;

/** Headers of the token request that the request it brings along has too. */
const COPIED = ["Origin", "CF-Connecting-IP"];

/**
 * The request goes through the broker's front door, so every guard, limit and line of the log is that of a request
 * from outside. It has no token and no proof: `take` knows it by its `Request` object. No header, body or URL from
 * outside can be that object.
 */
export function createFirstRequests({
  ask,
  needsToken,
  now,
  waitUntil,
}: FirstRequestsOptions): FirstRequests {
  const tokens = new WeakMap<Request, MintedToken>();

  async function answerOf(request: Request): Promise<WrittenAnswer | null> {
    const response = await ask(request);
    const { status, headers } = response;
    if (!/^application\/(?:problem\+)?json$/.test(headers.get("Content-Type") ?? "")) {
      await response.body?.cancel();
      return null;
    }
    return { status, etag: headers.get("ETag"), json: await readText(response, FIRST_MAX_BYTES) };
  }

  return {
    async answer(context, first, token) {
      const path = first.length > FIRST_MAX_CHARACTERS ? undefined : PLAIN.exec(first)?.[1];
      if (path === undefined || !needsToken(path)) return null;
      const leftMs = context.get("arrivedMs") + ANSWER_DEADLINE_MS - FIRST_RESERVE_MS - now();
      if (leftMs <= 0) return null;
      const { origin, pathname } = context.get("url");
      const address = `${origin}${pathname.slice(0, -context.get("path").length)}`;
      const headers = COPIED.flatMap((name) => {
        const value = context.req.header(name);
        return value === undefined ? [] : [[name, value] as [string, string]];
      });
      const request = new Request(`${address}${first}`, { headers });
      tokens.set(request, token);
      const work = answerOf(request).catch(() => null);
      // Where it takes too long, it goes on for the log and the limits.
      waitUntil(work);
      const late = () => new Error("late");
      return within(Math.min(FIRST_DEADLINE_MS, leftMs), work, late).catch(() => null);
    },
    take(request) {
      const token = tokens.get(request);
      tokens.delete(request);
      return token;
    },
  };
}
