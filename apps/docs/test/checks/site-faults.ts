import type { BuiltFiles } from "../support/built-site.ts";

/** Links inside the site without a target, including fragments without a heading. */
export function linkFaults(files: BuiltFiles): string[] {
  return [...files].flatMap(([name, html]) => {
    if (!name.endsWith(".html") || name === "404.html") return [];
    const base = new URL(name.replace(/(?:index)?\.html$/, ""), "http://site.invalid/");
    return [...html.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].flatMap(([, href = ""]) => {
      const url = new URL(href.replaceAll("&amp;", "&"), base);
      if (url.origin !== base.origin) return [];
      const path = url.pathname.slice(1);
      const target = [path, `${path}.html`, `${path}index.html`].find((file) => files.has(file));
      if (target === undefined) return [`${name}: nothing is at ${href}`];
      const id = decodeURIComponent(url.hash.slice(1));
      return id === "" || files.get(target)?.includes(` id="${id}"`)
        ? []
        : [`${name}: no heading at ${href}`];
    });
  });
}

const PATTERNS = [
  /<(?:script|img|iframe|audio|video|source)\b[^>]*? src="((?:https?:)?\/\/[^"]+)"/g,
  /<link\b[^>]*? href="((?:https?:)?\/\/[^"]+)"/g,
  /url\(["']?((?:https?:)?\/\/[^)"']+)/g,
  /@import ["']?((?:https?:)?\/\/[^"';]+)/g,
  /\b(?:import|from)\s*\(?["'](https?:\/\/[^"']+)/g,
];

/** Scripts, styles, fonts and pictures that a file loads from another host. */
export function outsideFaults(files: BuiltFiles): string[] {
  return [...files].flatMap(([name, text]) =>
    PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, url = ""]) => `${name}: loads ${url}`)),
  );
}
