import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { until } from "../../test/wait.ts";

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe("Session with parallel requests", () => {
  it("mints once for requests that start together", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const answers = await Promise.all(times(10, () => list(session)));
    assert(answers.every(({ ok }) => ok));
    equal(page.broker.mints.length, 1, "mints");
  });

  it("asks the host once", async () => {
    const page = new PageStandIn();
    const session = page.openMember();
    await Promise.all(times(10, () => list(session)));
    equal([page.host.asked.length, page.broker.mints.length], [1, 1], "assertions and mints");
  });

  it("renews once for requests that are refused together", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.tokens.clear();
    const answers = await Promise.all(times(10, () => list(session)));
    assert(answers.every(({ ok }) => ok));
    equal(page.broker.mints.length, 2, "mints");
  });

  it("does not renew again after a late refusal", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.tokens.clear();
    const release = page.broker.hold("/v1/calls");
    const late = listed(session);
    await until(() => page.broker.lists.length === 2, "it is asked");
    assert(Array.isArray(await listed(session)));
    release();
    assert(Array.isArray(await late));
    equal(page.broker.mints.length, 2, "mints");
  });

  it("mints once when a listener sends a request", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const answers: Promise<unknown>[] = [];
    session.subscribe(() => answers.push(listed(session)));
    await listed(session);
    await Promise.all(answers);
    equal(answers.length, 2, "answers asked for by the listener");
    equal(page.broker.mints.length, 1, "mints");
  });

  it("shares a failure with waiting requests, and does not cache it", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", problem("origin_not_allowed"));
    const failures = (await Promise.all(times(3, () => listed(session)))) as {
      problem: { code: string };
    }[];
    equal(
      failures.map((failure) => failure.problem.code),
      times(3, () => "origin_not_allowed"),
    );
    equal(page.broker.mints.length, 1, "mints");
    equal(session.state.status, "failed");
    assert(Array.isArray(await listed(session)));
    equal([page.broker.mints.length, session.state.status], [2, "ready"]);
  });

  it("tries again after a failure with signIn()", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", () => Promise.reject(new TypeError("Failed to fetch")));
    equal(await listed(session), { kind: "network" });
    session.signIn();
    equal(session.state.status, "connecting");
    assert(Array.isArray(await listed(session)));
    equal(page.broker.mints.length, 2, "mints");
  });
});

describe("Session.subscribe()", () => {
  it("notifies all listeners when one throws", async () => {
    const page = new PageStandIn();
    const session = page.open();
    // The runner takes an error that is reported for a failure of the page.
    const reported: unknown[] = [];
    const own = globalThis.reportError;
    globalThis.reportError = (error) => reported.push(error);
    let heard = 0;
    const unsubscribe = session.subscribe(() => {
      throw new Error("of a listener");
    });
    session.subscribe(() => heard++);
    await listed(session);
    // Other tests of this page let all its sessions hear that it is left.
    unsubscribe();
    globalThis.reportError = own;
    equal([heard, reported.length], [2, 2]);
  });
});
