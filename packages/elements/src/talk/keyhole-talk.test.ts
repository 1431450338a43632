import { assert, equal } from "../../test/assert.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { CONSENT, FakeTalk, OPTIONS, OTHER_AGENT, said } from "../../test/fake-talk.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  mount,
  mountTalk,
  shown,
  type TestTalk,
  unmountAll,
  until,
} from "../../test/mount.ts";

const button = (element: TestTalk, words: string) =>
  findAll(element, "button").find(
    ({ textContent, ariaLabel }) => (ariaLabel ?? textContent)?.trim() === words,
  );
const click = (element: TestTalk, words: string) => {
  const found = button(element, words);
  assert(found, `There is no button “${words}”, only: ${shown(element)}`);
  found.click();
};
const shows = (element: TestTalk, words: string) =>
  until(() => shown(element).includes(words), `“${words}” is shown`);

/** An element whose button is there. */
async function ready(store: FakeTalk, options?: Parameters<typeof mountTalk>[1]): Promise<TestTalk> {
  const element = mountTalk(store, options);
  await until(() => findAll(element, ".start, .bubble").length > 0, "the button is there");
  return element;
}

/** An element whose button was pressed. */
async function pressed(store: FakeTalk, options?: Parameters<typeof mountTalk>[1]): Promise<TestTalk> {
  const element = await ready(store, options);
  find(element, ".start, .bubble").focus();
  click(element, "Start a call");
  await until(() => findAll(element, ".panel").length > 0, "the panel is there");
  return element;
}

/** An element in a call. */
async function talking(store: FakeTalk, options?: Parameters<typeof mountTalk>[1]): Promise<TestTalk> {
  const element = await pressed(store, options);
  await until(() => store.requests.length > 0, "it starts");
  store.talk();
  await until(() => findAll(element, ".hang-up").length > 0, "the call is there");
  return element;
}

