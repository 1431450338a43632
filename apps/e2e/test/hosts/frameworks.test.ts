/** The packed elements, as owners use them in React 18 and 19, Vue 3 and Svelte 5. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import type { Page } from "playwright-core";
import { build, type PluginOption } from "vite";
import { openButton, rows } from "../support/calls.ts";
import { installBesideFrameworks, type React } from "../support/framework-folders.ts";
import { type GuestWorld, type Libraries, openGuestWorld } from "../support/guest-world.ts";
import { until } from "../support/until.ts";

const TSC = join(import.meta.dirname, "../../../../node_modules/typescript/bin/tsc");
const APPS = join(import.meta.dirname, "../frameworks");

const root = mkdtempSync(join(tmpdir(), "keyhole-frameworks-"));
before(() => installBesideFrameworks(root));
after(() => rmSync(root, { recursive: true }));

/** Checks the types of a file that an owner writes. Returns what TypeScript says. */
function check(name: string, text: string): string {
  const folder = join(root, "19");
  writeFileSync(join(folder, name), text);
  const options = [
    ...[
      "--noEmit",
      "--strict",
      "--jsx",
      "react-jsx",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom,dom.iterable",
    ],
    ...["--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck", "--types", ""],
  ];
  return spawnSync(process.execPath, [TSC, ...options, name], { cwd: folder, encoding: "utf8" }).stdout;
}

describe("the published types", () => {
  const jsxFile = (props: string) => `import "@keyhole/elements/jsx";
export const list = <keyhole-calls site="acme" assertion-src="/keyhole-assertion" ${props} />;
`;
  const reactFile = (props: string) => `import { KeyholeCalls } from "@keyhole/elements/react";
export const list = <KeyholeCalls site="acme" assertionSrc="/keyhole-assertion" ${props} />;
`;

  it("know the tags in JSX of React 19, with their events", () => {
    assert.equal(check("jsx.tsx", jsxFile("onkeyhole-call-open={(event) => event.preventDefault()}")), "");
    assert.match(check("jsx-wrong.tsx", jsxFile("site={7}")), /error TS/);
  });

  it("know the components of React, with their events", () => {
    assert.equal(check("react.tsx", reactFile("onKeyholeCallOpen={(event) => event.preventDefault()}")), "");
    assert.match(check("react-wrong.tsx", reactFile("onKeyholeCallOpen={7}")), /error TS/);
  });

  it("know the tags in templates of Vue", () => {
    const text = (site: string) => `import "@keyhole/elements/vue";
import type { GlobalComponents } from "vue";
type Props = InstanceType<GlobalComponents["keyhole-calls"]>["$props"];
export const props: Partial<Props> = { site: ${site} };
`;
    assert.equal(check("vue.ts", text('"acme"')), "");
    assert.match(check("vue-wrong.ts", text("7")), /error TS/);
  });

  it("know the tags in Svelte, with their events", () => {
    const text = (site: string) => `import "@keyhole/elements/svelte";
import type { SvelteHTMLElements } from "svelte/elements";
export const props: SvelteHTMLElements["keyhole-calls"] = {
  site: ${site},
  "onkeyhole-call-open": (event) => event.preventDefault(),
};
`;
    assert.equal(check("svelte.ts", text('"acme"')), "");
    assert.match(check("svelte-wrong.ts", text("7")), /error TS/);
  });
});

describe("the components of React on a server", () => {
  for (const react of ["18", "19"]) {
    it(`render their tags under React ${react}`, () => {
      const code = `
        import { createElement } from "react";
        import { renderToString } from "react-dom/server";
        import { KeyholeCalls } from "@keyhole/elements/react";
        process.stdout.write(renderToString(createElement(KeyholeCalls, { id: "list" })));`;
      const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
        cwd: join(root, react),
        encoding: "utf8",
      });
      assert.match(ran.stdout, /^<keyhole-calls id="list"/, ran.stderr);
    });
  }
});

/** The owners' apps, by their folder. */
const FRAMEWORKS: Readonly<Record<string, { react: React; plugin: () => PluginOption }>> = {
  "react-18": { react: "18", plugin: react },
  "react-19": { react: "19", plugin: react },
  vue: {
    react: "19",
    plugin: () =>
      vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("keyhole-") } } }),
  },
  svelte: { react: "19", plugin: svelte },
};

