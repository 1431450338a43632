import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle } from "../../test/wait.ts";
import type { Session } from "./session.ts";

function held(session: Session) {
  let release = () => {};
  const hold = new Promise<void>((resolve) => {
    release = resolve;
  });
  const control = new AbortController();
  const answer = session.request("/v1/calls/1/hangup", {
    method: "POST",
    hold,
    signal: control.signal,
    parse: () => true,
  });
  return { answer, release, abort: () => control.abort() };
}

const hangUps = ({ broker }: PageStandIn) => broker.asked.filter(({ path }) => path.endsWith("/hangup"));

describe("Session.request() that is held", () => {
  it("signs at once, and sends before the task ends in which it is let go", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const { release } = held(session);
    await settle();
    equal(hangUps(page).length, 0);
    const { subtle } = crypto;
    const { sign } = subtle;
    // A page that is left cannot sign any more.
    subtle.sign = () => new Promise(() => {});
    try {
      // A task of its own, as a page's last: only what follows from promises runs before the next.
      setTimeout(release);
      await new Promise((resolve) => setTimeout(resolve));
      await Promise.resolve();
      equal(hangUps(page).length, 1);
    } finally {
      subtle.sign = sign;
    }
    const [sent] = hangUps(page);
    assert(sent);
    equal([sent.init.keepalive, sent.headers.get("DPoP")?.split(".").length], [true, 3]);
  });

  it("is sent for the viewer of then after a sign-out", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const authorization = page.broker.lists[0]?.headers.get("Authorization");
    const { release } = held(session);
    await settle();
    await session.signOut();
    release();
    await settle();
    equal(
      hangUps(page).map(({ headers }) => headers.get("Authorization")),
      [authorization],
    );
    equal(page.broker.mints.length, 1, "mints");
  });

  it("is not sent once it is aborted", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    const { answer, release, abort } = held(session);
    await settle();
    abort();
    release();
    equal(await answer, { ok: false, dropped: true });
    equal(hangUps(page).length, 0);
  });
});