describe("<keyhole-talk>", () => {
  afterEach(unmountAll);

  it("sends no request and opens no store before the press", async () => {
    const store = new FakeTalk();
    const given = new FakeSession();
    await ready(store, { properties: { given } });
    equal([store.asked, given.asked.length], [[], 0]);
  });

  it("starts at once where there is nothing to choose and nothing to agree to", async () => {
    const store = new FakeTalk();
    const element = await pressed(store, {
      properties: { variables: { name: "Ada" }, metadata: { campaign: "x" } },
    });
    await shows(element, "Allow the microphone");
    equal(store.requests, [
      {
        agentId: "agent-1",
        variables: { name: "Ada" },
        metadata: { campaign: "x" },
        consent: false,
        turnstile: null,
      },
    ]);
    equal(focused(element)?.textContent?.trim(), "Cancel");
  });

  it("makes the AudioContext in the click, and closes it where the viewer is asked first", async () => {
    const { AudioContext: own } = globalThis;
    const states: AudioContext[] = [];
    globalThis.AudioContext = class extends own {
      constructor() {
        super();
        states.push(this);
      }
    };
    try {
      const element = await ready(new FakeTalk({ options: { ...OPTIONS, consent: CONSENT } }));
      click(element, "Start a call");
      equal(states.length, 1);
      await shows(element, CONSENT.text);
      await until(() => states[0]?.state === "closed", "the context is closed");
    } finally {
      globalThis.AudioContext = own;
    }
  });

  it("asks for an agent and for consent, whose text is no markup", async () => {
    const store = new FakeTalk({
      options: { ...OPTIONS, agents: [...OPTIONS.agents, OTHER_AGENT], consent: CONSENT },
    });
    const element = await pressed(store);
    await shows(element, CONSENT.text);
    equal(store.requests, []);
    equal(focused(element)?.textContent?.trim(), "I agree, start");
    const select = find(element, "select") as HTMLSelectElement;
    select.value = OTHER_AGENT.id;
    select.dispatchEvent(new Event("change"));
    await until(() => !button(element, "Write instead"), "that agent does not write");
    click(element, "I agree, start");
    equal(store.requests, [{ agentId: "agent-2", consent: true, turnstile: null }]);
  });

  it("offers to write where the agent does", async () => {
    const store = new FakeTalk({ options: { ...OPTIONS, consent: CONSENT } });
    const element = await pressed(store);
    await shows(element, "Write instead");
    click(element, "Write instead");
    equal(store.requests[0]?.medium, "text");
  });

  it("says that there is nobody to talk to, for an agent that is not allowed", async () => {
    const store = new FakeTalk();
    const element = await pressed(store, { attributes: { site: "acme", agent: "another" } });
    await shows(element, "Nobody to talk to");
    equal(store.requests, []);
  });

  it("shows a refusal, and asks again", async () => {
    const store = new FakeTalk({
      loading: "failed",
      options: null,
      failure: problem("upstream_unavailable"),
    });
    const element = await pressed(store);
    await shows(element, "Calls cannot be started right now");
    store.answer = { loading: "ready", options: OPTIONS, failure: null };
    click(element, "Try again");
    await shows(element, "Allow the microphone");
  });

  it("goes back to the button when the viewer cancels", async () => {
    const store = new FakeTalk();
    const element = await pressed(store);
    await shows(element, "Allow the microphone");
    click(element, "Cancel");
    await until(() => findAll(element, ".start").length > 0, "the button is there");
    equal(focused(element), find(element, ".start"));
  });

  it("counts the wait in line down", async () => {
    const store = new FakeTalk();
    const element = await pressed(store);
    store.set({ phase: { at: "waiting", retryAtMs: Date.now() + 20_000 } });
    await shows(element, "All lines are busy");
    assert(/in (20|19) sec/.test(shown(element)), shown(element));
  });

  it("shows who says what, and announces only turns that have ended", async () => {
    const store = new FakeTalk();
    const element = await talking(store);
    store.set({ turns: [said(0), said(1, { text: "<i>Hello</i>", isFinal: false })] });
    await shows(element, "<i>Hello</i>");
    equal(find(element, "[role=log]").textContent?.includes("Hello"), false);
    equal(find(element, "[role=log]").textContent?.includes("Words 0"), true);
    store.set({ turns: [said(0), said(1, { text: "Hello there" })] });
    await until(() => find(element, "[role=log]").textContent?.includes("Hello there"), "it is in the log");
  });

  it("follows the newest words until the reader scrolls away", async () => {
    const store = new FakeTalk();
    const element = await talking(store);
    const many = Array.from({ length: 30 }, (_, id) => said(id));
    store.set({ turns: many });
    const box = find(element, ".turns");
    const left = () => box.scrollHeight - box.clientHeight - box.scrollTop;
    await until(() => box.scrollTop > 0 && left() < 2, "the end is in sight");
    box.scrollTop = 0;
    await until(() => button(element, "Newest words"), "there is a way back");
    store.set({ turns: [...many, said(30)] });
    await shows(element, "Words 30");
    equal(box.scrollTop, 0);
    click(element, "Newest words");
    await until(() => left() < 2, "the end is in sight again");
  });

  it("mutes, writes, chooses devices and hangs up", async () => {
    const store = new FakeTalk();
    const element = await talking(store);
    click(element, "Mute me");
    await until(() => button(element, "Mute me")?.ariaPressed === "true", "it is pressed");
    equal(store.state.isMicMuted, true);
    click(element, "Write");
    await until(() => findAll(element, ".message").length > 0, "there is a field");
    const field = find(element, ".message > input") as HTMLInputElement;
    field.value = " Friday ";
    click(element, "Send");
    equal([store.asked.at(-1), field.value], ["text Friday", ""]);
    store.takesText = false;
    field.value = "Saturday";
    click(element, "Send");
    await shows(element, "The message was not sent");
    equal(field.value, "Saturday");
    store.set({ microphones: ["a", "b"].map((id) => ({ id, label: "" })) });
    await shows(element, "Device 2");
    const select = find(element, ".devices select") as HTMLSelectElement;
    select.value = "b";
    select.dispatchEvent(new Event("change"));
    equal(store.state.microphoneId, "b");
    find(element, ".hang-up").focus();
    click(element, "Hang up");
    await shows(element, "You hung up.");
    equal(focused(element), find(element, ".notice"));
  });

  it("keeps the transcript after a call, and starts again", async () => {
    const store = new FakeTalk();
    const element = await talking(store);
    store.set({ turns: [said(0)] });
    store.set({ phase: { at: "ended", reason: "time-limit" } });
    await shows(element, "The call reached its time limit.");
    assert(shown(element).includes("Words 0"), "the transcript");
    click(element, "Start again");
    equal(store.requests.length, 2);
  });

  it("offers to show the call where a list with the same session is there", async () => {
    const given = new FakeSession();
    given.state = { status: "ready", scopes: ["calls:start", "calls:read"] };
    const store = new FakeTalk();
    const element = await talking(store, { properties: { given } });
    store.set({ phase: { at: "ended", reason: "hung-up" } });
    await shows(element, "Call ended");
    equal(button(element, "Show this call"), undefined);
    mount(given);
    element.requestUpdate();
    await until(() => button(element, "Show this call"), "there is a button");
    const asked: string[] = [];
    element.addEventListener("keyhole-open-request", ({ callId }) => asked.push(callId));
    click(element, "Show this call");
    equal(asked, ["call-1"]);
  });

  it("says what failed, what to do, and that writing needs no microphone", async () => {
    const store = new FakeTalk();
    const element = await pressed(store);
    store.set({ phase: { at: "failed", failure: { kind: "microphone-denied" } } });
    await shows(element, "The microphone is blocked");
    equal(focused(element), find(element, ".notice"));
    click(element, "Try again");
    equal(store.asked.at(-1), "retry");
    click(element, "Write instead");
    equal(store.requests.at(-1)?.medium, "text");
    store.set({
      phase: { at: "failed", failure: { kind: "csp-connect", directive: "connect-src wss://x" } },
    });
    await shows(element, "connect-src wss://x");
  });

  it("asks for consent anew where the broker wants another version", async () => {
    const store = new FakeTalk();
    const element = await pressed(store);
    store.set({ phase: { at: "failed", failure: { kind: "broker", failure: problem("consent_required") } } });
    await shows(element, "The terms have changed");
    store.answer = { loading: "ready", options: { ...OPTIONS, consent: CONSENT } };
    click(element, "Try again");
    await shows(element, CONSENT.text);
    equal(store.requests.length, 1);
  });

  it("folds a floating call away by Escape, and does not hang up", async () => {
    const store = new FakeTalk();
    const element = await talking(store, { attributes: { site: "acme", layout: "floating" } });
    const key = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    find(element, ".hang-up").focus();
    find(element, ".hang-up").dispatchEvent(key);
    await until(() => findAll(element, ".bubble").length > 0, "it is folded away");
    equal(
      [key.defaultPrevented, store.state.phase.at, focused(element)],
      [true, "live", find(element, ".bubble")],
    );
    assert(/Listening · \d:\d\d left/.test(shown(element)), shown(element));
    find(element, ".bubble").click();
    await until(() => findAll(element, ".hang-up").length > 0, "it is there again");
  });

  it("leaves Escape to the page during a call in its place", async () => {
    const element = await talking(new FakeTalk());
    const key = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    find(element, ".hang-up").dispatchEvent(key);
    equal(key.defaultPrevented, false);
    equal(findAll(element, ".hang-up").length, 1);
  });

  it("hands tools on, before and after the store is there", async () => {
    const store = new FakeTalk();
    const element = await ready(store);
    element.registerTool("first", () => "one");
    await element.start();
    element.registerTool("second", () => "two");
    element.registerTool("first");
    equal(
      [...store.tools].map(([name, tool]) => [name, tool !== null]),
      [
        ["first", false],
        ["second", true],
      ],
    );
  });

  it("ends with the element", async () => {
    const store = new FakeTalk();
    const element = await talking(store);
    element.remove();
    equal(store.asked.at(-1), "detach");
  });

  it("says so when its files are out of reach", async () => {
    const element = mountTalk(new FakeTalk(), { properties: { laterFails: true } });
    await shows(element, "Part of this element was not loaded");
    element.laterFails = false;
    click(element, "Try again");
    await until(() => findAll(element, ".start").length > 0, "the button is there");
  });
});
