import { PROBLEMS, type ProblemCode, SCOPES } from "@keyhole/contract";
import { assert, equal } from "../session/testing/assert.ts";
import { recordedSession, ticket } from "../testing/call-page.ts";
import { call, calls } from "../testing/calls.ts";
import { FakeSession, problem, type Reply } from "../testing/fake-session.ts";
import { afterEach, describe, it } from "../testing/mocha.ts";
import {
  find,
  findAll,
  frame,
  mount,
  mountCall,
  type TestCall,
  type TestCalls,
  unmountAll,
  until,
} from "../testing/mount.ts";
import { isPseudo, PSEUDO_LANG, pseudo, pseudoTexts } from "../testing/pseudo.ts";
import { clipped, untranslated } from "../testing/pseudo-faults.ts";
import { toolUse, turn, turns } from "../testing/turns.ts";

const WIDTHS = [300, 600, 1000] as const;
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const rows = calls(40).map((row, n) => ({
  ...row,
  status: STATUSES[n % 4] ?? "ended",
  ...(n % 5 === 4 && { title: null, summary: null, agent: null }),
}));
const said = [
  ...toolUse(900, 0),
  turn({ id: "0:90", text: null, role: "tool_call", tool: { name: "", invocationId: "i" } }),
  turn({ id: "1:0", stage: 1, text: null }),
  ...turns(20, 1_000).map((one) => ({ ...one, stage: 1 })),
];
const SEVERITIES = ["debug", "info", "warning", "error"] as const;
const events = SEVERITIES.map((severity, n) => ({
  atMs: n * 1_000,
  severity,
  type: "began",
  text: "It began.",
}));

/** What no catalogue is for. */
const DATA = [
  ...[...rows, call(-1), call(-2)].flatMap(({ title, summary, id, agent }) => [
    title,
    summary,
    id,
    agent?.name,
  ]),
  ...said.map(({ text }) => text),
  ...[
    "tenant",
    "north",
    "began",
    "It began.",
    "req-1",
    "find_slot",
    "Back desk",
    "en",
    "https://example.com/book?day=4",
  ],
].filter((words) => typeof words === "string");

interface State<Element> {
  name: string;
  session?: (session: FakeSession) => void;
  attributes?: Record<string, string>;
  properties?: Partial<Element>;
  /** Is there before `act`. */
  first?: string;
  act?: (element: Element, session: FakeSession) => unknown;
  shows: string;
}

const never = (part: string) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? new Promise<Reply>(() => {}) : undefined);
};
const answering = (part: string, reply: Reply) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? reply : undefined);
};
const failing = (failure: object) => answering("/v1/calls", { failure: failure as never });
const unavailable: Reply = { failure: problem("upstream_unavailable") };
const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const AGENTS = [
  { id: "agent-1", name: "Front desk" },
  { id: "agent-2", name: "Back desk" },
];
const ASSERTIONS = ["status", "content", "network", "cross-origin", "threw"] as const;

/** More than one page of calls. */
const manyAnd = (prepare: (session: FakeSession) => void) => (session: FakeSession) => {
  session.calls = Array.from({ length: 60 }, (_, n) => ({
    ...call(n),
    ...rows[n % rows.length],
    id: `call-${n}`,
  }));
  prepare(session);
};
const EXPORT = ".export-format";
const exporting = (element: TestCalls) => find(element, EXPORT).click();

