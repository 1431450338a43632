import type { CallDetail, CallEvent, Message, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { part, rawEvent, rawMessage } from "../support/raw-parts.ts";

const WRITTEN = '{"name":"lookupCustomer","arguments":{"iban":"DE89","pin":"1234"}}';
const SPOKEN = '{"name":"Anna","age":42}';
const CALL = rawCall({ shortSummary: WRITTEN, summary: `The agent said: ${WRITTEN}` });

async function read<Answer>(tools: boolean, path = "", rows: readonly object[] = []) {
  const upstream = new FakeUpstream([CALL], {
    instead: part(path === "/events" ? "events" : "messages", rows),
  });
  const page = await enterAs(upstream.fetch, {
    scopes: ["calls:read", "transcripts:read", "pii:read"],
    site: { transcripts: { tools } },
  });
  return (await page.get(`/v1/calls/${CALL.callId}${path}`)).json<Answer>();
}

const readTurns = async (tools: boolean, ...texts: string[]) => {
  const rows = texts.map((text, index) => rawMessage({ text, callStageMessageIndex: index }));
  return (await read<Page<Message>>(tools, "/messages", rows)).items;
};

describe("a tool call that the agent wrote as text", () => {
  it("is a tool's turn without its text where the site hides tools", async () => {
    const [turn] = await readTurns(false, `Einen Moment. ${WRITTEN}`);
    expect(turn).toMatchObject({
      role: "tool_call",
      text: null,
      tool: { name: "lookupCustomer", invocationId: null },
      audioStartMs: 310,
    });
  });

  it("is a tool's turn with its text where the site shows tools", async () => {
    const [turn] = await readTurns(true, WRITTEN);
    expect(turn).toMatchObject({ role: "tool_call", text: WRITTEN, tool: { name: "lookupCustomer" } });
  });

  it("leaves other JSON, and what the caller wrote, as speech", async () => {
    const [spoken] = await readTurns(false, SPOKEN);
    expect(spoken).toMatchObject({ role: "agent", text: SPOKEN, tool: null });
    const typed = rawMessage({ role: "MESSAGE_ROLE_USER", text: WRITTEN });
    const { items } = await read<Page<Message>>(false, "/messages", [typed]);
    expect(items[0]).toMatchObject({ role: "user", text: WRITTEN, tool: null });
  });

  it("leaves in no title and no summary where the site hides tools", async () => {
    expect(await read<CallDetail>(false)).toMatchObject({ title: null, summary: null });
    expect(await read<CallDetail>(true)).toMatchObject({ title: WRITTEN });
  });

  it("leaves in no event where the site hides tools", async () => {
    const rows = [WRITTEN, 'Tool lookupCustomer got {"pin":"1234"}.', "Tool lookupCustomer failed."].map(
      (text) => rawEvent({ callId: CALL.callId, text }),
    );
    const textsOf = ({ items }: Page<CallEvent>) => items.map(({ text }) => text);
    expect(textsOf(await read(false, "/events", rows))).toEqual([null, null, "Tool lookupCustomer failed."]);
    expect(textsOf(await read(true, "/events", rows))).toEqual(rows.map(({ text }) => text));
  });
});
