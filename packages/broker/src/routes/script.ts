import type { Handler } from "hono";
import type { BrokerEnv } from "../broker-env.ts";
import { Refusal } from "../http/refusal.ts";

/** Where the built elements are: Cloudflare's static assets binding. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

const MOVING_ENTRY = "/keyhole.js";
/** The moving entry, or one file of a release. */
const SCRIPT = /^\/keyhole(?:\/[\w.+-]+\/[\w.-]+)?\.js$/;

/** `GET /keyhole.js`, which moves on with each release, and `GET /keyhole/<version>/…`, which never changes. */
export function scriptRoute(assets: Assets | null): Handler<BrokerEnv> {
  return async function answerScript(context) {
    const { pathname, origin } = new URL(context.req.url);
    if (!SCRIPT.test(pathname)) throw refuseScript();
    if (assets === null) {
      throw new Refusal(
        "not_configured",
        "The Worker lacks its assets binding ASSETS; see its wrangler.jsonc.",
      );
    }
    const ifNoneMatch = context.req.header("If-None-Match");
    const answer = await assets.fetch(
      new Request(`${origin}${pathname}`, {
        method: context.req.method,
        headers: ifNoneMatch === undefined ? {} : { "If-None-Match": ifNoneMatch },
      }),
    );
    if (answer.status !== 200 && answer.status !== 304) {
      throw refuseScript();
    }
    const headers = new Headers({
      "Content-Type": answer.headers.get("Content-Type") ?? "text/javascript; charset=utf-8",
      // Cross-origin module scripts are fetched with CORS, and embedded across origins.
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control":
        pathname === MOVING_ENTRY
          ? "public, max-age=300, must-revalidate"
          : "public, max-age=31536000, immutable",
    });
    const etag = answer.headers.get("ETag");
    if (etag !== null) headers.set("ETag", etag);
    return new Response(answer.status === 304 ? null : answer.body, { status: answer.status, headers });
  };
}

function refuseScript(): Refusal {
  return new Refusal("not_found", "There is no such script: the elements may not be built.");
}
