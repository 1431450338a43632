import { assert, equal } from "../../test/assert.ts";
import { mountedCall, recordedSession, ticket } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { FakeSession, FULL, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { announced, find, findAll, frame, mountCall, shown, unmountAll, until } from "../../test/mount.ts";
import { turn, turns } from "../../test/turns.ts";
import { wavUrl } from "../../test/wav.ts";

const live = (said = turns(6)) => {
  const session = recordedSession(said);
  session.calls = [
    call(0, {
      status: "active",
      endedAt: null,
      durationMs: null,
      endReason: null,
      title: null,
      summary: null,
    }),
  ];
  return session;
};

describe("<keyhole-call> states", () => {
  afterEach(unmountAll);

  it("shows agent, status, times, duration, end reason and metadata", async () => {
    const element = await mountedCall(recordedSession());
    for (const words of [
      "Call number 0",
      "Front desk",
      "Ended",
      "6 sec",
      "The caller hung up",
      "Phone",
      "tenant",
      "north",
      "call-0",
    ])
      assert(shown(element).includes(words), words);
    equal(find(element, ".details").getAttribute("aria-labelledby"), find(element, "h2").id);
  });

  it("does not overflow a narrow container", async () => {
    // An hour has the longest times; as few bytes as a browser plays are enough for it.
    const hourMs = 3_600_000;
    const session = recordedSession(turns(6, 600_000));
    session.calls = [call(0, { durationMs: hourMs })];
    session.ticket = ticket(wavUrl([], hourMs, { sampleRate: 3_000, bits: 8 }));
    for (const widthPx of [300, 360, 400, 500]) {
      const element = await mountedCall(session, { widthPx });
      await until(() => findAll(element, ".controls").length === 1, "the recording is there");
      await until(() => find(element, ".controls").textContent?.includes("1:00:00"), "its times are there");
      const right = find(element, ".details").getBoundingClientRect().right;
      for (const one of findAll(element, ".details *")) {
        if (!one.checkVisibility() || one.closest("canvas, .unseen")) continue;
        assert(one.getBoundingClientRect().right <= right + 0.5, `${one.className} at ${widthPx} px`);
      }
      unmountAll();
    }
  });

  it("shows a skeleton while it loads", async () => {
    const session = new FakeSession([call(0)]);
    session.reply = () => new Promise<Reply>(() => {});
    const element = mountCall(session);
    await until(() => findAll(element, ".details .skeleton").length === 1, "it is there");
    assert(shown(element).includes("Loading call"));
  });

  it("shows a notice and dispatches an error when the call does not exist", async () => {
    const errors: unknown[] = [];
    const element = mountCall(new FakeSession());
    element.addEventListener("keyhole-error", ({ kind, code, requestId }) =>
      errors.push([kind, code, requestId]),
    );
    await until(() => shown(element).includes("Call not found"), "it is said");
    equal([errors, findAll(element, ".button").length], [[["problem", "not_found", "req-1"]], 0]);
  });

  it("shows what failed, and retries", async () => {
    const session = new FakeSession([call(0)]);
    session.reply = (_path, asked) =>
      asked === 1 ? { failure: problem("upstream_unavailable") } : undefined;
    const element = mountCall(session);
    await until(() => shown(element).includes("The calls are unavailable"), "it is said");
    find(element, ".button").click();
    await until(() => findAll(element, "dl").length === 1, "it is there");
  });

  it("requests nothing without a call or a site, or with a key in an attribute", async () => {
    for (const [attributes, words] of [
      [{ site: "acme" }, "No call set"],
      [{ "call-id": "call-0" }, "No site set"],
      [{ site: "acme", "call-id": "call-0", "api-key": "x" }, "API keys do not belong in a page"],
    ] as const) {
      const session = new FakeSession([call(0)]);
      const element = mountCall(session, { attributes });
      await until(() => shown(element).includes(words), words);
      equal(session.asked.length, 0);
    }
  });

  it("shows another call when the attribute changes, and drops late answers of the first", async () => {
    const session = new FakeSession([call(0), call(1)]);
    let late: (reply: Reply) => void = () => {};
    session.reply = (path) =>
      path.endsWith("call-0") ? new Promise<Reply>((resolve) => (late = resolve)) : undefined;
    const element = mountCall(session);
    await until(() => session.asked.length === 1, "it is asked for");
    element.setAttribute("call-id", "call-1");
    await until(() => shown(element).includes("Call number 1"), "the second is there");
    late({ body: call(0) });
    await frame();
    assert(!shown(element).includes("Call number 0"));
    equal(session.asked[0]?.signal?.aborted, true);
  });

  it("escapes the id in the path", async () => {
    const session = new FakeSession([call(0, { id: "a/../b?c#d" })]);
    session.state = FULL;
    const element = mountCall(session, { attributes: { site: "acme", "call-id": "a/../b?c#d" } });
    await until(() => shown(element).includes("Nothing was said"), "it is there");
    for (const { path } of session.asked) assert(path.startsWith("/v1/calls/a%2F..%2Fb%3Fc%23d"), path);
  });

  it("drops the call at sign-out and when the viewer changes", async () => {
    const session = recordedSession();
    const element = await mountedCall(session);
    await element.signOut();
    await until(() => shown(element).includes("You are signed out"), "it is said");
    equal(findAll(element, ".turn, dl").length, 0);
    find(element, ".button").click();
    session.state = FULL;
    await until(() => findAll(element, ".turn").length > 0, "it is back");
    const asked = session.asked.length;
    session.change(FULL, session.epoch + 1);
    await until(
      () => session.asked.length > asked && findAll(element, ".turn").length > 0,
      "it is asked for anew",
    );
  });

  it("keeps the scopes of a token while it is renewed", async () => {
    const session = recordedSession();
    const element = await mountedCall(session);
    await until(() => findAll(element, ".controls").length === 1, "the recording is there");
    session.change({ status: "connecting" });
    element.pane?.view?.refresh();
    await frame();
    equal(findAll(element, ".controls").length, 1);
  });

  it("releases its session when it leaves the page, and resumes when it returns", async () => {
    const session = recordedSession();
    const element = await mountedCall(session);
    equal(session.listeners, 1);
    const { parentElement } = element;
    element.remove();
    equal(session.listeners, 0);
    parentElement?.append(element);
    await until(() => findAll(element, ".turn").length > 0 && session.listeners === 1, "it is back");
  });

  it("offers a retry when the call view cannot be loaded", async () => {
    const element = mountCall(recordedSession(), { properties: { laterFails: true } });
    await until(() => shown(element).includes("Part of this element was not loaded"), "it is said");
    element.laterFails = false;
    find(element, ".button").click();
    await until(() => findAll(element, ".turn").length > 0, "it is there");
  });

  it("dispatches an event with the details", async () => {
    const told: string[] = [];
    document.body.addEventListener("keyhole-call-load", ({ call: detail }) => told.push(detail.id), {
      once: true,
    });
    await mountedCall(recordedSession());
    equal(told, ["call-0"]);
  });

  it("requests events when they are unfolded, by severity", async () => {
    const session = recordedSession();
    session.events = [
      { atMs: 1_000, severity: "info", type: "began", text: "It began." },
      { atMs: null, severity: "error", type: "broke", text: "It broke." },
    ];
    const element = await mountedCall(session);
    const events = () =>
      session.asked.filter(({ path }) => path.includes("/events")).map(({ path }) => path.split("?")[1]);
    equal(events(), []);
    find(element, ".events > summary").click();
    await until(() => findAll(element, ".event").length === 2, "they are there");
    equal(
      findAll(element, ".event").map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim()),
      ["0:01 Info began It began.", "Error broke It broke."],
    );
    const select = find(element, ".severity select") as HTMLSelectElement;
    session.events = [];
    select.value = "error";
    select.dispatchEvent(new Event("change"));
    await until(() => shown(element).includes("No events at this level."), "there are none");
    equal(events(), ["severity=info&limit=50", "severity=error&limit=50"]);
    session.reply = (path) =>
      path.includes("/events") ? { failure: problem("upstream_unavailable") } : undefined;
    select.value = "debug";
    select.dispatchEvent(new Event("change"));
    await until(() => shown(element).includes("The events could not be loaded"), "it is said");
    session.reply = () => undefined;
    session.events = [{ atMs: 0, severity: "debug", type: "detail", text: "" }];
    find(element, ".events .button").click();
    await until(() => findAll(element, ".event").length === 1, "they are there");
  });

  it("adds turns of a call in progress without moving the reader, and announces them rarely", async () => {
    const session = live(turns(60));
    const element = await mountedCall(session, { widthPx: 500 });
    assert(shown(element).includes("Live") && shown(element).includes("In progress"));
    await until(() => find(element, ".turn").ariaSetSize === "60", "all are there");
    const details = find(element, ".details");
    details.scrollTop = 700;
    await frame();
    await frame();
    const { scrollTop } = details;
    session.turns = [
      ...turns(60),
      turn({ id: "0:60", text: "New one." }),
      turn({ id: "0:61", text: "Another." }),
    ];
    await until(() => findAll(element, ".pill").length === 1, "it is told");
    equal([find(element, ".pill").textContent?.trim(), details.scrollTop], ["2 new turns", scrollTop]);
    await until(() => announced(element) === "2 new turns", "it is announced");
    find(element, ".pill").click();
    await until(() => findAll(element, ".pill").length === 0, "it is over");
    assert(details.scrollHeight - details.scrollTop - details.clientHeight < 3, "it is at the end");
    // A reader at the end stays there.
    session.turns = [...session.turns, turn({ id: "0:62", text: "The last." })];
    await until(() => shown(element).includes("The last."), "it is there");
    await frame();
    await frame();
    assert(details.scrollHeight - details.scrollTop - details.clientHeight < 3, "it is still at the end");
    equal(findAll(element, ".pill").length, 0);
  });

  it("follows a call from waiting to its end, and then shows its recording", async () => {
    const session = live([]);
    const element = mountCall(session);
    await until(() => shown(element).includes("Nothing has been said yet"), "it waits");
    session.turns = turns(2, 1_000);
    session.calls = [call(0)];
    await until(
      () => shown(element).includes("Ended") && findAll(element, ".turn").length === 2,
      "it has ended",
    );
    await until(() => findAll(element, ".controls").length === 1, "the recording is there");
    assert(!shown(element).includes("Live"));
  });

  it("says that a call was deleted while it was open", async () => {
    const session = live();
    const element = await mountedCall(session);
    session.calls = [];
    await until(() => shown(element).includes("This call is no longer available"), "it is said");
    equal(findAll(element, ".turn, .player, .status").length, 0);
  });
});
