import { readFileSync } from "node:fs";
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser } from "playwright-core";
import { ROOT } from "./pages.ts";

const HOST = "http://host.invalid";

/** Colours of an element's box by the names of tokens, each as red, green and blue from 0 to 255. */
export type ThemeColours = Record<string, readonly number[]>;

/** What the list makes of a page's style sheet: its colours, and the styles of its box. No broker answers it. */
export async function themedElement(
  browser: Browser,
  css: string,
  colorScheme: "light" | "dark",
  tokens: readonly string[],
): Promise<{ colours: ThemeColours; box: Record<string, string> }> {
  buildWhenNeeded("elements");
  const page = await browser.newPage({ colorScheme });
  try {
    await page.route("**/*", async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") return route.fulfill({ contentType: "text/html", body: pageWith(css) });
      if (pathname !== "/keyhole.js") return route.abort();
      const body = readFileSync(`${ROOT}packages/elements/dist/keyhole.js`, "utf8");
      return route.fulfill({ contentType: "text/javascript", body });
    });
    await page.goto(`${HOST}/`);
    const box = page.locator("keyhole-calls [part~='box']");
    await box.waitFor();
    return await box.evaluate((element, names) => {
      const context = document.createElement("canvas").getContext("2d");
      if (!context) throw new Error("There is no canvas.");
      const probe = element.appendChild(document.createElement("i"));
      const colourOf = (name: string) => {
        probe.style.setProperty("color", `var(--_${name})`);
        context.fillStyle = getComputedStyle(probe).color;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
      };
      const { borderRadius, colorScheme, fontFamily, fontSize } = getComputedStyle(element);
      return {
        colours: Object.fromEntries(names.map((name) => [name, colourOf(name)])),
        box: { borderRadius, colorScheme, fontFamily, fontSize },
      };
    }, tokens);
  } finally {
    await page.close();
  }
}

function pageWith(css: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="color-scheme" content="light dark">
    <style>${css}</style>
    <script type="module" src="/keyhole.js"></script>
  </head>
  <body><keyhole-calls site="acme"></keyhole-calls></body>
</html>`;
}
