import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

type Copy = typeof import("./index.ts");

/** Loads the session layer as one script, like a second `<script type="module">` would. */
function copy(name: string): Promise<Copy> {
  const url = `/copies/${name}/session.js`;
  return import(url);
}

const REGISTRY = Symbol.for("keyhole.sessions.1");

describe("openSession()", () => {
  it("mints once for five elements and two scripts", async () => {
    const [first, second] = await Promise.all([copy("first"), copy("second")]);
    assert(first.openSession !== second.openSession, "The copies are the same module.");
    const page = new PageStandIn();
    const sessions = [first, second, first, second, first].map(({ openSession }) =>
      openSession(page.options(), page.deps),
    );
    equal(new Set(sessions).size, 1, "number of sessions");
    const answers = await Promise.all(sessions.map((session) => list(session)));
    equal(answers.filter(({ ok }) => ok).length, 5, "answers");
    equal(page.broker.mints.length, 1, "mints");
    equal(page.broker.lists.length, 5, "lists");
  });

  it("stores sessions under the symbol of the registry", async () => {
    const page = new PageStandIn();
    page.open();
    assert(REGISTRY in globalThis);
  });

  it("has no effect when imported", async () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const { contentWindow: inside, contentDocument: inner } = frame;
    assert(inside && inner);
    const script = Object.assign(inner.createElement("script"), { type: "module" });
    script.textContent = `
      const before = Reflect.ownKeys(window).length;
      await import("${location.origin}/copies/quiet/session.js");
      parent.postMessage({ added: Reflect.ownKeys(window).length - before }, "*");`;
    const message = new Promise<MessageEvent>((resolve) =>
      addEventListener("message", resolve, { once: true }),
    );
    inner.body.append(script);
    equal((await message).data, { added: 0 });
    assert(!(REGISTRY in inside));
    frame.remove();
  });

  it("keeps what a visitor has signed in with when an element opens the session again", () => {
    const page = new PageStandIn();
    const session = page.open();
    const signedIn = { kind: "function", get: async () => "sealed" } as const;
    session.assertion = signedIn;
    equal(page.open().assertion, signedIn);
  });

  it("shares a session by broker, site and assertion source", () => {
    const page = new PageStandIn();
    const get = async () => null;
    const visitor = page.open();
    const member = page.openMember();
    const called = page.open({ kind: "function", get });
    equal(page.open() === visitor, true);
    equal(page.openMember() === member, true);
    equal(page.open({ kind: "function", get }) === called, true);
    const distinct = [
      visitor,
      member,
      called,
      page.open({ kind: "url", url: "/assertion?for=other" }),
      new PageStandIn().open(),
    ];
    equal(new Set(distinct).size, 5, "number of sessions");
  });

  it("keeps the session for a function that is new at every render, and asks the newest", async () => {
    const page = new PageStandIn();
    const asked: number[] = [];
    const render = (count: number) =>
      page.open({
        kind: "function",
        get: (request) => {
          asked.push(count);
          return page.host.get(request);
        },
      });
    const session = render(0);
    session.subscribe(() => {});
    equal(await listed(session), ["rows of anna"]);
    for (let count = 1; count <= 80; count++) equal(render(count) === session, true);
    await settle();
    equal([page.broker.mints.length, asked], [1, [0]], "mints, and who was asked");
    await page.time.advance(240_000);
    await until(() => page.broker.mints.length === 2, "it is renewed");
    equal([asked, session.epoch], [[0, 80], 0]);
  });

  it("compares assertion URLs after resolving them", () => {
    const page = new PageStandIn();
    const relative = page.open({ kind: "url", url: "assertion" });
    equal(relative === page.open({ kind: "url", url: "https://host.example/calls/assertion" }), true);
  });
});

describe("the access token", () => {
  it("is in no property, message or storage", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const seen: string[] = [];
    session.subscribe(() => seen.push(JSON.stringify(session.state)));
    await listed(session);
    await session.thumbprint();
    const [token = ""] = page.broker.tokens.keys();
    assert(token.startsWith("token-1"));
    const shared = (globalThis as Record<symbol, unknown>)[REGISTRY] as { named: Map<string, object> };
    const held = [...shared.named].flatMap(([name, value]) => [name, ...textsOf(value)]);
    const stored = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ];
    for (const text of [...seen, ...held, ...stored]) {
      assert(!text.includes(token), `The token is in ${text}`);
    }
    assert(seen.length >= 2 && held.length >= 5);
  });

  it("is minted with the first request", async () => {
    const page = new PageStandIn();
    const session = page.open();
    session.subscribe(() => {});
    await settle();
    equal(session.state, { status: "idle" });
    equal(page.broker.asked.length, 0, "requests");
  });
});

/** Every text that can be reached from the value through its properties. */
function textsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object" || seen.has(value)) return [String(value)];
  seen.add(value);
  return Reflect.ownKeys(value).flatMap((key) => textsOf((value as Record<PropertyKey, unknown>)[key], seen));
}
