import { assert, equal } from "../../test/assert.ts";
import { FakeClock } from "../../test/fake-clock.ts";
import { beforeEach, describe, it } from "../../test/mocha.ts";
import { settle } from "../../test/wait.ts";
import { ADMIN_IDLE_MS } from "../base/limits.ts";
import { AdminSession } from "./admin-session.ts";

const SECRET = "the-secret-of-an-owner-0123456789abcdef";
const STATE = { version: "1.0.0", upstreams: [], starts: null, siteStarts: [], caches: [], cekuraKeys: [] };

interface Asked {
  url: string;
  init: RequestInit;
}

let clock: FakeClock;
let asked: Asked[];
/** What the broker answers next. */
let answer: () => Response | Promise<Response>;
let session: AdminSession;

const problem = (status: number, code: string, more: object = {}) =>
  Response.json({ status, code, detail: "Because.", requestId: "r-1", ...more }, { status });

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  answer = () => Response.json(STATE);
  session = new AdminSession({
    base: "https://keyhole.acme.example/voice/",
    clock,
    fetch: async (url, init) => {
      asked.push({ url: String(url), init: init ?? {} });
      return answer();
    },
  });
});

describe("signing in", () => {
  it("sends the secret in one header, to the broker alone, and follows no redirect", async () => {
    await session.signIn(SECRET);
    equal(session.state.phase, "signed-in");
    equal(asked.length, 1);
    const [{ url, init } = { url: "", init: {} }] = asked;
    equal(url, "https://keyhole.acme.example/voice/v1/admin/state");
    equal(new Headers(init.headers).get("Authorization"), `Bearer ${SECRET}`);
    equal([init.redirect, init.cache, init.referrerPolicy], ["error", "no-store", "no-referrer"]);
  });

  it("keeps the secret out of every property", async () => {
    await session.signIn(SECRET);
    const seen = new Set<object>();
    const visit = (value: unknown, path: string): void => {
      assert(value !== SECRET, path);
      if (typeof value !== "object" || value === null || seen.has(value)) return;
      seen.add(value);
      for (const name of Reflect.ownKeys(value)) visit(Reflect.get(value, name), `${path}.${String(name)}`);
    };
    visit(session, "session");
  });

  for (const [what, given, kind] of [
    ["a wrong secret", () => problem(401, "token_invalid"), "wrong"],
    ["too many wrong secrets", () => problem(429, "rate_limited", { retryAfterSeconds: 30 }), "limited"],
    ["a Worker that cannot answer", () => problem(503, "upstream_unavailable"), "busy"],
    ["a broken connection", () => Promise.reject(new TypeError("Failed to fetch")), "network"],
    ["the page of a proxy", () => new Response("<p>Sign in</p>", { status: 200 }), "foreign"],
    ["an error of a proxy", () => new Response("Bad gateway", { status: 502 }), "foreign"],
    ["an answer that is no state", () => Response.json({ hello: "world" }), "foreign"],
    ["an address that is not listed", () => problem(400, "invalid_request"), "refused"],
  ] as const) {
    it(`tells ${what} apart, and stays signed out`, async () => {
      answer = given;
      await session.signIn(SECRET);
      equal([session.state.phase, session.state.failure?.kind], ["signed-out", kind]);
      const after = await session.client.ask(
        { path: "state", signal: new AbortController().signal },
        () => 1,
      );
      equal(after.ok, false);
      equal(asked.length, 1);
    });
  }

  it("says how long to wait after too many wrong secrets", async () => {
    answer = () => problem(429, "rate_limited", { retryAfterSeconds: 30 });
    await session.signIn(SECRET);
    equal(session.state.failure, { kind: "limited", waitMs: 30_000 });
  });

  it("asks nobody with what no header can carry", async () => {
    for (const secret of ["geheimnis-ä", "two words", "line\nbreak"]) await session.signIn(secret);
    equal([asked.length, session.state.failure?.kind], [0, "wrong"]);
  });

  it("drops an answer that arrives after the owner has left", async () => {
    let release = () => {};
    answer = () => new Promise((resolve) => (release = () => resolve(Response.json(STATE))));
    const signing = session.signIn(SECRET);
    session.signOut("left");
    release();
    await signing;
    await settle();
    equal(session.state.phase, "signed-out");
  });
});

describe("the secret is forgotten", () => {
  /** Whether a request still leaves. */
  async function isForgotten(): Promise<boolean> {
    const before = asked.length;
    await session.client.ask({ path: "state", signal: new AbortController().signal }, () => 1);
    return asked.length === before;
  }

  it("after 15 minutes without use, and not a moment before", async () => {
    await session.signIn(SECRET);
    await clock.advance(ADMIN_IDLE_MS - 1);
    equal([session.state.phase, await isForgotten()], ["signed-in", false]);
    await clock.advance(1);
    equal([session.state.phase, session.state.ended, await isForgotten()], ["signed-out", "idle", true]);
  });

  it("later where the owner uses the page, and requests alone are no use", async () => {
    await session.signIn(SECRET);
    await clock.advance(ADMIN_IDLE_MS - 1);
    session.use();
    await clock.advance(ADMIN_IDLE_MS - 1);
    equal([session.state.phase, await isForgotten()], ["signed-in", false]);
    await clock.advance(1);
    equal(session.state.phase, "signed-out");
  });

  it("at the first key after a machine has slept", async () => {
    await session.signIn(SECRET);
    clock.sleep(ADMIN_IDLE_MS);
    session.use();
    equal([session.state.phase, session.state.ended, await isForgotten()], ["signed-out", "idle", true]);
    // The next sign-in begins anew.
    await session.signIn(SECRET);
    session.use();
    equal(session.state.phase, "signed-in");
  });

  it("when the owner signs out", async () => {
    await session.signIn(SECRET);
    session.signOut("left");
    equal([session.state.first, await isForgotten()], [null, true]);
    equal(clock.timers.size, 0);
  });

  it("when the Worker no longer accepts it", async () => {
    await session.signIn(SECRET);
    answer = () => problem(401, "token_invalid");
    await session.client.ask({ path: "switches", signal: new AbortController().signal }, () => 1);
    equal(
      [session.state.phase, session.state.failure?.kind, await isForgotten()],
      ["signed-out", "wrong", true],
    );
  });
});
