import type { Browser, Page } from "playwright-core";
import { closeAfterTest } from "./close-after-test.ts";
import { settled, watchRequests } from "./settled.ts";

/** The theme page, and what went wrong in it. */
export interface ThemePage {
  page: Page;
  /** Violations of its policy, and errors that nobody caught. */
  complaints: string[];
  origins: Set<string>;
}

export interface ThemePageOptions {
  colorScheme?: "light" | "dark";
  width?: number;
  /** With `#`. */
  hash?: string;
}

export type OpenTheme = (options?: ThemePageOptions) => Promise<ThemePage>;

export async function openTheme(
  browser: Browser,
  origin: string,
  { colorScheme = "light", width = 1400, hash = "" }: ThemePageOptions = {},
): Promise<ThemePage> {
  const viewport = { width, height: 900 };
  const context = closeAfterTest(
    await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" }),
  );
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  watchRequests(page);
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  await page.goto(`${origin}/${hash}`);
  await page.locator("html[data-ready]").waitFor();
  await page.locator("keyhole-calls").getByRole("row").first().waitFor();
  // Their styles come with them.
  for (const tag of ["keyhole-calls", "keyhole-call"])
    await page.locator(tag).locator("[part~='verdict-label']").first().waitFor();
  await settled(page);
  return { page, complaints, origins };
}

/** What a visitor sees of the theme on both elements. */
export interface ElementStyles {
  list: Record<string, string>;
  call: Record<string, string>;
}

/** Computed styles of some parts of both elements; waits until they are there. */
export async function elementStyles(page: Page): Promise<ElementStyles> {
  await page.locator("keyhole-calls").locator("[part~='status']").first().waitFor();
  await page.locator("keyhole-call").locator("[part~='speaker']").first().waitFor();
  return page.evaluate(() => {
    const styleOf = (element: string, part: string) => {
      const found = document.querySelector(element)?.shadowRoot?.querySelector(`[part~="${part}"]`);
      if (!found) throw new Error(`There is no ${part}.`);
      return getComputedStyle(found);
    };
    const stylesOf = (element: string, text: string) => {
      const box = styleOf(element, "box");
      return {
        ground: box.backgroundColor,
        text: box.color,
        radius: box.borderTopLeftRadius,
        size: box.fontSize,
        part: styleOf(element, text).color,
        tint: styleOf(element, "status").backgroundColor,
      };
    };
    return { list: stylesOf("keyhole-calls", "agent"), call: stylesOf("keyhole-call", "speaker") };
  });
}

/**
 * Changes each token by its own control, one after the other. `unmoved`: what the elements then did not take;
 * `untold`: what the snippet did not name.
 */
export async function tokenValues(page: Page): Promise<{ unmoved: string[]; untold: string[] }> {
  return page.evaluate(() => {
    const unmoved: string[] = [];
    const untold: string[] = [];
    /** The private property by which the styles use a token. */
    const used = (tag: string, name: string) => {
      const box = document.querySelector(tag)?.shadowRoot?.querySelector(".box");
      if (!box) throw new Error(`There is no ${tag}.`);
      const style = getComputedStyle(box);
      return name === "color-scheme" ? style.colorScheme : style.getPropertyValue(`--_${name}`).trim();
    };
    for (const control of document.querySelectorAll<HTMLElement>("[data-token]")) {
      const token = control.dataset.token ?? "";
      const isList = token.startsWith("--keyhole-calls-");
      const isCall = token.startsWith("--keyhole-call-");
      const role = token.replace(/^--keyhole-(calls?-)?/, "");
      const slider = control.querySelector<HTMLInputElement>("input[type=range]");
      const text = control.querySelector<HTMLInputElement>("input[type=text]");
      const input = slider ?? text ?? control.querySelector("select");
      if (!input) throw new Error(`${token} has no control.`);
      const value = () => {
        if (slider) return slider.max;
        if (!text) return "dark";
        if (control.querySelector("input[type=color]")) return "#123456";
        return { shadow: "0 0 9px red", focus: "red" }[role] ?? "Georgia, serif";
      };
      const places = [...(isCall ? [] : ["keyhole-calls"]), ...(isList ? [] : ["keyhole-call"])];
      const before = places.map((place) => used(place, role));
      input.value = value();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      for (const [index, place] of places.entries())
        if (used(place, role) === before[index]) unmoved.push(`${token} on ${place}`);
      if (!document.querySelector("#snippet")?.textContent?.includes(`${token}: `)) untold.push(token);
      control.querySelector<HTMLButtonElement>(".reset")?.click();
    }
    return { unmoved, untold };
  });
}
