import { equal } from "../../../test/assert.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { VoteStore } from "./vote-store.ts";

/** A store, and the votes that its broker has got. */
function opened(reply: () => Reply | Promise<Reply> = () => ({ body: undefined })) {
  const session = new FakeSession();
  const clock = new FakeClock();
  const sent: unknown[] = [];
  const store = new VoteStore(session, "call 1", clock);
  session.reply = reply;
  const request = session.request.bind(session);
  session.request = (path, init) => {
    sent.push([init.method, path, JSON.parse(`${init.body}`)]);
    return request(path, init);
  };
  const phases = () => [...store.state.votes].map(([id, { vote, phase }]) => `${id} ${vote} ${phase}`);
  return { session, clock, store, sent, phases };
}

const POSTED = (metricId: number, vote: string) => [
  "POST",
  "/v1/calls/call%201/evaluation/votes",
  { metricId, vote },
];

describe("VoteStore", () => {
  it("sends a vote after eight seconds", async () => {
    const { clock, store, sent, phases } = opened();
    store.cast(35, "up");
    await clock.advance(7_999);
    equal([sent, phases()], [[], ["35 up waiting"]]);
    await clock.advance(1);
    equal([sent, phases()], [[POSTED(35, "up")], ["35 up sent"]]);
  });

  it("sends nothing for a vote that was undone", async () => {
    const { clock, store, sent, phases } = opened();
    store.cast(35, "up");
    await clock.advance(5_000);
    store.undo(35);
    await clock.advance(60_000);
    equal([sent, phases(), store.waits], [[], [], false]);
  });

  it("sends the last of several votes on a metric once, and those on others by themselves", async () => {
    const { clock, store, sent } = opened();
    store.cast(35, "up");
    store.cast(36, "up");
    await clock.advance(5_000);
    store.cast(35, "down");
    await clock.advance(60_000);
    equal(sent, [POSTED(36, "up"), POSTED(35, "down")]);
  });

  it("changes a vote that was sent, and goes back to it when the change is undone", async () => {
    const { clock, store, sent, phases } = opened();
    store.cast(35, "up");
    await clock.advance(8_000);
    store.cast(35, "down");
    store.undo(35);
    equal(phases(), ["35 up sent"]);
    store.cast(35, "up");
    await clock.advance(60_000);
    equal(sent.length, 1);
    store.cast(35, "down");
    await clock.advance(60_000);
    equal([sent.length, phases()], [2, ["35 down sent"]]);
  });

  it("sends at once what waits when the viewer leaves", () => {
    const { store, sent } = opened();
    store.cast(35, "up");
    store.cast(36, "down");
    store.flush();
    equal(sent, [POSTED(35, "up"), POSTED(36, "down")]);
    store.flush();
    equal(sent.length, 2);
  });

  it("sends what waits when it is closed, with no signal that stops it", () => {
    const { session, store, sent } = opened();
    store.cast(35, "up");
    store.close();
    equal([sent.length, session.asked[0]?.signal], [1, undefined]);
  });

  it("keeps a vote that failed, and sends it again when asked", async () => {
    let isDown = true;
    const { clock, store, sent, phases } = opened(() =>
      isDown ? { failure: problem("upstream_unavailable") } : { body: undefined },
    );
    store.cast(35, "up");
    await clock.advance(8_000);
    equal(phases(), ["35 up failed"]);
    isDown = false;
    store.retry(35);
    await clock.advance(0);
    equal([sent.length, phases()], [2, ["35 up sent"]]);
  });
});