const LIST: State<TestCalls>[] = [
  { name: "loading", session: never("/v1/calls"), shows: ".skeleton" },
  { name: "rows", shows: ".toolbar > *" },
  { name: "rows, announced", first: ".toolbar > *", shows: ".unseen[role=status]:not(:empty)" },
  { name: "empty", session: answering("/v1/calls", { body: { items: [], next: null } }), shows: ".notice" },
  {
    name: "paused",
    session: answering("/v1/calls", { body: { items: [], next: "1" } }),
    shows: ".notice .button",
  },
  { name: "no site", attributes: {}, shows: ".notice" },
  { name: "a key", attributes: { site: "acme", "api-key": "x" }, shows: ".notice" },
  { name: "no broker", attributes: { site: "acme", broker: "javascript:0" }, shows: ".notice" },
  { name: "no time zone", attributes: { site: "acme", "time-zone": "Nowhere" }, shows: ".notice" },
  ...["network", "not-signed-in", "insecure-context", "clock", "answer"].map((kind) => ({
    name: kind,
    session: failing({ kind }),
    shows: ".notice",
  })),
  ...ASSERTIONS.map((reason) => ({
    name: `assertion ${reason}`,
    session: failing({ kind: "assertion", reason, status: 500 }),
    shows: ".notice",
  })),
  ...(Object.keys(PROBLEMS) as ProblemCode[]).map((code) => ({
    name: code,
    session: failing(problem(code, { retryAfterSeconds: 90 })),
    shows: ".notice code",
  })),
  {
    name: "signed out",
    first: ".call",
    act: (element) => element.signOut(),
    shows: ".notice .button",
  },
  {
    name: "a later page failed",
    session: (session) => {
      session.reply = (path) =>
        path.includes("cursor") ? unavailable : { body: { items: rows, next: "1" } };
    },
    first: ".call",
    act: (element) => find(element, ".list").scrollTo(0, 1e9),
    shows: ".strip",
  },
  {
    name: "formats of an export",
    first: ".export .tool-button",
    act: (element) => find(element, ".export .tool-button").click(),
    shows: ".export-menu:popover-open",
  },
  { name: "exporting", session: manyAnd(never("cursor")), first: EXPORT, act: exporting, shows: "progress" },
  { name: "exported", first: EXPORT, act: exporting, shows: ".export-progress.done" },
  {
    name: "half exported",
    session: manyAnd(answering("cursor", { failure: problem("upstream_unavailable") })),
    first: EXPORT,
    act: exporting,
    shows: ".export-progress.failed",
  },
  {
    name: "filters in use, without a match",
    properties: {
      filters: {
        range: "last-7-days",
        status: "ended",
        minDurationMs: 60_000,
        maxDurationMs: 3_600_000,
        agent: AGENT,
      },
    },
    session: answering("status=", { body: { items: [], next: null } }),
    shows: ".notice",
  },
  {
    name: "chips",
    properties: { filters: { agent: AGENT, q: "late", from: "2026-11-01" } },
    shows: ".chip",
  },
  {
    name: "until a day, announced",
    properties: { filters: { to: "2026-11-30" } },
    shows: ".unseen[role=status]:not(:empty)",
  },
  {
    name: "days",
    properties: { filters: { from: "2026-11-01", to: "2026-11-20", minDurationMs: 60_000 } },
    shows: ".toolbar > *",
  },
  {
    name: "filters unfolded",
    first: ".filters-button",
    act: (element) => find(element, ".filters-button").click(),
    shows: ".filters.unfolded",
  },
  {
    name: "newer calls",
    first: ".toolbar > *",
    act: (element, session) => {
      find(element, ".list").scrollTo(0, 400);
      session.calls = [call(-1), call(-2), ...session.calls];
      return element.refresh();
    },
    shows: ".pill-place > *",
  },
  { name: "an open call", first: ".call", act: (element) => find(element, ".call").click(), shows: "dl" },
];

const searching = (words: string) => (element: TestCall) => {
  const field = find(element, ".details input[type=search]") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
};

const CALL: State<TestCall>[] = [
  { name: "transcript and recording", shows: ".controls" },
  { name: "loading", session: never("/v1/calls/"), shows: ".details .skeleton" },
  { name: "transcript loading", session: never("/messages"), shows: ".transcript .skeleton" },
  { name: "more loading", session: never("cursor"), shows: ".details dl" },
  {
    name: "nothing said",
    session: (session) => {
      session.turns = [];
    },
    shows: ".transcript .quiet",
  },
  { name: "transcript failed", session: answering("/messages", unavailable), shows: ".transcript .strip" },
  { name: "recording loading", session: never("/recording"), shows: ".player .quiet" },
  {
    name: "recording prepared",
    session: answering("/recording", { failure: problem("recording_not_ready") }),
    shows: ".player .button",
  },
  { name: "recording failed", session: answering("/recording", unavailable), shows: ".player .strip" },
  {
    name: "unplayable",
    session: (session) => {
      session.reply = (path, asked) =>
        path.endsWith("/recording")
          ? { body: ticket(new URL(`/no-such-${asked}.wav`, location.href).href) }
          : undefined;
    },
    shows: ".player .strip",
  },
  {
    name: "no recording",
    session: (session) => {
      session.calls = [call(0, { hasRecording: false })];
    },
    shows: ".player .quiet",
  },
  {
    name: "live, nothing said",
    session: (session) => {
      session.calls = [call(0, { status: "active", endedAt: null, title: null, summary: null })];
      session.turns = [];
    },
    shows: ".transcript .quiet",
  },
  ...STATUSES.map((status) => ({
    name: `${status}, without a summary`,
    session: (session: FakeSession) => {
      session.calls = [call(0, { status, title: null, summary: null, endReason: null })];
    },
    shows: "dl",
  })),
  ...(["unjoined", "hangup", "agent_hangup", "timeout", "connection_error", "system_error"] as const).map(
    (endReason, n) => ({
      name: `ended by ${endReason}`,
      session: (session: FakeSession) => {
        const medium = (["web", "phone", "sip", "websocket"] as const)[n % 4] ?? "web";
        session.calls = [call(0, { endReason, medium })];
      },
      shows: "dl",
    }),
  ),
  { name: "found", first: ".turn", act: searching("please"), shows: "mark.found" },
  { name: "not found", first: ".turn", act: searching("xyz"), shows: ".count" },
  {
    name: "downloads",
    first: ".menu",
    act: (element) => find(element, ".menu > summary").click(),
    shows: ".menu[open]",
  },
  {
    name: "events",
    first: "dl",
    act: (element) => find(element, ".events > summary").click(),
    shows: ".event",
  },
  {
    name: "no events",
    session: (session) => {
      session.events = [];
    },
    first: "dl",
    act: (element) => find(element, ".events > summary").click(),
    shows: ".events[open] .quiet",
  },
  {
    name: "events failed",
    session: answering("/events", unavailable),
    first: "dl",
    act: (element) => find(element, ".events > summary").click(),
    shows: ".events .strip",
  },
  {
    name: "a turn copied",
    first: ".turn .copy",
    act: (element) => find(element, ".turn .copy").click(),
    shows: ".unseen[role=status]:not(:empty)",
  },
  {
    name: "playing, the reader elsewhere",
    first: ".controls",
    act: (element) => {
      element.seek(1_200);
      find(element, ".turn").focus();
      find(element, ".turn").dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    },
    shows: ".pill",
  },
  {
    name: "muted",
    first: ".controls",
    act: (element) => element.pane.view?.player.toggleMute(),
    shows: ".controls",
  },
  {
    name: "gone",
    session: (session) => {
      session.calls = [call(0, { status: "active", endedAt: null })];
    },
    first: ".turn",
    act: (_element, session) => {
      session.calls = [];
    },
    shows: ".details .notice",
  },
  { name: "not there", attributes: { site: "acme", "call-id": "x" }, shows: ".details .notice" },
  { name: "no call", attributes: { site: "acme" }, shows: ".notice" },
];

