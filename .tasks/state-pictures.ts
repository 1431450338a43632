/**
 * `npx -y pnpm@12 run pictures [part of a state's name]`: takes a picture of every state of the elements, at
 * three widths and in other colours and directions, into `.pictures/`, with contact sheets to look at.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_STATES, type OpenedState, type State } from "@keyhole/playground";
import type { Page } from "playwright-core";
import { openState } from "../apps/e2e/test/support/open-state.ts";
import { openPlaygroundWorld } from "../apps/e2e/test/support/playground-world.ts";

const FOLDER = fileURLToPath(new URL("../.pictures/", import.meta.url));
const HEIGHT_PX = 820;

/** One way to look at a state. */
interface Variant {
  name: string;
  width: number;
  media?: { colorScheme?: "dark"; forcedColors?: "active" };
  rightToLeft?: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: "1200", width: 1200 },
  { name: "700", width: 700 },
  { name: "320", width: 320 },
  { name: "dark-700", width: 700, media: { colorScheme: "dark" } },
  { name: "forced-700", width: 700, media: { forcedColors: "active" } },
  { name: "arabic-700", width: 700, rightToLeft: true },
];

const wanted = new RegExp(process.argv[2] ?? "");
const states = ALL_STATES.filter(({ name }) => wanted.test(name));
const world = await openPlaygroundWorld();
try {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(`${FOLDER}sheets`, { recursive: true });
  const page = await world.newPage();
  for (const state of states) {
    await page.setViewportSize({ width: state.width ?? VARIANTS[0]?.width ?? 0, height: HEIGHT_PX });
    const opened = await openState(world, page, state);
    for (const variant of VARIANTS) await takePicture(opened, state, variant);
  }
  const sheets = await world.newPage({ viewport: { width: 1600, height: 900 } });
  for (const variant of VARIANTS) await drawSheets(sheets, variant);
  console.log(`${states.length} states, ${states.length * VARIANTS.length} pictures in .pictures/`);
} finally {
  await world.close();
}

async function takePicture({ page, element }: OpenedState, state: State, variant: Variant): Promise<void> {
  const [lang, dir] = variant.rightToLeft ? ["ar", "rtl"] : ["en", "ltr"];
  // A state of narrow elements alone stays as narrow.
  const width = Math.min(variant.width, state.width ?? variant.width);
  await page.setViewportSize({ width, height: HEIGHT_PX });
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...variant.media });
  await page.evaluate((wish) => Object.assign(document.documentElement, wish), { lang, dir });
  await element.locator(`.box[lang=${lang}]`).waitFor();
  await page.screenshot({ path: `${FOLDER}${state.name}-${variant.name}.png` });
  await page.evaluate(() => Object.assign(document.documentElement, { lang: "en", dir: "ltr" }));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
}

/** Pictures side by side, as many as can be told apart. */
async function drawSheets(page: Page, { name, width }: Variant): Promise<void> {
  const columns = width < 400 ? 6 : width < 1000 ? 4 : 3;
  const perSheet = columns * (width < 400 ? 2 : 3);
  for (let first = 0; first < states.length; first += perSheet) {
    const figures = states.slice(first, first + perSheet).map((state) => {
      const file = readFileSync(`${FOLDER}${state.name}-${name}.png`).toString("base64");
      return `<figure><figcaption>${state.name}</figcaption><img src="data:image/png;base64,${file}"></figure>`;
    });
    const html = `<!doctype html><style>
      body { margin: 8px; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 8px; font: 15px sans-serif }
      figure { margin: 0 } img { inline-size: 100%; outline: 1px solid #999 }
    </style>${figures.join("")}`;
    await page.setContent(html, { waitUntil: "load" });
    const number = String(first / perSheet + 1).padStart(2, "0");
    await page.screenshot({ path: `${FOLDER}sheets/${name}-${number}.png`, fullPage: true });
  }
}
