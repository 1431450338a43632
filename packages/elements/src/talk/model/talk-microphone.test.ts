import { assert, equal } from "../../../test/assert.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { TalkPage } from "../../../test/talk-page.ts";
import { settled } from "../../../test/wait.ts";

let page: TalkPage;
beforeEach(async () => {
  page = await new TalkPage().open();
});
afterEach(() => page.close());

const refuse = (name: string) => () => Promise.reject(new DOMException("x", name));

/** Runs with another value of a global, or of a property of the document. */
async function replacing(target: object, name: string, value: unknown, work: () => Promise<unknown>) {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true });
  try {
    await work();
  } finally {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  }
}

describe("TalkStore.start() without a microphone", () => {
  for (const [name, kind] of [
    ["NotAllowedError", "microphone-denied"],
    ["SecurityError", "microphone-denied"],
    ["NotFoundError", "microphone-missing"],
    ["NotReadableError", "microphone-busy"],
    ["AbortError", "microphone-busy"],
  ] as const) {
    it(`says ${kind} on ${name}, makes no call, and tries again`, async () => {
      const { answer } = page.microphones;
      page.microphones.answer = refuse(name);
      await page.press();
      equal(page.phase, { at: "failed", failure: { kind } });
      equal([page.session.starts.length, page.store.state.callId], [0, null]);
      page.microphones.answer = answer;
      page.store.retry();
      await settled();
      equal(page.phase.at, "joining");
    });
  }

  it("says microphone-ignored after a minute, and closes the stream that comes later", async () => {
    let allow = (_stream: MediaStream) => {};
    page.microphones.answer = () =>
      new Promise((resolve) => {
        allow = resolve;
      });
    await page.press();
    await page.clock.pass(59_999);
    equal(page.phase.at, "microphone");
    await page.clock.pass(1);
    equal(page.phase, { at: "failed", failure: { kind: "microphone-ignored" } });
    allow(page.microphones.stream());
    await settled();
    assert(page.microphones.areClosed);
    equal(page.session.starts.length, 0);
  });

  it("says microphone-policy where the page's policy forbids it, without asking", async () => {
    const policy = { allowsFeature: () => false };
    await replacing(document, "permissionsPolicy", policy, () => page.press());
    equal(page.phase, { at: "failed", failure: { kind: "microphone-policy" } });
    equal(page.microphones.asked.length, 0);
  });

  it("says webrtc-missing in a browser without it", async () => {
    await replacing(globalThis, "RTCPeerConnection", undefined, () => page.press());
    equal(page.phase, { at: "failed", failure: { kind: "webrtc-missing" } });
  });

  it("says insecure-context", async () => {
    await replacing(globalThis, "isSecureContext", false, () => page.press());
    equal(page.phase, { at: "failed", failure: { kind: "insecure-context" } });
  });

  it("takes another one where the chosen one is gone", async () => {
    page.store.chooseMicrophone("gone");
    page.microphones.answer = () => {
      if (page.microphones.asked.length === 1) throw new DOMException("x", "OverconstrainedError");
      return page.microphones.stream();
    };
    await page.press();
    equal([page.microphones.asked, page.phase.at], [[{ exact: "gone" }, undefined], "joining"]);
  });

  it("takes the question back when the viewer cancels", async () => {
    let allow = (_stream: MediaStream) => {};
    page.microphones.answer = () =>
      new Promise((resolve) => {
        allow = resolve;
      });
    await page.press();
    page.store.hangUp();
    equal(page.phase, { at: "idle" });
    allow(page.microphones.stream());
    await settled();
    equal([page.microphones.areClosed, page.session.starts.length, page.phase.at], [true, 0, "idle"]);
  });
});
