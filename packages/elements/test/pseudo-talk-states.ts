import type { ProblemCode } from "@keyhole/contract";
import type { TalkEnd, TalkFailure, TalkPhase, TalkState } from "../src/talk/model/talk-state.ts";
import { problem } from "./fake-session.ts";
import { CONSENT, FakeTalk, live, OPTIONS, OTHER_AGENT, said } from "./fake-talk.ts";
import { find, findAll, mount, type TestTalk, until } from "./mount.ts";
import { instead, type State } from "./pseudo-look.ts";

/** A state of a talk, with the store that is in it. */
interface TalkLook extends State<TestTalk> {
  store?: () => FakeTalk;
}

const DEVICES = ["a", "b"].map((id) => ({ id, label: "" }));
const ENDS: readonly TalkEnd[] = [
  ...(["hung-up", "agent-hung-up", "time-limit", "connection-lost"] as const),
  ...(["removed", "signed-out", "hidden"] as const),
];
const KINDS = [
  ...(["microphone-denied", "microphone-missing", "microphone-busy", "microphone-ignored"] as const),
  ...(["microphone-policy", "insecure-context", "webrtc-missing", "join-refused", "join-timed-out"] as const),
  ...(["connection-lost", "client-failed"] as const),
];
const CODES: readonly ProblemCode[] = [
  ...(["consent_required", "challenge_required", "quota_exceeded", "conflict"] as const),
  ...(["scope_missing", "invalid_request", "upstream_unavailable"] as const),
];
const FAILURES: readonly TalkFailure[] = [
  ...KINDS.map((kind) => ({ kind })),
  ...(["csp-connect", "csp-worker"] as const).map((kind) => ({ kind, directive: "-" })),
  ...CODES.map((code) => ({ kind: "broker" as const, failure: problem(code, { retryAfterSeconds: 30 }) })),
];

async function press(element: TestTalk): Promise<void> {
  const button = ".start, .bubble";
  await until(() => findAll(element, button).length > 0, "the button is there");
  find(element, button).click();
  await until(() => findAll(element, ".panel").length > 0, "the panel is there");
}

/** What is shown once a call has come to a state. */
const talking = (name: string, change: Partial<TalkState>, given: Partial<TalkLook> = {}): TalkLook => ({
  name,
  shows: ".panel",
  ...given,
  act: async (element, session) => {
    await press(element);
    element.store.talk(change);
    await given.act?.(element, session);
  },
});
const phase = (name: string, phase: TalkPhase, given?: Partial<TalkLook>) => talking(name, { phase }, given);

async function fold(element: TestTalk): Promise<void> {
  await until(() => findAll(element, ".tool").length > 0, "it can be folded");
  find(element, ".tool").click();
  await until(() => findAll(element, ".bubble").length > 0, "it is folded");
}
const FLOATING = { site: "acme", layout: "floating" };

/** A challenge in place of Cloudflare's, which is not asked by a test. */
function challenge(fails: boolean): Pick<TalkLook, "store" | "act" | "instead"> {
  const render = (_box: HTMLElement, options: { "error-callback"(): void }) => {
    if (fails) options["error-callback"]();
    return "widget";
  };
  return {
    store: () => new FakeTalk({ options: { ...OPTIONS, turnstile: { siteKey: "1x" } } }),
    act: press,
    instead: () => instead(globalThis, "turnstile", { render, remove() {} }),
  };
}

/** All that a talk can show. */
export const TALK_STATES: TalkLook[] = [
  { name: "panel", attributes: { site: "acme", layout: "panel" }, shows: ".note" },
  {
    name: "choice",
    store: () =>
      new FakeTalk({ options: { ...OPTIONS, agents: [...OPTIONS.agents, OTHER_AGENT], consent: CONSENT } }),
    act: press,
    shows: ".consent",
  },
  { ...challenge(false), name: "challenge", shows: ".challenge .note" },
  { ...challenge(true), name: "challenge that fails", shows: ".challenge .button" },
  {
    name: "nobody",
    store: () => new FakeTalk({ options: { ...OPTIONS, agents: [] } }),
    act: press,
    shows: ".notice",
  },
  {
    name: "loading",
    store: () => new FakeTalk({ loading: "loading", options: null }),
    act: press,
    shows: ".progress",
  },
  phase("microphone", { at: "microphone" }),
  phase("starting", { at: "starting" }),
  phase("waiting", { at: "waiting", retryAtMs: Date.now() + 20_000 }),
  phase("joining", { at: "joining" }),
  phase("leaving", { at: "leaving" }),
  phase("nothing said", live({ agent: "idle" }), { shows: ".quiet", says: "talk.joined" }),
  talking("written", { medium: "text" }, { shows: ".message", says: "talk.joinedWriting" }),
  talking(
    "not sent",
    { medium: "text" },
    {
      act: async (element) => {
        await until(() => findAll(element, ".message").length > 0, "there is a field");
        element.store.takesText = false;
        (find(element, ".message > input") as HTMLInputElement).value = "1";
        find(element, ".message > .button").click();
      },
      shows: ".error",
    },
  ),
  talking("turns and devices", {
    turns: [said(0), said(1)],
    microphones: DEVICES,
    speakers: DEVICES,
  }),
  talking(
    "scrolled away",
    { turns: Array.from({ length: 30 }, (_, id) => said(id % 2, { id })) },
    {
      act: async (element) => {
        const box = () => find(element, ".turns");
        await until(() => findAll(element, ".turns").length > 0 && box().scrollTop > 0, "it is at the end");
        box().scrollTop = 0;
      },
      shows: ".newest",
    },
  ),
  ...(["thinking", "speaking"] as const).map((agent) => phase(agent, live({ agent }))),
  phase("reconnecting", live({ isReconnecting: true })),
  phase("ending", live({ startedMs: Date.now() - 60_000, endsMs: Date.now() + 9_500 }), {
    says: "talk.ending",
  }),
  talking("floating", {}, { attributes: FLOATING, shows: ".hang-up" }),
  talking("folded", {}, { attributes: FLOATING, act: fold, shows: ".bubble" }),
  talking(
    "failed while folded",
    {},
    {
      attributes: FLOATING,
      act: async (element) => {
        await fold(element);
        element.store.set({ phase: { at: "failed", failure: { kind: "connection-lost" } } });
      },
      shows: ".bubble",
    },
  ),
  talking(
    "ended, beside a list",
    { phase: live() },
    {
      act: (element, session) => {
        mount(session, { attributes: { site: "acme", lang: "th" } });
        element.store.set({ phase: { at: "ended", reason: "hung-up" } });
      },
      shows: ".actions > :nth-child(2)",
    },
  ),
  ...ENDS.map((reason) =>
    phase(`ended: ${reason}`, { at: "ended", reason }, { shows: ".notice", widthsPx: [300] }),
  ),
  ...FAILURES.map((failure) =>
    phase(
      `failed: ${failure.kind === "broker" ? "problem" in failure.failure && failure.failure.problem.code : failure.kind}`,
      { at: "failed", failure },
      { shows: ".notice", widthsPx: [300] },
    ),
  ),
];
