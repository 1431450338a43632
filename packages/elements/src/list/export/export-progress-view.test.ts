import { assert, equal } from "../../../test/assert.ts";
import { axeViolations } from "../../../test/axe.ts";
import { calls } from "../../../test/calls.ts";
import {
  bar,
  buttons,
  catchFiles,
  letFilesGo,
  link,
  listed,
  press,
  saved,
  start,
} from "../../../test/export-page.ts";
import { problem, type Reply } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { announced, find, findAll, focused, frame, unmountAll, until } from "../../../test/mount.ts";
import { parseCsv } from "../../../test/parse-csv.ts";

describe("ExportProgressView", () => {
  beforeEach(catchFiles);
  afterEach(() => {
    letFilesGo();
    unmountAll();
  });

  it("shows its progress, with the total if it is known", async () => {
    let give: (reply: Reply) => void = () => {};
    const { element } = await listed(calls(200), (path) =>
      path.includes("cursor")
        ? new Promise<Reply>((resolve) => {
            give = resolve;
          })
        : { body: { items: calls(50), next: "50", total: 1200 } },
    );
    await start(element);
    await until(() => bar(element)?.textContent?.includes("50 of 1,200 calls"), "it is said");
    const progress = find(element, "progress") as HTMLProgressElement;
    equal([progress.value, progress.max, progress.getAttribute("aria-label")], [50, 1200, "Export progress"]);
    give({ body: { items: calls(60).slice(50), next: null } });
    await until(() => saved.length === 1, "the file is there");
  });

  it("cancels without saving, and returns focus to the button", async () => {
    const { element, session } = await listed(calls(200), (path) =>
      path.includes("cursor") ? new Promise<Reply>(() => {}) : undefined,
    );
    await start(element);
    await until(() => bar(element)?.textContent?.includes("50 calls"), "it runs");
    assert(
      !(find(element, "progress") as HTMLProgressElement).hasAttribute("value"),
      "nobody knows how many",
    );
    press(element, "Cancel");
    await frame();
    const underWay = session.asked.find(({ path }) => path.includes("cursor"));
    equal([bar(element), saved.length, underWay?.signal?.aborted], [undefined, 0, true]);
    assert(focused(element)?.matches(".export .tool-button"));
    await until(() => announced(element) === "Export cancelled", "it is said");
  });

  it("shows a failure, and resumes from that page", async () => {
    let fails = true;
    const { element, paths } = await listed(calls(120), (path) =>
      fails && path.endsWith("cursor=50") ? { failure: problem("upstream_unavailable") } : undefined,
    );
    await start(element);
    await until(() => buttons(element).length === 3, "there is a choice");
    equal(buttons(element), ["Resume", "Save partial export", "Close"]);
    await until(() => bar(element)?.textContent?.includes("The calls are unavailable"), "why is said");
    assert(bar(element)?.textContent?.includes("The export stopped after 50 calls"));
    fails = false;
    press(element, "Resume");
    await until(() => saved.length === 1, "the file is there");
    equal(paths().filter((path) => !path.includes("cursor")).length, 1, "the first page is asked for once");
    equal(parseCsv((await saved[0]?.file.text()) ?? "").length, 121);
  });

  it("keeps focus when it resumes", async () => {
    const { session, element } = await listed(calls(120), () => ({
      failure: problem("upstream_unavailable"),
    }));
    await start(element);
    await until(() => buttons(element).length === 2, "there is a choice");
    session.reply = () => new Promise<Reply>(() => {});
    const [again] = findAll(element, ".export-progress button");
    again?.focus();
    again?.click();
    await frame();
    equal([focused(element), buttons(element)], [bar(element), ["Cancel"]]);
  });

  it("resumes before the error texts are loaded", async () => {
    const { session, element } = await listed(calls(120), () => ({
      failure: problem("upstream_unavailable"),
    }));
    const thrown: unknown[] = [];
    const caught = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      thrown.push(event.reason);
    };
    addEventListener("unhandledrejection", caught);
    let explained: () => void = () => {};
    element.failed = () =>
      new Promise((resolve) => {
        explained = resolve;
      });
    await start(element);
    await until(() => buttons(element).length === 2, "there is a choice");
    session.reply = () => new Promise<Reply>(() => {});
    press(element, "Resume");
    explained();
    await frame();
    removeEventListener("unhandledrejection", caught);
    equal(thrown, []);
  });

  it("saves a partial export under a name that says so", async () => {
    const { element } = await listed(calls(120), (path) =>
      path.includes("cursor") ? { failure: { kind: "network" } } : undefined,
    );
    await start(element);
    await until(() => buttons(element).length === 3, "there is a choice");
    press(element, "Save partial export");
    await until(() => saved.length === 1, "the file is there");
    assert(saved[0]?.name.endsWith("-incomplete.csv"), saved[0]?.name);
    equal(parseCsv((await saved[0]?.file.text()) ?? "").length, 51);
    await until(() => link(element)?.download.endsWith("-incomplete.csv"), "its link is there");
    equal(buttons(element), ["Resume", "Close"]);
  });

  it("keeps the file behind a link until the viewer closes it", async () => {
    const { element } = await listed(calls(60));
    await start(element);
    await until(() => link(element), "the link is there");
    const url = link(element)?.href ?? "";
    const clicked: Event[] = [];
    const onClick = (event: Event) => clicked.push(event);
    addEventListener("click", onClick);
    find(element, ".export-progress a").dispatchEvent(
      new MouseEvent("click", { bubbles: true, composed: true, cancelable: true }),
    );
    removeEventListener("click", onClick);
    equal(clicked, [], "the page's router sees no click");
    equal(saved.at(-1)?.name, saved[0]?.name);
    assert((await fetch(url)).ok, "the file is there");
    press(element, "Close");
    await frame();
    equal(bar(element), undefined);
    equal(
      await fetch(url).then(
        () => "there",
        () => "gone",
      ),
      "gone",
    );
  });

  it("drops the file on sign-out", async () => {
    const { element, session } = await listed(calls(60));
    await start(element);
    await until(() => link(element), "the link is there");
    const url = link(element)?.href ?? "";
    await session.signOut();
    await until(() => !link(element), "the link is gone");
    equal(
      await fetch(url).then(
        () => "there",
        () => "gone",
      ),
      "gone",
    );
  });

  for (const [what, frameElement, words, files] of [
    [
      "blocks downloads",
      { sandbox: "allow-scripts allow-same-origin" },
      /its sandbox attribute lacks allow-downloads/,
      0,
    ],
    [
      "allows downloads",
      { sandbox: "allow-scripts allow-downloads" },
      /^The file with 60 calls is ready$/,
      1,
    ],
    ["has no sandbox", {}, /^The file with 60 calls is ready$/, 1],
    ["cannot be read", null, /may block downloads.+allow-downloads/, 1],
  ] as const) {
    it(`says what it knows of a frame that ${what}`, async () => {
      const iframe = frameElement && Object.assign(document.createElement("iframe"), frameElement);
      const { parent } = window;
      const outer = { frameElement: null };
      Object.assign(outer, { parent: outer });
      Object.defineProperty(window, "parent", { value: outer, configurable: true });
      Object.defineProperty(window, "frameElement", { value: iframe, configurable: true });
      try {
        const { element } = await listed(calls(60));
        await start(element);
        await until(() => link(element), "the link is there");
        assert(
          words.test(find(element, "[part=export-text]").textContent ?? ""),
          find(element, "[part=export-text]").textContent ?? "",
        );
        equal(saved.length, files);
        await until(() => announced(element).includes("The file with 60 calls is ready"), "it is said");
      } finally {
        Object.defineProperty(window, "parent", { value: parent, configurable: true });
        Reflect.deleteProperty(window, "frameElement");
      }
    });
  }

  it("offers nothing to save when the first page fails", async () => {
    const { element } = await listed(calls(120), () => ({ failure: { kind: "network" } }));
    await start(element);
    await until(() => buttons(element).length > 1, "there is a choice");
    equal(buttons(element), ["Resume", "Close"]);
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`has no axe violation in menu, progress and failure: ${scheme}`, async () => {
      const { element, session } = await listed(
        calls(200),
        (path) => (path.includes("cursor") ? new Promise<Reply>(() => {}) : undefined),
        { scheme },
      );
      find(element, ".export .tool-button").click();
      await frame();
      equal(await axeViolations(element), []);
      await start(element);
      findAll(element, ".export-format")[0]?.click();
      await until(() => findAll(element, "progress").length > 0, "it runs");
      equal(await axeViolations(element), []);
      press(element, "Cancel");
      session.reply = () => ({ failure: problem("upstream_unavailable") });
      await start(element);
      await until(() => buttons(element).length === 2, "it has failed");
      await until(() => bar(element)?.textContent?.includes("are unavailable"), "the reason is shown");
      equal(await axeViolations(element), []);
    });
  }
});
