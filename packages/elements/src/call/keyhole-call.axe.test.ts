import { assert, equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { recordedSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { JUDGE, judgedSession } from "../../test/evaluation-page.ts";
import { type FakeSession, FULL, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mountCall, type TestCall, unmountAll, until } from "../../test/mount.ts";
import { toolUse, turn, turns } from "../../test/turns.ts";

interface State {
  name: string;
  session?: (session: FakeSession) => void;
  widthPx?: number;
  attributes?: Record<string, string>;
  act?: (element: TestCall) => unknown;
  shows: string;
}

const failing = (part: string, reply: Reply) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? reply : undefined);
};
const ALL_SCOPES = FULL.status === "ready" ? FULL.scopes : [];
const unavailable: Reply = { failure: problem("upstream_unavailable") };
const never = (part: string) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? new Promise<Reply>(() => {}) : undefined);
};
const searching = (words: string) => (element: TestCall) => {
  const field = find(element, "input[type=search]") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
};

const STATES: State[] = [
  { name: "transcript and recording", shows: ".controls" },
  { name: "narrow", widthPx: 320, shows: ".controls" },
  {
    name: "evaluation with a vote that waits",
    session: (session) => {
      const { reply } = judgedSession();
      session.state = { status: "ready", scopes: [...ALL_SCOPES, ...JUDGE] };
      session.reply = reply;
    },
    async act(element) {
      await until(() => findAll(element, ".vote").length > 0, "metrics are there");
      find(element, ".evaluation summary").click();
      find(element, ".vote").click();
    },
    shows: "[part~=vote-undo]",
  },
  { name: "loading", session: never("/v1/calls/"), shows: ".details .skeleton" },
  { name: "transcript loading", session: never("/messages"), shows: ".transcript .skeleton" },
  {
    name: "transcript empty",
    session: (session) => {
      session.turns = [];
    },
    shows: ".transcript .quiet",
  },
  { name: "transcript failed", session: failing("/messages", unavailable), shows: ".transcript .strip" },
  { name: "transcript partly there", session: failing("cursor", unavailable), shows: ".transcript .strip" },
  { name: "recording loading", session: never("/recording"), shows: ".player .quiet" },
  {
    name: "recording being prepared",
    session: failing("/recording", { failure: problem("recording_not_ready") }),
    shows: ".player .button",
  },
  { name: "recording failed", session: failing("/recording", unavailable), shows: ".player .strip" },
  {
    name: "no recording",
    session: (session) => {
      session.calls = [call(0, { hasRecording: false })];
    },
    shows: ".player .quiet",
  },
  {
    name: "live",
    session: (session) => {
      session.calls = [call(0, { status: "active", endedAt: null })];
    },
    shows: ".live",
  },
  { name: "searching", act: searching("please"), shows: "mark.found" },
  { name: "nothing found", act: searching("xyz"), shows: ".count" },
  { name: "downloads", act: (element) => find(element, ".menu > summary").click(), shows: ".menu[open]" },
  { name: "events", act: (element) => find(element, ".events > summary").click(), shows: ".event" },
  { name: "a turn heard", act: (element) => element.seek(1_200), shows: ".turn.heard" },
  { name: "tools open", act: (element) => find(element, ".tool > summary").click(), shows: ".tool[open]" },
  {
    name: "not there",
    session: (session) => {
      session.calls = [];
    },
    shows: ".details .notice",
  },
  { name: "no call", attributes: { site: "acme" }, shows: ".notice" },
];

async function show(
  { session: prepare, widthPx = 900, attributes, act, shows }: State,
  scheme: "light" | "dark",
): Promise<TestCall> {
  const session = recordedSession(
    [...toolUse(900, 0), ...turns(58, 1_000), turn({ id: "1:0", stage: 1 })],
    60_000,
  );
  session.events = (["debug", "info", "warning", "error"] as const).map((severity, n) => ({
    atMs: n * 1_000,
    severity,
    type: severity,
    text: "Text.",
  }));
  prepare?.(session);
  const element = mountCall(session, { widthPx, scheme, ...(attributes && { attributes }) });
  if (act)
    await until(
      () => findAll(element, ".controls").length === 1 && findAll(element, ".turn").length > 0,
      "it is there",
    );
  act?.(element);
  await until(() => findAll(element, shows).length > 0, `${shows} is there`);
  await frame();
  return element;
}

describe("<keyhole-call> under axe", () => {
  afterEach(unmountAll);

  // The playground's states are looked at in both schemes.
  for (const [n, state] of STATES.entries()) {
    const scheme = n % 2 ? "dark" : "light";
    it(`has no violation: ${state.name}, ${scheme}`, async () => {
      equal(await axeViolations(await show(state, scheme)), []);
    });
  }

  it("gives every control a name, a role and a place in the Tab order", async () => {
    const element = await show({ name: "all", shows: ".controls" }, "light");
    const controls = findAll(element, ".details :is(button, input, select, summary):not([tabindex='-1'])");
    assert(controls.length > 10, `${controls.length} controls`);
    for (const control of controls) {
      const name = control.getAttribute("aria-label") ?? control.textContent?.trim() ?? "";
      assert(name !== "" || control.closest("label"), control.outerHTML.slice(0, 80));
    }
  });
});
