import type { FakeUpstreamOptions } from "./fake-upstream.ts";
import { json } from "./fake-upstream.ts";
import { DANGER } from "./raw-call.ts";

/** A message as Ultravox answers it, with the fields filled that must not leave the Worker. */
export function rawMessage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    role: "MESSAGE_ROLE_AGENT",
    text: "How can I help?",
    callStageMessageIndex: 0,
    callStageId: "c3b0c1de-7f42-4f5c-8a3c-0000000000a1",
    timespan: { start: "0.310s", end: "3.904s" },
    wallClockTimespan: { start: "0.5s", end: "4s" },
    medium: "MESSAGE_MEDIUM_VOICE",
    errorDetails: `${DANGER}-error-details`,
    callState: { cart: `${DANGER}-call-state` },
    metadata: { note: `${DANGER}-message-metadata` },
    ...changes,
  };
}

/** An event as Ultravox answers it. */
export function rawEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    callId: crypto.randomUUID(),
    callStageId: "c3b0c1de-7f42-4f5c-8a3c-0000000000a1",
    callTimestamp: "21.044s",
    severity: "error",
    type: "tool_error",
    text: "Tool bookSlot failed.",
    extras: { stack: `${DANGER}-extras` },
    wallClockTimestamp: null,
    ...changes,
  };
}

/** Answers one part of a call with rows, page by page; everything else as the upstream does by itself. */
export function part(
  name: "messages" | "events",
  rows: readonly object[],
  rowsOfPage: (asked: number) => number = (asked) => asked,
): NonNullable<FakeUpstreamOptions["instead"]> {
  return (url) => {
    if (!url.pathname.endsWith(`/${name}`)) return undefined;
    const start = Number(url.searchParams.get("cursor")?.replace("from-", "") ?? 0);
    const end = start + rowsOfPage(Number(url.searchParams.get("pageSize")));
    const next = end < rows.length ? `${url.origin}${url.pathname}?cursor=from-${end}` : null;
    return json({ results: rows.slice(start, end), next, previous: null, total: rows.length });
  };
}
