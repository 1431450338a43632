import type { ReactiveController } from "lit";
import { assert, equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { english } from "../../../test/english.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { settled } from "../../../test/wait.ts";
import type { Trouble } from "../../errors/trouble.ts";
import { CallsStore } from "../calls-store.ts";
import type { ListHost } from "../list-host.ts";
import type { NewCallsView } from "./new-calls-view.ts";
import { RefreshController } from "./refresh-controller.ts";

/** A controller with a host that updates at once. */
async function listed(session: FakeSession, refreshSeconds: number | null = null) {
  const controllers: ReactiveController[] = [];
  const said: string[] = [];
  const failures: string[] = [];
  const events: string[] = [];
  const arrived: number[] = [];
  const clock = new FakeClock();
  const page = { awake: true, offline: false, rendered: true, changed: () => {} };
  const host = Object.assign(new EventTarget(), {
    refreshSeconds,
    session,
    store: null as CallsStore | null,
    text: english,
    updateComplete: Promise.resolve(true),
    addController: (controller: ReactiveController) => void controllers.push(controller),
    requestUpdate() {
      for (const controller of controllers) controller.hostUpdate?.();
      for (const controller of controllers) controller.hostUpdated?.();
    },
    say: (words: string) => void said.push(words),
    async failed(failure: Trouble) {
      failures.push(failure.kind);
    },
  });
  host.addEventListener("keyhole-calls-load", ({ type }) => events.push(type));
  const store = new CallsStore(session);
  store.subscribe((state, previous) => {
    host.requestUpdate();
    const { failure } = state;
    if (failure && failure !== previous.failure) void host.failed(failure);
  });
  host.store = store;
  const newCalls = { arrived: (count: number) => void arrived.push(count), clear() {} };
  const control = new RefreshController(host as unknown as ListHost, {
    newCalls: newCalls as unknown as NewCallsView,
    renewed() {},
    deps: {
      clock,
      random: () => 0,
      page: {
        get awake() {
          return page.awake;
        },
        get offline() {
          return page.offline;
        },
        renders: () => page.rendered,
        listen(changed) {
          page.changed = changed;
          return () => {
            page.changed = () => {};
          };
        },
      },
    },
  });
  const wake = async (awake: boolean) => {
    page.awake = awake;
    page.changed();
    await settled();
  };
  store.open();
  control.start();
  await settled();
  const asked = () => session.asked.length;
  return { host, store, control, clock, page, wake, said, failures, events, arrived, asked };
}

describe("RefreshController", () => {
  it("polls every 15 seconds, and reports only news", async () => {
    const session = new FakeSession(calls(3));
    session.tags = true;
    const { clock, events, arrived, asked } = await listed(session);
    await clock.pass(14_999);
    equal(asked(), 1);
    await clock.pass(1);
    equal([asked(), events, arrived], [2, [], []]);
    session.calls = [call(-1), ...session.calls];
    await clock.pass(60_000);
    equal([asked(), events, arrived], [3, ["keyhole-calls-load"], [1]]);
  });

  it("uses the interval of the page, and a new one after a change", async () => {
    const { host, clock } = await listed(new FakeSession(calls(3)), 40);
    equal(clock.nextMs, 40_000);
    host.refreshSeconds = 0;
    host.requestUpdate();
    equal(clock.nextMs, null);
    host.refreshSeconds = 20;
    host.requestUpdate();
    equal(clock.nextMs, 20_000);
  });

  it("stops while hidden or offline, and polls at once when back", async () => {
    const { clock, wake, asked } = await listed(new FakeSession(calls(3)));
    await wake(false);
    equal(clock.nextMs, null);
    await clock.pass(600_000);
    equal(asked(), 1);
    await wake(true);
    equal(asked(), 2);
    await wake(false);
    await wake(true);
    equal([asked(), clock.nextMs !== null], [2, true], "not again at once");
  });

  it("says that the page is offline, and takes it back with the first poll", async () => {
    const session = new FakeSession(calls(3));
    const { store, page, wake, failures, asked } = await listed(session);
    session.reply = () => ({ failure: { kind: "network" } });
    page.offline = true;
    await wake(false);
    equal([asked(), failures, store.state.failed, store.state.calls.length], [2, ["network"], "refresh", 3]);
    session.reply = () => undefined;
    page.offline = false;
    await wake(true);
    equal([asked(), store.state.failure], [3, null]);
  });

  it("asks nothing when the page goes offline where nothing is polled", async () => {
    const { page, wake, asked } = await listed(new FakeSession(calls(3)), 0);
    page.offline = true;
    await wake(false);
    equal(asked(), 1);
  });

  it("skips polls while not rendered, and resumes at the next interval", async () => {
    const { clock, control, page, asked } = await listed(new FakeSession(calls(3)));
    for (let poll = 0; poll < 8; poll += 1) await clock.pass(clock.nextMs ?? 0);
    equal([asked(), clock.nextMs], [9, 60_000]);
    page.rendered = false;
    await clock.pass(60_000);
    equal([asked(), clock.nextMs], [9, 15_000]);
    await clock.pass(15_000);
    await control.byHand();
    equal(asked(), 10, "by hand it does");
    page.rendered = true;
    await clock.pass(clock.nextMs ?? 0);
    equal(asked(), 11);
  });

  it("stops on removal and on sign-out", async () => {
    const session = new FakeSession(calls(3));
    const { clock, control, store, asked } = await listed(session);
    control.stop();
    equal(clock.nextMs, null);
    control.start();
    assert(clock.nextMs);
    await session.signOut();
    equal([clock.nextMs, store.state.phase, asked()], [null, "signed-out", 1]);
  });

  it("polls at once when the session recovers", async () => {
    const session = new FakeSession(calls(3));
    const { clock, asked } = await listed(session);
    session.change({ status: "failed", failure: { kind: "network" } });
    session.reply = () => ({ failure: { kind: "network" } });
    await clock.pass(15_000);
    await clock.pass(5_000);
    equal(asked(), 2);
    session.reply = () => undefined;
    session.change({ status: "ready", scopes: ["calls:read"] });
    await settled();
    equal(asked(), 3);
  });

  it("reports a repeated failure once, and clears it on success", async () => {
    const session = new FakeSession(calls(3));
    const { clock, store, failures, asked } = await listed(session);
    session.reply = () => ({ failure: problem("upstream_unavailable") });
    for (const seconds of [15, 8, 8, 8, 8, 8]) {
      equal(clock.nextMs, seconds * 1000);
      await clock.pass(seconds * 1000);
    }
    equal([asked(), failures, store.state.failure?.kind], [7, ["problem"], "problem"]);
    equal([store.state.phase, store.state.calls.length], ["ready", 3]);
    session.reply = () => undefined;
    await clock.pass(8_000);
    equal([store.state.failure, failures.length], [null, 1]);
  });

  it("reports a failure again after a refresh by hand", async () => {
    const session = new FakeSession(calls(3));
    const { clock, control, store, failures, said } = await listed(session);
    session.reply = () => ({ failure: problem("upstream_unavailable") });
    await clock.pass(15_000);
    await control.byHand();
    equal(failures.length, 2);
    session.reply = () => undefined;
    await control.byHand();
    equal([store.state.failure, said], [null, ["No new calls"]]);
  });

  it("announces the result of a refresh by hand", async () => {
    const session = new FakeSession(calls(3));
    const { control, said, asked } = await listed(session);
    await control.byHand();
    session.calls = [call(-2), call(-1), ...session.calls];
    await control.byHand();
    session.calls = [call(-3), ...session.calls];
    await control.byHand();
    equal([asked(), said], [4, ["No new calls", "2 new calls", "1 new call"]]);
  });

  it("is busy during a refresh by hand, and asks once for many presses", async () => {
    const session = new FakeSession(calls(3));
    const { control, asked } = await listed(session);
    let give: (reply: Reply) => void = () => {};
    session.reply = () =>
      new Promise<Reply>((resolve) => {
        give = resolve;
      });
    const button = () => control.view.element.querySelector("button");
    button()?.click();
    button()?.click();
    await settled();
    equal([asked(), button()?.ariaBusy], [2, "true"]);
    give({ body: { items: calls(3), next: null } });
    await settled();
    equal([asked(), button()?.ariaBusy], [2, "false"]);
  });

  it("waits for a loading page before a refresh by hand", async () => {
    const session = new FakeSession(calls(120));
    const { store, control, said, asked } = await listed(session);
    let give: (reply: Reply) => void = () => {};
    session.reply = (path) =>
      path.includes("cursor")
        ? new Promise<Reply>((resolve) => {
            give = resolve;
          })
        : undefined;
    void store.loadMore();
    await settled();
    const byHand = control.byHand();
    await settled();
    equal(asked(), 2);
    give({ body: { items: calls(100).slice(50), next: "100" } });
    await byHand;
    equal([asked(), store.state.calls.length, said], [3, 100, ["No new calls"]]);
  });

  it("stops waiting for a page when the list is closed", async () => {
    const session = new FakeSession(calls(120));
    const { store, control, asked } = await listed(session);
    session.reply = () => new Promise<Reply>(() => {});
    void store.loadMore();
    await settled();
    const byHand = control.byHand();
    store.close();
    await byHand;
    equal(asked(), 2);
  });

  it("returns to the base interval when the list is used", async () => {
    const { host, clock } = await listed(new FakeSession(calls(3)));
    for (let poll = 0; poll < 8; poll += 1) await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 60_000);
    host.dispatchEvent(new Event("keydown"));
    equal(clock.nextMs, 15_000);
  });

  it("reloads a failed list when the connection is back", async () => {
    const session = new FakeSession(calls(3));
    session.reply = () => ({ failure: { kind: "network" } });
    const { store, wake } = await listed(session);
    equal(store.state.phase, "failed");
    session.reply = () => undefined;
    await wake(false);
    equal(store.state.phase, "failed");
    await wake(true);
    equal(store.state.phase, "ready");
  });
});
