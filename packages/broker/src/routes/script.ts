import type { Handler } from "hono";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";

/** The built elements: Cloudflare's static assets binding. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** Files that change with each release: the entry and the owner's page, their legal notices, the list of all releases. */
const MOVING =
  /^\/keyhole(?:\.js(?:\.LEGAL\.txt)?|\/manifest\.json|\/errors\.html|\/admin\.js(?:\.LEGAL\.txt)?)$/;
/** A file of a release, which never changes once published. */
const RELEASED =
  /^\/keyhole\/\d[\w.+-]*\/(?:errors\.html|(?:themes\/)?[\w-]+(?:\.[\w-]+)*\.(?:js|css|js\.LEGAL\.txt))$/;

/** By file extension: with `nosniff`, browsers refuse scripts and style sheets of another type. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  json: "application/json",
  txt: "text/plain; charset=utf-8",
};

/** The page about errors contains a style sheet, and no script. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/**
 * `GET /keyhole.js` and other files that change with a release, and `GET /keyhole/<version>/…`, which never
 * changes.
 */
export function scriptRoute(assets: Assets | null): Handler<BrokerEnv> {
  return async function answerScript(context) {
    const pathname = context.get("path");
    const { origin } = new URL(context.req.url);
    const isReleased = RELEASED.test(pathname);
    if (!isReleased && !MOVING.test(pathname)) throw refuseScript();
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
      "Content-Type": CONTENT_TYPES[pathname.slice(pathname.lastIndexOf(".") + 1)] ?? "text/plain",
      // Cross-origin module scripts are fetched with CORS, and embedded across origins.
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": isReleased
        ? "public, max-age=31536000, immutable"
        : "public, max-age=300, must-revalidate",
    });
    if (pathname.endsWith(".html")) headers.set("Content-Security-Policy", PAGE_POLICY);
    const etag = answer.headers.get("ETag");
    if (etag !== null) headers.set("ETag", etag);
    return new Response(answer.status === 304 ? null : answer.body, { status: answer.status, headers });
  };
}

function refuseScript(): Refusal {
  return new Refusal("not_found", "There is no such file: the elements may not be built.");
}
