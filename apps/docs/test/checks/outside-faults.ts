import type { BuiltFiles } from "../support/built-site.ts";

const PATTERNS = [
  /<(?:script|img|iframe|audio|video|source)\b[^>]*? src="((?:https?:)?\/\/[^"]+)"/g,
  /<link\b[^>]*? href="((?:https?:)?\/\/[^"]+)"/g,
  /url\(["']?((?:https?:)?\/\/[^)"']+)/g,
  /@import ["']?((?:https?:)?\/\/[^"';]+)/g,
  /\b(?:import|from)\s*\(?["'](https?:\/\/[^"']+)/g,
];

/** What a page would load from somewhere else: scripts, styles, fonts, pictures. */
export function outsideFaults(files: BuiltFiles): string[] {
  return [...files].flatMap(([name, text]) =>
    PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, url = ""]) => `${name}: loads ${url}`)),
  );
}
