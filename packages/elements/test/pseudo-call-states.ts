import type { Evaluation } from "@keyhole/contract";
import { ticket } from "./call-page.ts";
import { call } from "./calls.ts";
import { evaluation } from "./evaluation-page.ts";
import { type FakeSession, problem, type Reply } from "./fake-session.ts";
import { find, findAll, frame, type TestCall, until } from "./mount.ts";
import { answering, clipboard, never, STATUSES, type State, unavailable } from "./pseudo-look.ts";
import { turn } from "./turns.ts";

const searching = (words: string) => (element: TestCall) => {
  const field = find(element, ".details input[type=search]") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
};

/** Turns, and what comes when the rest is asked for. */
const turnsThen = (reply: Reply | Promise<Reply>) => (session: FakeSession) => {
  session.reply = (path) => {
    if (!path.includes("/messages")) return undefined;
    return path.includes("cursor") ? reply : { body: { items: session.turns, next: "1" } };
  };
};

const longTurn = (session: FakeSession) => {
  session.turns = [turn({ id: "0:0", text: "0 ".repeat(3_000) })];
};

const judged = (fields: Partial<Evaluation>) => answering("/evaluation", { body: evaluation(fields) });

/** Votes on the first metric, and what becomes of it: after a while, or at once for somebody who leaves. */
const voted = (says: string, answer?: Reply | Promise<Reply>): State<TestCall> => ({
  name: says,
  session: (session) => {
    session.reply = (path) => {
      if (path.endsWith("/votes")) return answer;
      return path.endsWith("/evaluation") ? { body: evaluation() } : undefined;
    };
  },
  first: ".vote",
  act: async (element) => {
    find(element, ".evaluation summary").click();
    find(element, ".vote").click();
    await until(() => findAll(element, "[part~=vote-undo]").length > 0, "it waits");
    if (says === "vote.undone") find(element, "[part~=vote-undo]").click();
    else if (answer) dispatchEvent(new Event("beforeunload"));
  },
  shows: ".vote",
  says,
});

/** All that a call can show. */
export const CALL_STATES: State<TestCall>[] = [
  { name: "transcript and recording", shows: ".controls" },
  { name: "loading", session: never("/v1/calls/"), shows: ".details .skeleton" },
  { name: "transcript loading", session: never("/messages"), shows: ".transcript .skeleton" },
  {
    name: "more loading",
    session: turnsThen(new Promise(() => {})),
    shows: ".turn",
    says: "transcript.more",
  },
  {
    name: "the rest failed",
    session: turnsThen(unavailable),
    shows: ".transcript .strip",
    says: "transcript.broken",
  },
  {
    name: "nothing said",
    session: (session) => {
      session.turns = [];
    },
    shows: ".transcript .quiet",
  },
  { name: "a long turn", session: longTurn, shows: ".fold", says: "turn.more" },
  {
    name: "a long turn, unfolded",
    session: longTurn,
    first: ".fold",
    act: (element) => find(element, ".fold").click(),
    shows: ".fold[aria-expanded=true]",
    says: "turn.less",
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
    name: "recording gone",
    session: (session) => {
      let asked = 0;
      session.reply = (path) => {
        if (!path.endsWith("/recording")) return undefined;
        asked += 1;
        // A ticket that leads nowhere, and none after it.
        if (asked > 1) return { failure: problem("not_found") };
        return { body: ticket(new URL("/no-such-recording.wav", location.href).href) };
      };
    },
    shows: ".player .quiet",
    says: "recording.gone",
  },
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
  {
    name: "evaluation",
    session: judged({ reviewed: true }),
    first: ".evaluation summary",
    act: (element) => find(element, ".evaluation summary").click(),
    shows: ".turn-mark",
  },
  { name: "evaluation loading", session: never("/evaluation"), shows: ".evaluation .quiet" },
  ...(["running", "not_graded", "too_old", "unavailable"] as const).map((reason) => ({
    name: `evaluation ${reason}`,
    session: judged({ verdict: "ungraded", reason, metrics: [] }),
    shows: ".evaluation-reason",
  })),
  { name: "no evaluation", session: judged({ verdict: "none", metrics: [] }), shows: ".evaluation-reason" },
  { name: "evaluation failed", session: answering("/evaluation", unavailable), shows: ".evaluation .strip" },
  {
    name: "evaluation rejected",
    session: answering("/evaluation", { failure: problem("upstream_key_rejected") }),
    shows: ".evaluation .strip",
  },
  voted("vote.waiting"),
  voted("vote.undone"),
  voted("vote.sending", new Promise(() => {})),
  voted("vote.sent", { body: undefined }),
  voted("vote.failed", unavailable),
  voted("vote.refused", { failure: problem("upstream_key_rejected") }),
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
  ...[true, false].map((takes) => ({
    name: `a turn ${takes ? "" : "not "}copied`,
    instead: clipboard(takes),
    first: ".turn .copy",
    act: (element: TestCall) => find(element, ".turn .copy").click(),
    shows: ".turn",
    says: takes ? "copied" : "notCopied",
  })),
  {
    name: "new turns",
    session: (session) => {
      session.calls = [call(0, { status: "active", endedAt: null })];
    },
    first: ".turn",
    act: async (element, session) => {
      find(element, ".details").scrollTop = 100;
      await frame();
      await frame();
      session.turns = [
        ...session.turns,
        ...[90, 91].map((n) => turn({ id: `1:${n}`, stage: 1, text: null })),
      ];
    },
    shows: ".pill",
    says: "newTurns.other",
  },
  {
    name: "playing",
    first: ".play",
    act: (element) => find(element, ".play").click(),
    shows: ".controls",
    says: "pause",
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
    act: (element) => element.pane?.view?.player.toggleMute(),
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
