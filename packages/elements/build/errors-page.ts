import { PROBLEM_CODES, PROBLEMS } from "@keyhole/contract";
import { type Guidance, PROBLEM_GUIDANCE } from "../guidance/problems.ts";
import { TROUBLE_GUIDANCE } from "../guidance/troubles.ts";

/** The page that the elements' notices link to, with a section for each code or kind. */
export const ERRORS_PAGE = "errors.html";

/** From the page of a release to the Worker's own address, which may have a path. */
const HOME_LINK = "../../";

/** The page of the current version stands one folder higher than that of its release. */
export function currentErrorsPage(ofRelease: string): string {
  return ofRelease.replace(`href="${HOME_LINK}"`, 'href="../"');
}

/** The HTML of the errors page, without a script. It is published beside the scripts of its release. */
export function errorsPage(version: string): string {
  const problems = PROBLEM_CODES.map((code) =>
    section(code, PROBLEM_GUIDANCE[code], `Status ${PROBLEMS[code].status}, “${PROBLEMS[code].title}”.`),
  );
  const troubles = Object.entries(TROUBLE_GUIDANCE).map(([kind, guidance]) => section(kind, guidance, ""));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Keyhole errors</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p><a href="${HOME_LINK}">About this Worker, and where its documentation is</a></p>
<h1>Keyhole errors</h1>
<p>For version ${version}. Every refusal of the Worker has a code. The element shows a request id beside it, which identifies the request in the Worker’s log.</p>
${problems.join("\n")}
<h2 class="part">Without a code</h2>
<p>Failures that the element finds by itself.</p>
${troubles.join("\n")}
</main>
</body>
</html>
`;
}

function section(id: string, { happened, why, todo }: Guidance, facts: string): string {
  const paragraph = (label: string, words: string | undefined) =>
    words === undefined ? "" : `<p><b>${label}</b> ${htmlOf(words)}</p>`;
  return `<section id="${id}">
<h2><code>${id}</code></h2>
${facts && `<p class="facts">${facts}</p>`}
${paragraph("What happened:", happened)}
${paragraph("Why:", why)}
${paragraph("What to do:", todo)}
</section>`;
}

/** Converts the guidance's Markdown. Links become text: they point into the docs, which are elsewhere. */
function htmlOf(markdown: string): string {
  return markdown
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}

const STYLE = [
  ":root{background:Canvas;color:CanvasText}",
  "body{margin:0;font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}",
  "main{max-width:70ch;margin:auto;padding:24px 20px 40vh}",
  "h1{line-height:1.25}",
  "h2{margin:0 0 8px;font-size:1.15em}",
  ".part{margin-top:48px}",
  "section{margin-top:20px;padding:16px 20px;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:12px;scroll-margin:20px}",
  "section:target{outline:3px solid Highlight}",
  "section p{margin:6px 0}",
  ".facts{opacity:.75}",
  "code{font-size:.94em}",
].join("");
