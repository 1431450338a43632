import type { CallEvent, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs, type MemberSetting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { DANGER, rawCall } from "../support/raw-call.ts";
import { part, rawEvent } from "../support/raw-parts.ts";

const CALL = rawCall();
const PATH = `/v1/calls/${CALL.callId}/events`;

const READS_TEXTS: MemberSetting = { scopes: ["calls:read", "transcripts:read"] };

async function open(rows: readonly object[], setting: MemberSetting = {}) {
  const upstream = new FakeUpstream([CALL], { instead: part("events", rows) });
  return { upstream, page: await enterAs(upstream.fetch, setting) };
}

describe("GET /v1/calls/:id/events", () => {
  it("returns an event field by field, without its extras", async () => {
    const { page } = await open([rawEvent({ callId: CALL.callId })], READS_TEXTS);
    const text = await (await page.get(PATH)).text();
    expect(text).not.toContain(DANGER);
    expect(JSON.parse(text)).toEqual({
      items: [{ atMs: 21_044, severity: "error", type: "tool_error", text: "Tool bookSlot failed." }],
      next: null,
    });
  });

  it.each([
    ["", "info", {}],
    ["?severity=error", "error", {}],
    ["?severity=debug", "info", {}],
    ["?severity=debug", "info", { site: { events: {} } }],
    ["?severity=debug", "debug", { site: { events: { debug: true } } }],
    ["", "info", { site: { events: { debug: true } } }],
  ] as const)(
    "asks upstream with %j for severities from %s where the site has %j",
    async (query, severity, setting) => {
      const { page, upstream } = await open([], setting);
      expect((await page.get(`${PATH}${query}`)).status).toBe(200);
      expect(upstream.requests.at(-1)?.searchParams.get("minimum_severity")).toBe(severity);
    },
  );

  it.each(["fatal", "", "INFO", "info&severity=debug"])("refuses the severity %j", async (severity) => {
    const { page } = await open([]);
    await expectProblem(await page.get(`${PATH}?severity=${severity}`), "invalid_request");
  });

  it.each([
    ["", ["info", "error"]],
    ["?severity=debug", ["info", "error"]],
    ["?severity=error", ["error"]],
  ])("answers %j with %j even if the source ignores the severity", async (query, severities) => {
    const rows = ["debug", "info", "error"].map((severity) => rawEvent({ callId: CALL.callId, severity }));
    const { page } = await open(rows);
    const { items } = await page.read<Page<CallEvent>>(`${PATH}${query}`);
    expect(items.map(({ severity }) => severity)).toEqual(severities);
  });

  it.each([
    [["calls:read"], null],
    [["calls:read", "pii:read"], null],
    [["calls:read", "transcripts:read"], "Dialled +• (•••) •••-••••"],
    [["calls:read", "transcripts:read", "pii:read"], "Dialled +1 (555) 010-9999"],
  ] as const)("tells the text for %j as %j", async (scopes, text) => {
    const rows = [rawEvent({ callId: CALL.callId, text: "Dialled +1 (555) 010-9999" })];
    const { page } = await open(rows, { scopes, site: { events: { debug: true } } });
    const { items } = await page.read<Page<CallEvent>>(`${PATH}?severity=debug`);
    expect(items).toEqual([expect.objectContaining({ type: "tool_error", text })]);
  });

  it("masks personal data without pii:read", async () => {
    const rows = [rawEvent({ callId: CALL.callId, text: "Dialled +1 (555) 010-9999" })];
    const read = async (setting: MemberSetting) => {
      const { page } = await open(rows, setting);
      return (await (await page.get(PATH)).json<Page<CallEvent>>()).items[0]?.text;
    };
    expect(await read(READS_TEXTS)).toBe("Dialled +• (•••) •••-••••");
    expect(await read({ scopes: ["calls:read", "transcripts:read", "pii:read"] })).toBe(
      "Dialled +1 (555) 010-9999",
    );
  });

  it("continues with a cursor of the same severity, and refuses one of another", async () => {
    const rows = Array.from({ length: 7 }, (_, index) =>
      rawEvent({ callId: CALL.callId, text: `event ${index}` }),
    );
    const { page } = await open(rows, READS_TEXTS);
    const first = await (await page.get(`${PATH}?limit=5`)).json<Page<CallEvent>>();
    const second = await (await page.get(`${PATH}?limit=5&cursor=${first.next}`)).json<Page<CallEvent>>();
    expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(rows.map(({ text }) => text));
    expect(second.next).toBeNull();
    const other = await page.get(`${PATH}?severity=error&cursor=${first.next}`);
    await expectProblem(other, "invalid_request");
  });
});
