import { assert, equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { settled } from "../../../test/wait.ts";
import type { Failure } from "../../session/index.ts";
import { ExportJob } from "./export-job.ts";

const path = (cursor: string | null) =>
  `/v1/calls?limit=50&agent=a${cursor === null ? "" : `&cursor=${cursor}`}`;

function run(session: FakeSession) {
  const clock = new FakeClock();
  const phases: string[] = [];
  const made = new ExportJob({ session, path, clock });
  made.subscribe(({ phase, count }) => void phases.push(`${phase} ${count}`));
  return { made, clock, phases };
}

describe("ExportJob", () => {
  it("asks for one page at a time, and reports its progress", async () => {
    const session = new FakeSession(calls(120));
    const { made, phases } = run(session);
    await made.run();
    equal(
      session.asked.map((asked) => asked.path),
      [path(null), path("50"), path("100")],
    );
    equal(phases, ["running 0", "running 50", "running 100", "done 120"]);
  });

  it("asks for nothing before what writes the file is there, and tries again", async () => {
    const session = new FakeSession(calls(3));
    const failure: Failure = { kind: "network" };
    const answers = [failure, null];
    const prepare = async () => answers.shift() ?? null;
    const made = new ExportJob({ session, path, clock: new FakeClock(), prepare });
    await made.run();
    equal([made.state.phase, made.state.failure, session.asked.length], ["failed", failure, 0]);
    await made.run();
    equal([made.state.phase, made.pages.count], ["done", 3]);
  });

  it("takes the total from the broker", async () => {
    const session = new FakeSession();
    session.reply = () => ({ body: { items: calls(2), next: null, total: 2 } });
    const { made } = run(session);
    await made.run();
    equal(made.state.total, 2);
  });

  it("skips empty pages, and ends when the cursor repeats", async () => {
    const session = new FakeSession();
    session.reply = (_path, asked) => ({
      body: asked < 9 ? { items: [], next: `${asked}` } : { items: [call(1)], next: "8" },
    });
    const { made } = run(session);
    await made.run();
    equal([made.state.phase, made.pages.count, session.asked.length], ["done", 1, 9]);
  });

  it("waits as long as the broker asks, and continues", async () => {
    const session = new FakeSession(calls(60));
    session.reply = (_path, asked) =>
      asked === 2 ? { failure: problem("rate_limited", { retryAfterSeconds: 20 }) } : undefined;
    const { made, clock, phases } = run(session);
    const gone = made.run();
    await settled();
    equal([phases.at(-1), clock.nextMs, session.asked.length], ["waiting 50", 20_000, 2]);
    await clock.pass(19_999);
    equal(session.asked.length, 2);
    await clock.pass(1);
    await gone;
    equal([made.state.phase, made.pages.count], ["done", 60]);
  });

  it("fails after five tries, or before a long wait", async () => {
    const session = new FakeSession();
    let wait = 1;
    session.reply = () => ({ failure: problem("rate_limited", { retryAfterSeconds: wait }) });
    const { made, clock } = run(session);
    const gone = made.run();
    for (let tries = 0; tries < 5; tries += 1) await clock.pass(1_000);
    await gone;
    equal([made.state.phase, session.asked.length], ["failed", 5]);
    wait = 3_600;
    await made.run();
    equal([made.state.phase, session.asked.length], ["failed", 6]);
  });

  it("stops at a failure, and resumes from that page", async () => {
    const session = new FakeSession(calls(120));
    session.reply = (_path, asked) => (asked === 2 ? { failure: { kind: "network" } } : undefined);
    const { made } = run(session);
    await made.run();
    equal([made.state.phase, made.state.failure?.kind, made.pages.count], ["failed", "network", 50]);
    await made.run();
    equal(
      [made.state.phase, made.state.failure, made.pages.count, session.asked[2]?.path],
      ["done", null, 120, path("50")],
    );
  });

  it("aborts its request or its wait when it is closed", async () => {
    const session = new FakeSession();
    session.reply = () => new Promise<Reply>(() => {});
    const { made } = run(session);
    void made.run();
    await settled();
    made.close();
    assert(session.asked[0]?.signal?.aborted);
    equal(made.state.phase, "stopped");

    const waiting = new FakeSession();
    waiting.reply = () => ({ failure: problem("rate_limited", { retryAfterSeconds: 60 }) });
    const other = run(waiting);
    const gone = other.made.run();
    await settled();
    other.made.close();
    await gone;
    equal([other.made.state.phase, other.clock.nextMs, waiting.asked.length], ["stopped", null, 1]);
  });

  it("stops when the session changes hands", async () => {
    const session = new FakeSession(calls(120));
    const { made } = run(session);
    session.reply = (_path, asked) => {
      if (asked === 2) session.epoch += 1;
      return undefined;
    };
    await made.run();
    equal([made.state.phase, made.pages.count], ["stopped", 50]);
  });
});
