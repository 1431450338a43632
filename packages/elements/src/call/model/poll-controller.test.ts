import { equal } from "../../../test/assert.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { describe, it } from "../../../test/mocha.ts";
import { settled } from "../../../test/wait.ts";
import { PollController, pollWaitMs } from "./poll-controller.ts";

describe("PollController", () => {
  it("polls less often while nothing is new, and not while paused", async () => {
    equal(
      [pollWaitMs(2_000, false), pollWaitMs(25_000, false), pollWaitMs(25_000, true)],
      [3_000, 30_000, 2_000],
    );
    const clock = new FakeClock();
    let [asked, news, goesOn] = [0, false, true];
    const poll = new PollController(
      clock,
      async () => {
        asked += 1;
        return news;
      },
      () => goesOn,
    );
    poll.arm();
    const waits: (number | null)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      waits.push(clock.nextMs);
      await clock.pass(clock.nextMs ?? 0);
    }
    equal([waits, asked], [[2_000, 3_000, 4_500], 3]);
    news = true;
    await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 2_000);
    poll.pause(true);
    equal(clock.nextMs, null);
    poll.pause(false);
    await settled();
    equal(asked, 5);
    goesOn = false;
    await clock.pass(60_000);
    equal([asked, clock.nextMs], [6, null]);
  });

  it("keeps its waits short while it fails", async () => {
    const clock = new FakeClock();
    let isFailing = true;
    const poll = new PollController(
      clock,
      async () => false,
      () => true,
      () => isFailing,
    );
    poll.arm();
    for (let turn = 0; turn < 10; turn += 1) await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 8_000);
    isFailing = false;
    for (let turn = 0; turn < 10; turn += 1) await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 30_000);
    poll.close();
  });
});
