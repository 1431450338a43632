import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { mayRenew, renewInMs } from "./player-store.ts";

const expiresAt = "2026-11-20T12:10:00Z";

describe("renewal of tickets", () => {
  it("comes ahead of the expiry, and ends after a few", () => {
    const nowMs = Date.parse("2026-11-20T12:00:00Z");
    equal([renewInMs(expiresAt, nowMs), renewInMs(expiresAt, nowMs + 1e9)], [570_000, 0]);
    equal(
      [
        mayRenew([], nowMs),
        mayRenew([nowMs - 1, nowMs - 2, nowMs - 3], nowMs),
        mayRenew([0, 1, 2, nowMs], nowMs),
      ],
      [true, false, true],
    );
  });
});
