import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { axeViolations } from "../../../test/axe.ts";
import { calls } from "../../../test/calls.ts";
import { catchFiles, letFilesGo, saved } from "../../../test/export-page.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { announced, find, findAll, focused, frame, mounted, unmountAll, until } from "../../../test/mount.ts";
import type { FilterController } from "../filters/filter-controller.ts";
import type { ListHost } from "../list-host.ts";
import { ExportController } from "./export-controller.ts";

type ExportModule = typeof import("./index.ts");

/** A list whose export loads when the test says so. */
async function withExport() {
  const session = new FakeSession(calls(60));
  const element = await mounted(session, { attributes: { site: "acme", "hide-controls": "export" } });
  const loads: { arrive: () => void; fail: () => void }[] = [];
  const load = () =>
    new Promise<ExportModule>((resolve, reject) => {
      loads.push({
        arrive: () => resolve(import("./index.ts")),
        fail: () => reject(new TypeError("Failed to fetch dynamically imported module: https://x.example")),
      });
    });
  const filters = { used: {} } as FilterController;
  const controller = new ExportController(element as unknown as ListHost, filters, load);
  find(element, ".tools").append(controller.menu.element, controller.place.element);
  element.requestUpdate();
  await until(() => findAll(element, ".export-format").length === 3, "the button is there");
  const place = () => controller.place.element.textContent ?? "";
  return { element, session, controller, loads, place };
}

async function choose(element: Parameters<typeof find>[0]): Promise<void> {
  const button = find(element, ".export .tool-button");
  button.focus();
  button.click();
  await frame();
  find(element, ".export-format").click();
  await frame();
}

describe("ExportController while its file loads", () => {
  beforeEach(catchFiles);
  afterEach(() => {
    letFilesGo();
    unmountAll();
  });

  it("asks for the file when the menu opens, and says nothing if it fails", async () => {
    const { element, loads, place } = await withExport();
    const errors: unknown[] = [];
    element.addEventListener("keyhole-error", ({ kind }) => errors.push(kind));
    equal(loads.length, 0);
    find(element, ".export .tool-button").click();
    await until(() => loads.length === 1, "it is asked for");
    loads[0]?.fail();
    await frame();
    equal([place(), errors], ["", []]);
  });

  it("shows and says that it prepares the export, and runs it with the query of that time", async () => {
    const { element, session, loads, place } = await withExport();
    await choose(element);
    equal(place(), "Preparing the export");
    await until(() => announced(element) === "Preparing the export", "it is said");
    session.asked.length = 0;
    element.filters = { status: "ended" };
    await until(() => session.asked.length === 1, "the list is narrowed");
    for (const load of loads) load.arrive();
    await until(() => saved.length === 1, "the file is there");
    const paths = session.asked.map(({ path }) => path).slice(1);
    equal(paths, ["/v1/calls?limit=50", "/v1/calls?limit=50&cursor=50"]);
  });

  it("says why the file is missing, and goes on when the viewer tries again by keys", async () => {
    const { element, loads, place } = await withExport();
    const errors: unknown[] = [];
    element.addEventListener("keyhole-error", ({ kind }) => errors.push(kind));
    await choose(element);
    for (const load of loads) load.fail();
    await until(() => place().includes("Part of this element was not loaded"), "why is shown");
    equal(errors, ["part"]);
    await until(() => announced(element).startsWith("Part of this element"), "why is said");
    equal(await axeViolations(element), []);
    const before = loads.length;
    find(element, ".export-place .button").focus();
    await sendKeys({ press: "Enter" });
    await until(() => loads.length > before, "it is asked for again");
    equal(place(), "Preparing the export");
    assert(focused(element)?.matches(".export-place"), "the focus stays where the button was");
    loads.at(-1)?.arrive();
    await until(() => saved.length === 1, "the file is there");
  });

  it("drops what waits for the file on sign-out", async () => {
    const { element, session, loads, place } = await withExport();
    await choose(element);
    await session.signOut();
    await until(() => place() === "", "it is gone");
    for (const load of loads) load.arrive();
    await frame();
    equal([place(), saved.length], ["", 0]);
  });
});
