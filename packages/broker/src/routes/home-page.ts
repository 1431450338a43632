/** What is known of the Worker when somebody opens its address. */
export type HomeState = "ready" | "not-ready" | "not-configured" | "address-unknown";

const TITLE = "Keyhole broker";

const STATES: Readonly<Record<HomeState, { title: string; words: string }>> = {
  ready: { title: "Ready", words: "The configuration is valid, and calls can be shown." },
  "not-ready": {
    title: "Not ready",
    words: "The configuration is valid, but a key or a binding is missing or refused. The log names it.",
  },
  "not-configured": {
    title: "Not set up",
    words: "A setting is missing or wrong. The log names the setting and what it expects.",
  },
  "address-unknown": {
    title: "Another address",
    words:
      "This address is not in the configuration’s publicUrls, so pages cannot use it. The owner can add it there.",
  },
};

/** Shows the log, in the folder that the Worker is deployed from. */
const LOG_COMMAND = "npx -y pnpm@12 --filter @keyhole/edge exec wrangler tail";
const DOCS_COMMAND = "npx -y pnpm@12 --filter @keyhole/docs run dev";

export const HOME_STYLE = [
  ":root{color-scheme:light dark;background:Canvas;color:CanvasText}",
  "body{margin:0;font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}",
  "main{max-width:65ch;margin:auto;padding:32px 20px}",
  "h1,h2{line-height:1.25}",
  "h2{margin:32px 0 8px;font-size:1.2em}",
  ".state{margin-top:24px;padding:16px 20px;border:1px solid;border-radius:12px}",
  ".state h2{margin:0 0 4px}",
  ".state p,ul{margin:0}",
  "ul{padding-inline-start:20px}",
  "li{margin:6px 0}",
  "code{font-size:.94em}",
].join("");

/**
 * The HTML of `/`. It is the same for everybody, so it holds no site, setting or secret. `base` leads from the
 * page's address to the broker's, such as `voice/`; empty where the address ends with a slash.
 */
export function homePage({
  state,
  version,
  base,
}: {
  state: HomeState;
  version: string;
  base: string;
}): string {
  const { title, words } = STATES[state];
  const log = state === "ready" ? "" : `\n<p>To see the log: <code>${LOG_COMMAND}</code></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${TITLE}: ${title.toLowerCase()}</title>
<style>${HOME_STYLE}</style>
</head>
<body>
<main>
<h1>${TITLE}</h1>
<p>Web pages show calls of voice agents with this server, while the API keys stay here. There is nothing to use at this address itself.</p>
<section class="state" aria-labelledby="state">
<h2 id="state">${title}</h2>
<p>${words}</p>${log}
</section>
<h2>Documentation</h2>
<ul>
<li><a href="${base}keyhole/errors.html">What each error means, and what to do</a></li>
<li><a href="${base}v1/health">Status and version for monitors</a></li>
<li>Everything else is in <code>apps/docs</code> of the repository that this server was deployed from. To read it there: <code>${DOCS_COMMAND}</code></li>
</ul>
<p>Version ${version}</p>
</main>
</body>
</html>
`;
}