const seen = new Set<string>();

/** Shows a state at every width and looks at what is there. */
async function look<Element extends TestCalls | TestCall>(
  state: State<Element>,
  put: (session: FakeSession, options: object) => Element,
): Promise<void> {
  const session = recordedSession(said, 20_000);
  session.calls = [...rows];
  session.events = [...events];
  session.state = { status: "ready", scopes: [...SCOPES] };
  state.session?.(session);
  session.agents = AGENTS;
  const element = put(session, {
    attributes: { site: "acme", "call-id": "call-0", ...state.attributes, lang: PSEUDO_LANG },
    properties: { ...state.properties, texts: pseudoTexts },
    widthPx: 1000,
  });
  if (state.attributes)
    for (const name of ["site", "call-id"]) if (!(name in state.attributes)) element.removeAttribute(name);
  const { first, act } = state;
  if (first) await until(() => findAll(element, first).length > 0, `${first} is there`);
  await act?.(element, session);
  await until(() => findAll(element, state.shows).length > 0, `${state.shows} is there`);
  const box = find(element, ".box");
  for (const widthPx of WIDTHS) {
    if (element.parentElement) element.parentElement.style.inlineSize = `${widthPx}px`;
    await frame();
    await frame();
    equal(untranslated(box, DATA), [], `${state.name} at ${widthPx} px, untranslated`);
    equal(clipped(box, isPseudo), [], `${state.name} at ${widthPx} px, clipped`);
  }
  for (const [key, words] of Object.entries(pseudoTexts)) {
    const escaped = words.replace(/[.*+?^$()[\]|\\]/g, "\\$&").replace(/\{\w+\}/g, "[^]{0,200}?");
    if (new RegExp(escaped).test(box.innerHTML)) seen.add(key);
  }
}

describe("pseudo-language", () => {
  afterEach(unmountAll);

  it("is longer, in brackets, and keeps the places of a text", () => {
    const words = pseudo("{place} of {count} calls");
    assert(/^\[!! \{place\} øf \{count\} čállš .+ !!\]$/.test(words), words);
    assert(words.length > "{place} of {count} calls".length * 1.4, words);
  });

  it("finds what is planted: a word, an attribute, a cut", async () => {
    const element = mount(new FakeSession(rows), {
      attributes: { site: "acme", lang: PSEUDO_LANG },
      properties: { texts: pseudoTexts },
    });
    await until(() => findAll(element, ".status").length > 0, "rows are there");
    const box = find(element, ".box");
    equal([untranslated(box, DATA), clipped(box, isPseudo)], [[], []]);
    const status = find(element, ".status");
    status.title = "Ended";
    status.append(" Over");
    status.style.cssText = "overflow: hidden; block-size: 9px";
    equal(untranslated(box, DATA).length, 2);
    equal(clipped(box, isPseudo).length, 1);
  });

  for (const state of LIST) it(`is all that a list says: ${state.name}`, () => look(state, mount));
  for (const state of CALL) it(`is all that a call says: ${state.name}`, () => look(state, mountCall));

  it("was seen of nearly every text", () => {
    const never = Object.keys(pseudoTexts).filter((key) => !seen.has(key));
    assert(never.length < 40, `${never.length} texts were not seen: ${never.join(", ")}`);
  });
});
