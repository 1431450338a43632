import type { CallSummary } from "@keyhole/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { axeViolations } from "../../../test/axe.ts";
import { call, calls } from "../../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  type MountOptions,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../../test/mount.ts";
import { parseCsv } from "../../../test/parse-csv.ts";
import { KeyholeCallsExportEvent } from "../../events/keyhole-calls-export-event.ts";
import { ExportPages } from "./file.ts";

/** The saved files. */
let saved: { name: string; file: Blob }[] = [];
const { createObjectURL } = URL;
const { click } = HTMLAnchorElement.prototype;

function catchFiles(): void {
  saved = [];
  const files = new Map<string, Blob>();
  URL.createObjectURL = (file: Blob) => {
    const url = createObjectURL.call(URL, file);
    files.set(url, file);
    return url;
  };
  HTMLAnchorElement.prototype.click = function catchFile(this: HTMLAnchorElement) {
    const file = files.get(this.href);
    if (file) saved.push({ name: this.download, file });
    else click.call(this);
  };
}

function letFilesGo(): void {
  URL.createObjectURL = createObjectURL;
  HTMLAnchorElement.prototype.click = click;
}

const link = (element: TestCalls) =>
  findAll(element, ".export-progress a")[0] as HTMLAnchorElement | undefined;
const bar = (element: TestCalls) => findAll(element, ".export-progress")[0];
const buttons = (element: TestCalls) =>
  findAll(element, ".export-progress button").map((one) => one.textContent);
const press = (element: TestCalls, words: string) =>
  findAll(element, ".export-progress button")
    .find((one) => one.textContent === words)
    ?.click();

/** A list with its first page, and the replies to further pages. */
async function listed(
  items: CallSummary[],
  reply: FakeSession["reply"] = () => undefined,
  options: MountOptions = {},
) {
  const session = new FakeSession(items);
  const element = await mounted(session, options);
  await until(() => findAll(element, ".export .tool-button").length > 0, "the button is there");
  session.asked.length = 0;
  session.reply = reply;
  const paths = () => session.asked.map(({ path }) => path).filter((path) => path.startsWith("/v1/calls?"));
  return { session, element, paths };
}

async function start(element: TestCalls, format: "CSV" | "JSON" = "CSV"): Promise<void> {
  find(element, ".export .tool-button").click();
  await frame();
  findAll(element, ".export-format")
    .find((one) => one.textContent?.startsWith(format))
    ?.click();
  await frame();
}