/** Shows the list in an app, opens a call in it, and hides it again. */
async function showAndHide(page: Page, row: number): Promise<void> {
  const list = page.locator("keyhole-calls");
  const opened = page.locator("output");
  const openedBefore = await opened.textContent();
  await page.getByRole("button", { name: "Show" }).click();
  await list
    .getByText(/^Ticket of ./)
    .first()
    .waitFor();
  await openButton(rows(page).nth(row)).click();
  await page.waitForFunction((text) => document.querySelector("output")?.textContent !== text, openedBefore);
  assert.match((await opened.textContent()) ?? "", /^[0-9a-f-]{36}$/);
  await list.evaluate((element) => {
    const { seen = [] } = window as Window & { seen?: WeakRef<Element>[] };
    Object.assign(window, { seen: [...seen, new WeakRef(element)] });
  });
  await page.getByRole("button", { name: "Hide" }).click();
  await list.waitFor({ state: "detached" });
}

/** Objects of a page that outlive an element. */
const GLOBALS = ["window", "document", "document.documentElement", "document.body"];

interface Left {
  markup: string;
  /** Types of events, by what is listened to. */
  listeners: Record<string, string[]>;
}

/** What elements that are gone have left on a page. */
async function leftBy(page: Page): Promise<Left> {
  const session = await page.context().newCDPSession(page);
  const listeners: Left["listeners"] = {};
  for (const expression of GLOBALS) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { objectId = "" } = result;
    const found = await session.send("DOMDebugger.getEventListeners", { objectId });
    listeners[expression] = found.listeners.map(({ type }) => type).toSorted();
  }
  await session.detach();
  // Vite leaves a link for each file that it has loaded, and some come after the first call.
  const markup = await page.evaluate(() =>
    document.documentElement.outerHTML
      .replace(/<output>.*?<\/output>/, "")
      .replaceAll(/<link rel="modulepreload"[^>]*>/g, ""),
  );
  return { markup, listeners };
}

/** Waits until nothing holds an element that was shown. A frame or an answer on its way may, for a moment. */
async function elementsCollected(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const isCollected = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return page.evaluate(() => {
      const { seen = [] } = window as Window & { seen?: WeakRef<Element>[] };
      return seen.length > 0 && seen.every((element) => element.deref() === undefined);
    });
  };
  await until(page, isCollected, "the elements are collected");
  await session.detach();
}

describe("an app that installs the elements", () => {
  const files: Libraries = {};
  const pages = new Map<string, string>();
  let world: GuestWorld;
  before(async () => {
    world = await openGuestWorld(files);
    for (const name of Object.keys(FRAMEWORKS)) await buildApp(name);
  });
  after(() => world?.close());

  /** Builds an app as its owner does, and serves what Vite wrote below a path of its name. */
  async function buildApp(name: string): Promise<void> {
    const { react, plugin } = FRAMEWORKS[name] ?? assert.fail(name);
    const folder = join(root, react, name);
    cpSync(join(APPS, name), folder, { recursive: true });
    const built = await build({
      configFile: false,
      root: folder,
      base: `/${name}/`,
      logLevel: "warn",
      plugins: [plugin()],
      define: { "import.meta.env.VITE_KEYHOLE": JSON.stringify(world.brokerOrigin) },
      build: { write: false },
    });
    assert("output" in built);
    for (const file of built.output) {
      if (file.type === "chunk") files[`/${name}/${file.fileName}` as keyof Libraries] = file.code;
      else if (file.fileName === "index.html") pages.set(name, String(file.source));
    }
  }

  for (const name of Object.keys(FRAMEWORKS)) {
    it(`shows rows in ${name}, takes a property, dispatches an event, and leaves nothing behind`, async () => {
      const path = `/${name}/`;
      const page = await world.open(path, { [path]: pages.get(name) ?? assert.fail(name) });
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await showAndHide(page, 1);
      const left = await leftBy(page);
      await showAndHide(page, 2);
      assert.deepEqual(await leftBy(page), left);
      await elementsCollected(page);
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
});
