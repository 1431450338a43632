import { read, utils } from "@e965/xlsx";
import { assert, equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { bar, buttons, catchFiles, letFilesGo, listed, saved, start } from "../../../test/export-page.ts";
import type { Reply } from "../../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { announced, find, findAll, frame, type TestCalls, unmountAll, until } from "../../../test/mount.ts";
import { parseCsv } from "../../../test/parse-csv.ts";
import { KeyholeCallsExportEvent } from "../../events/keyhole-calls-export-event.ts";
import { ExportPages } from "./export-pages.ts";

const READER = { locale: "en", timeZone: "UTC", isRightToLeft: false };

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
    for (const cell of rows.flat())
      assert(!/^[\s"']*[=@＝＠＋－]/.test(cell) || /^(?:'|="[^"=@|!]*"$)/.test(cell), cell);
    const row = Object.fromEntries((rows[70] ?? []).map((cell, place) => [header?.[place], cell]));
    equal(
      [row.title, row.summary, row.agent_id, row.agent_name, row["metadata.tenant"], row["metadata.order"]],
      [
        '\'=HYPERLINK("http://evil.example","Click")',
        "fine;'=1+1\n'- item, \"quoted\"",
        '="+agent"',
        "'＠agent",
        '="-north"',
        '="42"',
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

  it("saves CSV in the dialect of the list's language", async () => {
    const metadata = {
      customer: "0012345",
      phone: "+4915112345678",
      card: "1234567890123456789",
      days: "1-2",
    };
    const { element } = await listed([call(0, { durationMs: 12_500, metadata })], undefined, {
      attributes: { site: "acme", lang: "de" },
    });
    await start(element);
    await until(() => saved.length === 1, "the file is there");
    const [header, row] = parseCsv((await saved[0]?.file.text()) ?? "", ";");
    const cells = Object.fromEntries((row ?? []).map((cell, place) => [header?.[place], cell]));
    equal(cells.duration_s, "12,5");
    for (const [key, value] of Object.entries(metadata)) equal(cells[`metadata.${key}`], `="${value}"`);
  });

  it("saves XLSX with times by the clock of the list", async () => {
    const { element } = await listed([call(0)], undefined, {
      attributes: { site: "acme", "time-zone": "America/Los_Angeles" },
    });
    const formats: string[] = [];
    element.addEventListener("keyhole-calls-export", ({ format }) => formats.push(format));
    await start(element, "XLSX");
    await until(() => saved.length === 1, "the file is there");
    assert(saved[0]?.name.endsWith(".xlsx"), saved[0]?.name);
    equal(formats, ["xlsx"]);
    const book = read(await saved[0]?.file.arrayBuffer());
    const [row] = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.calls ?? {}, { raw: false });
    equal([row?.created_at, row?.time_zone], ["2026-11-20 04:00:00", "America/Los_Angeles"]);
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
    equal(await (await dropped[0]?.file("json", READER))?.text(), "[\n\n]\n");
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
});