describe("ExportController", () => {
  beforeEach(catchFiles);
  afterEach(() => {
    letFilesGo();
    unmountAll();
  });

  it("saves all calls as CSV without a formula in any cell", async () => {
    const items = calls(120);
    items[70] = call(70, {
      title: '=HYPERLINK("http://evil.example","Click")',
      summary: 'fine;=1+1\n- item, "quoted"',
      agent: { id: "+agent", name: "＠agent" },
      metadata: { tenant: "-north", order: "42" },
    });
    const { element, paths } = await listed(items);
    await start(element);
    await until(() => saved.length === 1, "the file is there");
    equal(paths(), ["/v1/calls?limit=50", "/v1/calls?limit=50&cursor=50", "/v1/calls?limit=50&cursor=100"]);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await saved[0]?.file.arrayBuffer());
    equal(text.charCodeAt(0), 0xfeff);
    const [header, ...rows] = parseCsv(text.slice(1));
    equal(
      rows.map(([id]) => id),
      items.map(({ id }) => id),
    );
    for (const cell of rows.flat()) assert(!/^[\s"']*[=@＝＠＋－]/.test(cell) || cell.startsWith("'"), cell);
    const row = Object.fromEntries((rows[70] ?? []).map((cell, place) => [header?.[place], cell]));
    equal(
      [row.title, row.summary, row.agent_id, row.agent_name, row["metadata.tenant"], row["metadata.order"]],
      [
        '\'=HYPERLINK("http://evil.example","Click")',
        "fine;'=1+1\n'- item, \"quoted\"",
        "'+agent",
        "'＠agent",
        "'-north",
        "42",
      ],
    );
    assert(
      /^calls-acme-2026-11-\d\d(-to-2026-11-\d\d)?-exported-\d{4}-\d\d-\d\d\.csv$/.test(saved[0]?.name ?? ""),
    );
    await until(() => announced(element) === "The file with 120 calls is ready", "it is said");
    equal(
      [bar(element)?.textContent?.includes("The file with 120 calls is ready"), buttons(element)],
      [true, ["Close"]],
    );
  });

  it("saves JSON as the broker sent it", async () => {
    const { element } = await listed(calls(60));
    await start(element, "JSON");
    await until(() => saved.length === 1, "the file is there");
    equal(JSON.parse((await saved[0]?.file.text()) ?? ""), calls(60));
    assert(saved[0]?.name.endsWith(".json"));
  });

  it("dispatches the filters in use with the event", async () => {
    const { element } = await listed(calls(3));
    const filters = { status: "ended", agent: 5, q: "not for who may not search", mine: true };
    element.filters = filters as unknown as TestCalls["filters"];
    await element.updateComplete;
    const dispatched: unknown[] = [];
    element.addEventListener("keyhole-calls-export", (event) => {
      dispatched.push(event.filters);
      event.preventDefault();
    });
    await start(element);
    equal(dispatched, [{ status: "ended" }]);
  });

  it("releases the calls after saving them", async () => {
    const { drop } = ExportPages.prototype;
    const dropped: ExportPages[] = [];
    ExportPages.prototype.drop = function dropAndTell() {
      dropped.push(this);
      drop.call(this);
    };
    const { element } = await listed(calls(3));
    await start(element, "JSON");
    await until(() => dropped.length > 0, "it is dropped").finally(() => {
      ExportPages.prototype.drop = drop;
    });
    equal([await saved[0]?.file.text().then((text) => JSON.parse(text).length), dropped[0]?.count], [3, 3]);
    equal(await (await dropped[0]?.file("json"))?.text(), "[\n\n]\n");
    assert(bar(element)?.textContent?.includes("3"), "what it says stays");
  });

  it("saves only calls that match the filters", async () => {
    const { element, paths } = await listed(calls(3));
    element.filters = { status: "ended" };
    await until(() => paths().length === 1, "the list is narrowed");
    await until(() => findAll(element, ".call").length === 3, "rows are there");
    let filters: unknown;
    element.addEventListener("keyhole-calls-export", (event) => {
      filters = event.filters;
    });
    await start(element);
    await until(() => saved.length === 1, "the file is there");
    equal([paths()[1], filters], [paths()[0], { status: "ended" }]);
    assert(paths()[1]?.includes("status=ended"));
  });

  it("asks for nothing when the host prevents the event", async () => {
    const { element, paths } = await listed(calls(60));
    let event: KeyholeCallsExportEvent | undefined;
    document.addEventListener(
      "keyhole-calls-export",
      (asked) => {
        event = asked as KeyholeCallsExportEvent;
        asked.preventDefault();
      },
      { once: true },
    );
    await start(element, "JSON");
    await frame();
    assert(event instanceof KeyholeCallsExportEvent, "the event crosses shadow roots");
    equal([event.format, event.filters, paths(), saved.length, bar(element)], ["json", {}, [], 0, undefined]);
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

  it("drops everything on sign-out", async () => {
    const { element, session } = await listed(calls(200), (path) =>
      path.includes("cursor") ? new Promise<Reply>(() => {}) : undefined,
    );
    await start(element);
    await until(() => bar(element)?.textContent?.includes("50 calls"), "it runs");
    await session.signOut();
    await until(() => bar(element) === undefined, "it is gone");
    equal(saved.length, 0);
  });

  it("leaves the pages of the list alone", async () => {
    const { element, session } = await listed(calls(200));
    await start(element);
    find(element, ".list").scrollTop = 1e9;
    await until(() => saved.length === 1, "the file is there");
    await until(() => find(element, ".rows").children.length > 0, "rows are there");
    equal(
      session.asked.some(({ signal }) => signal?.aborted),
      false,
    );
  });

  it("opens and closes its menu by keys, and returns focus", async () => {
    const { element } = await listed(calls(3));
    const button = find(element, ".export .tool-button");
    const menu = find(element, ".export-menu");
    button.focus();
    await sendKeys({ press: "Enter" });
    assert(menu.matches(":popover-open"), "it is open");
    await sendKeys({ press: "Tab" });
    assert(focused(element)?.matches(".export-format"), "Tab leads to the first format");
    await sendKeys({ press: "Escape" });
    assert(!menu.matches(":popover-open"), "it is closed");
    assert(focused(element) === button, "the focus is back");
    button.click();
    await frame();
    document.body.append(Object.assign(document.createElement("div"), { className: "mounted" }));
    document.dispatchEvent(new Event("scroll"));
    equal(menu.matches(":popover-open"), false, "scrolling closes it");
  });

  it("leaves no listener behind when its element is removed", async () => {
    const { element } = await listed(calls(3));
    const menu = find(element, ".export-menu");
    let hidden = 0;
    menu.showPopover();
    await frame();
    element.remove();
    menu.hidePopover = () => {
      hidden += 1;
    };
    for (let scroll = 0; scroll < 3; scroll += 1) dispatchEvent(new Event("scroll"));
    assert(hidden <= 1, `${hidden} scrolls were listened to`);
  });

  it("opens its menu in view, beside the button", async () => {
    for (const [widthPx, dir] of [
      [300, "ltr"],
      [300, "rtl"],
      [700, "ltr"],
      [700, "rtl"],
    ] as const) {
      const { element } = await listed(calls(3), () => undefined, { widthPx, properties: { dir } });
      find(element, ".export .tool-button").click();
      await frame();
      const menu = find(element, ".export-menu").getBoundingClientRect();
      const button = find(element, ".export .tool-button").getBoundingClientRect();
      assert(menu.left >= 0 && menu.right <= innerWidth, `${widthPx} ${dir}: ${menu.left} to ${menu.right}`);
      assert(
        menu.left < button.right && menu.right > button.left && Math.abs(menu.top - button.bottom) < 8,
        `${widthPx} ${dir}: not at its button`,
      );
      unmountAll();
    }
  });

  it("is hidden by hide-controls, and so is refresh", async () => {
    const element = await mounted(new FakeSession(calls(3)), {
      attributes: { site: "acme", "hide-controls": "export refresh" },
    });
    await until(() => findAll(element, ".tools .toolbar").length > 0, "the toolbar is there");
    equal([findAll(element, ".export").length, findAll(element, ".refresh").length], [0, 0]);
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
