import { sha256 } from "../keys/sha256.ts";
import type { SignInRequest } from "./sign-in-request.ts";
import { type SignInLanguage, signInTexts } from "./sign-in-texts.ts";

/** How a sign-in ends, as its page says it. */
export type SignInEnd = "done" | "refused" | "stale" | "unavailable" | "setup";

/** What the opener is told. It compares `state` with its own. */
export type SignInMessage = { keyhole: "sign-in"; state: string } & (
  | { assertion: string }
  | { error: Exclude<SignInEnd, "done"> }
);

const STYLE = [
  ":root{color-scheme:light dark;background:Canvas;color:CanvasText}",
  "body{margin:0;font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}",
  "main{max-width:60ch;margin:auto;padding:32px 20px}",
  "h1{margin:0 0 8px;font-size:1.3em;line-height:1.25}",
].join("");

/** Posts the message to the opener's origin alone. It is the same for everybody: the policy names its hash. */
const SCRIPT = [
  "const{message,origin}=document.body.dataset;",
  "if(message){",
  "if(opener){opener.postMessage(JSON.parse(message),origin);if(JSON.parse(message).assertion)close()}",
  'else{document.querySelector("p").textContent=document.body.dataset.lost}',
  "}",
].join("");

/** The HTML of a window whose sign-in has ended. Without a message, nobody is told: the opener is unknown. */
export function signInPage({
  end,
  language,
  requestId,
  opener,
}: {
  end: SignInEnd;
  language: SignInLanguage;
  requestId: string;
  opener: { request: SignInRequest; message: SignInMessage } | null;
}): string {
  const texts = signInTexts(language);
  const title = texts[`${end}.title`];
  const data =
    opener === null
      ? ""
      : ` data-origin="${escapeHtml(opener.request.origin)}" data-message="${escapeHtml(JSON.stringify(opener.message))}" data-lost="${escapeHtml(texts["lost.text"])}"`;
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body${data}>
<main role="${end === "done" ? "status" : "alert"}">
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(texts[`${end}.text`].replace("{id}", requestId))}</p>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Headers of these pages, which differ from those of the API. */
export async function signInHeaders(): Promise<Record<string, string>> {
  const [script, style] = await Promise.all([SCRIPT, STYLE].map(hashOf));
  return {
    "Content-Type": "text/html; charset=utf-8",
    // Only the page's own script and style run, and nobody frames it. A sandbox would stop the script.
    "Content-Security-Policy": `default-src 'none'; script-src ${script}; style-src ${style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    // Any other value would take the window's `opener` away, and the answer with it.
    "Cross-Origin-Opener-Policy": "unsafe-none",
  };
}

async function hashOf(text: string): Promise<string> {
  return `'sha256-${btoa(String.fromCharCode(...(await sha256(text))))}'`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
