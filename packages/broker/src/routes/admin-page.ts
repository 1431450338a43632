import type { Handler } from "hono";
import type { BrokerEnv } from "../http/broker-env.ts";
import { pickLanguage } from "../identity/sign-in-texts.ts";
import { sha256 } from "../keys/sha256.ts";

/** Keeps the page from flashing before its script draws. */
const STYLE =
  ":root{color-scheme:light dark;background:Canvas;color:CanvasText}body{margin:0;font:16px/1.6 system-ui,sans-serif}keyhole-admin>p{margin:2em auto;max-width:60ch;padding:0 20px}";

/**
 * `GET /admin`: a shell without a word about any site. The script beside it asks the admin routes with the secret that
 * the owner types in. Links are relative, so the page works below a path.
 */
export function adminPageRoute(isDevelopment: boolean): Handler<BrokerEnv> {
  return async function answerAdminPage(context) {
    const language = pickLanguage(null, context.req.header("Accept-Language"));
    return context.body(pageIn(language), 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": await policy(isDevelopment),
      // For what does not know `frame-ancestors`.
      "X-Frame-Options": "DENY",
      // No window that opened this one, or that this one opens, reaches it from another origin.
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Robots-Tag": "noindex",
    });
  };
}

function pageIn(language: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Keyhole admin</title>
<style>${STYLE}</style>
<script type="module" src="keyhole/admin.js"></script>
</head>
<body>
<main><keyhole-admin><p lang="en" dir="ltr">Loading. If this stays, the script keyhole/admin.js did not load: switch on scripts, or build the elements and deploy again.</p></keyhole-admin></main>
</body>
</html>
`;
}

/** Its own script runs and asks its own origin; nothing else is loaded, and no form is sent. */
async function policy(isDevelopment: boolean): Promise<string> {
  const hash = btoa(String.fromCharCode(...(await sha256(STYLE))));
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'sha256-${hash}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // Lit's own policy has our name in the built script, and its own in the sources.
    `trusted-types keyhole${isDevelopment ? " lit-html" : ""}`,
  ].join("; ");
}
