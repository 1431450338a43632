import { render } from "lit";
import { assert, equal } from "../../test/assert.ts";
import { english } from "../../test/english.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../test/mocha.ts";
import { settled, until } from "../../test/wait.ts";
import { noticeOf } from "./notices.ts";
import { statusOf } from "./sign-in.ts";

const BROKER = "https://broker.example/voice";
const CONTEXT = { site: "acme", broker: BROKER, origin: location.origin, locale: "de-AT" };
const REQUIRED = problem("sign_in_required");

/** A window that the page has opened: a frame, whose window can be closed and sends messages as one does. */
let frame: HTMLIFrameElement;
/** Addresses that were opened, with name and features. */
let opened: string[][];
let isBlocked: boolean;
const realOpen = globalThis.open;

beforeEach(() => {
  frame = document.createElement("iframe");
  document.body.append(frame);
  opened = [];
  isBlocked = false;
  globalThis.open = (...parts) => {
    opened.push(parts.map(String));
    return isBlocked ? null : frame.contentWindow;
  };
});
afterEach(() => {
  globalThis.open = realOpen;
  frame.remove();
});

class Host {
  readonly text = english;
  readonly session = new FakeSession() as FakeSession & { assertion?: unknown };
  readonly said: string[] = [];
  updates = 0;
  say(message: string): void {
    this.said.push(message);
  }
  requestUpdate(): void {
    this.updates += 1;
  }
  notice(trouble = REQUIRED) {
    return noticeOf(this as never, trouble, CONTEXT);
  }
  /** Clicks the button of the notice, as it is now. */
  async click(trouble = REQUIRED): Promise<void> {
    const box = document.createElement("div");
    render(this.notice(trouble).more, box);
    box.querySelector<HTMLElement>(".button")?.click();
    await until(() => statusOf(this as never), "the click had an effect");
    await settled();
  }
  get held() {
    return this.session.assertion as { get(asked: { jkt: string }): Promise<string | null> } | undefined;
  }
}

/** Sends what the broker's window would post, with changes. */
function post(changes: Record<string, unknown> = {}, from: Partial<MessageEventInit> = {}): void {
  const { searchParams } = new URL(opened.at(-1)?.[0] ?? "");
  const data = { keyhole: "sign-in", state: searchParams.get("state"), assertion: "sealed", ...changes };
  const origin = new URL(BROKER).origin;
  dispatchEvent(new MessageEvent("message", { data, origin, source: frame.contentWindow, ...from }));
}

describe("the notice of sign_in_required", () => {
  it("opens the broker's window with the page's origin and key, and no secret", async () => {
    const host = new Host();
    await host.click();
    const [[address = "", name] = []] = opened;
    const { origin, pathname, searchParams } = new URL(address);
    equal([`${origin}${pathname}`, name], [`${BROKER}/v1/sign-in`, "_blank"]);
    const { state, ...others } = Object.fromEntries(searchParams);
    assert(/^[0-9a-f]{32}$/.test(state ?? ""), state);
    equal(others, { site: "acme", origin: location.origin, jkt: "thumbprint", lang: "de-AT" });
    equal(host.notice().text, "Continue in the window that has opened.");
  });

  it("has another state for each window", async () => {
    const host = new Host();
    await host.click();
    await host.click();
    const states = opened.map(([address = ""]) => new URL(address).searchParams.get("state"));
    equal(new Set(states).size, 2);
  });

  it("signs the session in with what the window posts, for the page's key alone", async () => {
    const host = new Host();
    await host.click();
    post();
    equal(host.session.signIns, 1);
    equal(await host.held?.get({ jkt: "thumbprint" }), "sealed");
    equal(await host.held?.get({ jkt: "another" }), null);
  });

  it("forgets the assertion when the page is left, as whoever comes back may be another", async () => {
    const host = new Host();
    await host.click();
    post();
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    equal(await host.held?.get({ jkt: "thumbprint" }), null);
  });

  const strange: [string, () => void][] = [
    ["another window", () => post({}, { source: window })],
    ["no window", () => post({}, { source: null })],
    ["another origin", () => post({}, { origin: "https://evil.example" })],
    [
      "an origin that only begins like the broker's",
      () => post({}, { origin: "https://broker.example.evil.example" }),
    ],
    ["another state", () => post({ state: "0".repeat(32) })],
    ["another protocol", () => post({ keyhole: "other" })],
  ];
  for (const [what, send] of strange) {
    it(`ignores a message with ${what}`, async () => {
      const host = new Host();
      await host.click();
      send();
      equal([host.session.signIns, host.held, statusOf(host as never)], [0, undefined, "waiting"]);
      dispatchEvent(
        new MessageEvent("message", {
          data: null,
          source: frame.contentWindow,
          origin: new URL(BROKER).origin,
        }),
      );
      post();
      equal(host.session.signIns, 1);
    });
  }

  it("takes one message of a window, and none of a window before", async () => {
    const host = new Host();
    await host.click();
    const [first] = opened;
    const state = new URL(first?.[0] ?? "").searchParams.get("state");
    await host.click();
    post({ state });
    equal(host.session.signIns, 0);
    post();
    post({ assertion: "another" });
    equal([host.session.signIns, await host.held?.get({ jkt: "thumbprint" })], [1, "sealed"]);
  });

  for (const [error, words] of [
    ["refused", "cancelled or refused"],
    ["stale", "took too long"],
    ["setup", "not set up correctly"],
    ["unavailable", "does not answer"],
    ["constructor", "does not answer"],
    [undefined, "does not answer"],
  ] as const) {
    it(`says how it ended when the window posts the error ${error}`, async () => {
      const host = new Host();
      await host.click();
      post({ assertion: undefined, error });
      assert(host.notice().text.includes(words), host.notice().text);
      assert(host.said.at(-1)?.includes(words));
      equal(host.session.signIns, 0);
    });
  }

  it("says that the browser blocked the window", async () => {
    const host = new Host();
    isBlocked = true;
    await host.click();
    assert(host.notice().text.includes("Allow pop-ups"), host.notice().text);
  });

  it("says that the window was closed", async () => {
    const host = new Host();
    await host.click();
    frame.remove();
    await until(() => statusOf(host as never) === "closed", "the window is known to be closed");
    assert(host.notice().text.includes("was closed"), host.notice().text);
  });

  it("says that the sign-in has expired once the broker refuses the assertion, or the page has forgotten it", async () => {
    const host = new Host();
    await host.click();
    post();
    for (const trouble of [problem("assertion_expired"), problem("assertion_invalid"), REQUIRED])
      equal(host.notice(trouble).text, "Your sign-in has expired. Sign in again.");
    const left = noticeOf(host as never, { kind: "not-signed-in" }, CONTEXT);
    equal([left.title, left.button], ["Sign in to see the calls", undefined]);
  });

  it("leaves the words for members of a host as they are", () => {
    const { title } = new Host().notice(problem("assertion_expired"));
    equal(title, "Your sign-in was not accepted");
  });
});
