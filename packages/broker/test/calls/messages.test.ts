import type { Message, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs, type MemberSetting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { DANGER, rawCall } from "../support/raw-call.ts";
import { part, rawMessage } from "../support/raw-parts.ts";

const CALL = rawCall();
const PATH = `/v1/calls/${CALL.callId}/messages`;
const READER: MemberSetting = { scopes: ["transcripts:read"] };

async function open(
  rows: readonly object[],
  setting: MemberSetting = READER,
  rowsOfPage?: (asked: number) => number,
) {
  const upstream = new FakeUpstream([CALL], { instead: part("messages", rows, rowsOfPage) });
  const page = await enterAs(upstream.fetch, setting);
  const read = async (query = "") => (await page.get(`${PATH}${query}`)).json<Page<Message>>();
  return { upstream, page, read };
}

const STAGES = ["c3b0c1de-0000-4000-8000-000000000001", "d4c1d2ef-0000-4000-8000-000000000002"];
const turns = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const stage = index < count / 2 ? 0 : 1;
    const callStageMessageIndex = stage === 0 ? index : index - Math.ceil(count / 2);
    return rawMessage({ text: `turn ${index}`, callStageId: STAGES[stage], callStageMessageIndex });
  });

describe("GET /v1/calls/:id/messages", () => {
  it("returns a turn field by field", async () => {
    const { read, upstream } = await open([rawMessage({ callStageMessageIndex: 3 })]);
    expect(await read()).toEqual({
      items: [
        {
          id: "0:3",
          role: "agent",
          text: "How can I help?",
          medium: "voice",
          audioStartMs: 310,
          audioEndMs: 3904,
          startMs: 500,
          endMs: 4000,
          stage: 0,
          tool: null,
        },
      ],
      next: null,
    });
    expect(upstream.requests.at(-1)?.searchParams.get("mode")).toBe("in_call");
  });

  it("returns each turn once, stage after stage", async () => {
    const { read } = await open(turns(60));
    const items: Message[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: Page<Message> = await read(next === "" ? "?limit=25" : `?limit=25&cursor=${next}`);
      items.push(...page.items);
      next = page.next;
    }
    expect(items.map(({ text }) => text)).toEqual(turns(60).map(({ text }) => text));
    expect(new Set(items.map(({ id }) => id)).size).toBe(60);
    expect(items.map(({ stage }) => stage)).toEqual(
      Array.from({ length: 60 }, (_, index) => (index < 30 ? 0 : 1)),
    );
    expect(items.at(-1)?.id).toBe("1:29");
  });

  it("loses no turn when the upstream answers more rows than asked", async () => {
    const { read } = await open(turns(20), READER, () => 12);
    const texts: (string | null)[] = [];
    let query = "?limit=5";
    for (let pages = 0; query !== "" && pages < 20; pages += 1) {
      const page = await read(query);
      texts.push(...page.items.map(({ text }) => text));
      query = page.next === null ? "" : `?limit=5&cursor=${page.next}`;
    }
    expect(texts).toEqual(turns(20).map(({ text }) => text));
  });

  it("gives turns without an index distinct ids", async () => {
    const bare = {
      callStageMessageIndex: undefined,
      timespan: undefined,
      wallClockTimespan: undefined,
      medium: undefined,
    };
    const { read } = await open([rawMessage(bare), rawMessage(bare)]);
    const { items } = await read();
    expect(items.map(({ id }) => id)).toEqual(["0:p0", "0:p1"]);
    expect(items[0]).toMatchObject({
      audioStartMs: null,
      audioEndMs: null,
      startMs: null,
      endMs: null,
      medium: null,
    });
  });

  const TOOLS = [
    rawMessage({
      role: "MESSAGE_ROLE_TOOL_CALL",
      text: '{"slot":1}',
      toolName: "bookSlot",
      invocationId: "call_1",
    }),
    rawMessage({
      role: "MESSAGE_ROLE_TOOL_RESULT",
      text: "booked",
      toolName: "bookSlot",
      invocationId: "call_1",
    }),
  ];

  it("hides arguments and results of tools, and keeps their turns", async () => {
    const { read } = await open(TOOLS);
    const tool = { name: "bookSlot", invocationId: "call_1" };
    expect((await read()).items).toMatchObject([
      { role: "tool_call", text: null, tool },
      { role: "tool_result", text: null, tool },
    ]);
  });

  it("shows arguments and results of tools when the site allows it", async () => {
    const { read } = await open(TOOLS, { ...READER, site: { transcripts: { tools: true } } });
    expect((await read()).items.map(({ text }) => text)).toEqual(['{"slot":1}', "booked"]);
  });

  it("never returns error details, call state or metadata", async () => {
    const { page } = await open(TOOLS, { ...READER, site: { transcripts: { tools: true } } });
    expect(await (await page.get(PATH)).text()).not.toContain(DANGER);
  });

  it("masks personal data, also of tools, without pii:read", async () => {
    const rows = [
      rawMessage({ role: "MESSAGE_ROLE_USER", text: "I am ada@example.com, +49 30 901820" }),
      rawMessage({ role: "MESSAGE_ROLE_TOOL_CALL", text: '{"card":"4111 1111 1111 1111"}', toolName: "pay" }),
    ];
    const site = { transcripts: { tools: true } };
    const masked = await open(rows, { ...READER, site });
    expect((await masked.read()).items.map(({ text }) => text)).toEqual([
      "I am •••@•••, +•• •• ••••••",
      '{"card":"•••• •••• •••• ••••"}',
    ]);
    const clear = await open(rows, { scopes: ["transcripts:read", "pii:read"], site });
    expect((await clear.read()).items.map(({ text }) => text)).toEqual(rows.map(({ text }) => text));
  });

  it("refuses a token without transcripts:read", async () => {
    const { page } = await open([], { scopes: ["calls:read"] });
    await expectProblem(await page.get(PATH), "scope_missing");
  });

  it("does not ask upstream for messages of a call outside the grant", async () => {
    const { page, upstream } = await open([rawMessage()], {
      ...READER,
      rows: { metadata: { tenant: "tenant-b" } },
    });
    await expectProblem(await page.get(PATH), "not_found");
    expect(upstream.requests.some(({ pathname }) => pathname.endsWith("/messages"))).toBe(false);
  });

  it.each([
    ["50", 2],
    ["7", 1],
  ])("reads a call of 300 stages to its end with limit %s, by short cursors", async (limit, turnsOfStage) => {
    const stages = Array.from({ length: 300 }, () => crypto.randomUUID());
    const rows = stages.flatMap((callStageId) =>
      Array.from({ length: turnsOfStage }, (_, callStageMessageIndex) =>
        rawMessage({ callStageId, callStageMessageIndex }),
      ),
    );
    const { read } = await open(rows);
    const items: Message[] = [];
    let cursor = "";
    for (;;) {
      const { items: more, next } = await read(`?limit=${limit}${cursor}`);
      items.push(...more);
      if (next === null) break;
      expect(next.length).toBeLessThanOrEqual(2048);
      cursor = `&cursor=${next}`;
    }
    expect(items.map(({ stage }) => stage)).toEqual(rows.map((_, index) => Math.floor(index / turnsOfStage)));
    expect(new Set(items.map(({ id }) => id)).size).toBe(rows.length);
  });

  it("gives a stage that comes again its number, also on a later page", async () => {
    const rows = [0, 1, 0, 1, 1, 0].map((stage, callStageMessageIndex) =>
      rawMessage({ callStageId: STAGES[stage], callStageMessageIndex }),
    );
    const { read } = await open(rows);
    const first = await read("?limit=3");
    const second = await read(`?limit=3&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ stage }) => stage)).toEqual([0, 1, 0, 1, 1, 0]);
  });

  it("refuses a cursor of another list, or a changed one", async () => {
    const { read, page } = await open(turns(30));
    const { next } = await read("?limit=5");
    const other = await page.get(`/v1/calls/${CALL.callId}/events?cursor=${next}`);
    expect(other.status).toBe(403);
    const tampered = `${next?.slice(0, -4)}AAAA`;
    await expectProblem(await page.get(`${PATH}?cursor=${tampered}`), "invalid_request");
  });

  it("ends when the upstream's cursors repeat", async () => {
    const upstream = new FakeUpstream([CALL], {
      instead: (url) =>
        url.pathname.endsWith("/messages")
          ? Response.json({
              results: [rawMessage()],
              next: `${url.origin}${url.pathname}?cursor=round`,
              total: 1,
            })
          : undefined,
    });
    const page = await enterAs(upstream.fetch, READER);
    const first = await (await page.get(PATH)).json<Page<Message>>();
    const second = await (await page.get(`${PATH}?cursor=${first.next}`)).json<Page<Message>>();
    expect(first.next).not.toBeNull();
    expect(second.next).toBeNull();
  });
});
