import { PROBLEM_CODES, PROBLEMS } from "@keyhole/contract";
import { type Guidance, PROBLEM_GUIDANCE } from "../guidance/problems.ts";
import { TROUBLE_GUIDANCE } from "../guidance/troubles.ts";

/** The page that the elements' notices lead to: a section each, known by its code or kind. */
export const ERRORS_PAGE = "errors.html";

/** A page of its own, with no script, that lies beside the scripts of its release. */
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
<title>What Keyhole says when something is wrong</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>What Keyhole says when something is wrong</h1>
<p>Of version ${version}. What a Worker refuses has a code; the request id that stands beside it in the element finds the request in the Worker’s log.</p>
${problems.join("\n")}
<h2 class="part">Without a code</h2>
<p>What no Worker says, but the element finds by itself.</p>
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

/** The guidance is Markdown with code and links; the links lead into the docs, which lie elsewhere. */
function htmlOf(markdown: string): string {
  return markdown
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}

const STYLE = [
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
