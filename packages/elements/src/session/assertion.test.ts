import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { assertion } from "../../test/session/answers.ts";
import { text } from "../../test/session/host-stand-in.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

const failed = (reason: string, status?: number) => ({
  kind: "assertion",
  reason,
  ...(status ? { status } : {}),
});

describe("addAssertion() with an assertion URL", () => {
  it("requests it with cookies and thumbprint, without cache and redirects", async () => {
    const page = new PageStandIn();
    const session = page.open({ kind: "url", url: "../vouch?team=1" });
    equal(await listed(session), ["rows of anna"]);
    const [asked] = page.host.asked;
    assert(asked);
    equal(asked.url.href, `https://host.example/vouch?team=1&jkt=${await session.thumbprint()}`);
    const { credentials, cache, redirect, method } = asked.init;
    equal([credentials, cache, redirect, method], ["same-origin", "no-store", "manual", undefined]);
  });

  it("accepts white space around the assertion", async () => {
    const page = new PageStandIn();
    page.host.replies.push(() => text(`\n${page.host.vouch()}\n`));
    equal(await listed(page.openMember()), ["rows of anna"]);
  });

  for (const type of [
    "text/html; charset=UTF-8",
    "application/jwt",
    "application/json",
    "application/octet-stream",
    "",
  ]) {
    it(`may answer with an assertion as ${type || "no type"}`, async () => {
      const page = new PageStandIn();
      page.host.replies.push(() => text(`${page.host.vouch()}`, 200, type));
      equal(await listed(page.openMember()), ["rows of anna"]);
    });
  }

  it("may answer with an assertion that the broker has sealed, whose header says whose it is", async () => {
    const page = new PageStandIn();
    const sealed = assertion({ sub: "anna" }).replace(/^[^.]+\.([^.]+)\..*$/, "$1..aXY.dGV4dA.dGFn");
    page.host.replies.push(() => text(sealed));
    await list(page.openMember());
    equal(page.broker.mints[0]?.form.get("subject_token"), sealed);
  });

  it("may answer with an assertion in quotes, as JSON", async () => {
    const page = new PageStandIn();
    page.host.replies.push(() => text(`"${page.host.vouch()}"\n`, 200, "application/json"));
    equal(await listed(page.openMember()), ["rows of anna"]);
  });

  for (const [what, seen] of [
    ["a redirect", { type: "opaqueredirect", status: 0 }],
    ["a redirect that a wrapper of fetch has followed", { redirected: true, status: 200 }],
  ] as const) {
    it(`reports ${what} as not signed in`, async () => {
      const page = new PageStandIn();
      page.host.replies.push(() => {
        const response = text("<!doctype html><form></form>", 200, "text/html");
        for (const [name, value] of Object.entries(seen)) Object.defineProperty(response, name, { value });
        return response;
      });
      equal(await listed(page.openMember()), { kind: "not-signed-in" });
    });
  }

  for (const url of [
    "https://other.example/assertion",
    "//other.example/assertion",
    "http://host.example/assertion",
    "https://host.example:8443/assertion",
    "data:text/plain,a.b.c",
    "javascript:0",
    "https://",
  ]) {
    it(`rejects another origin without a request: ${url}`, async () => {
      const page = new PageStandIn();
      equal(await listed(page.open({ kind: "url", url })), failed("cross-origin"));
      equal([page.host.asked.length, page.broker.asked.length], [0, 0], "requests");
    });
  }

  it("rejects another origin that <base> leads to", async () => {
    const page = new PageStandIn();
    page.deps.page.baseUrl = () => "https://other.example/";
    equal(await listed(page.open({ kind: "url", url: "/assertion" })), failed("cross-origin"));
  });

  it("rejects every URL on a page with the origin null", async () => {
    const page = new PageStandIn();
    page.deps.page.origin = () => "null";
    equal(await listed(page.open({ kind: "url", url: "data:text/plain,a.b.c" })), failed("cross-origin"));
  });

  for (const status of [201, 204, 403, 404, 500, 503]) {
    it(`reports the status ${status}`, async () => {
      const page = new PageStandIn();
      page.host.replies.push(() => new Response(status === 204 ? null : "x", { status }));
      equal(await listed(page.openMember()), failed("status", status));
    });
  }

  for (const [what, reply] of [
    ["a page to sign in", () => text("<!doctype html><form></form>", 200, "text/html")],
    [
      "JSON around the assertion",
      () => text(`{"jwt":"${assertion({ sub: "anna" })}"}`, 200, "application/json"),
    ],
    ["an empty text", () => text(" ")],
    ["a text that is no JWT", () => text("signed in")],
    ["a JWE", () => text("a.b.c.d.e")],
    ["a JWT whose payload is no JSON", () => text("e30.bm8.c2ln")],
    ["a JWT whose payload is null", () => text("e30.bnVsbA.c2ln")],
    ["a JWT whose payload is no base64url", () => text("e30.A.c2ln")],
    ["more than 16 kB", () => text(assertion({ sub: "anna", more: "x".repeat(16_384) }))],
  ] as const) {
    it(`rejects ${what}`, async () => {
      const page = new PageStandIn();
      page.host.replies.push(reply);
      const { status, ...failure } = (await listed(page.openMember())) as { status?: number };
      equal([failure, status ?? 200], [failed("content"), 200]);
      equal(page.broker.asked.length, 0, "requests");
    });
  }

  it("reports an unreachable URL as a network failure, and asks again next time", async () => {
    const page = new PageStandIn();
    page.host.replies.push(() => Promise.reject(new TypeError("Failed to fetch")));
    const session = page.openMember();
    equal(await listed(session), failed("network"));
    equal(await listed(session), ["rows of anna"]);
  });

  it("fails after 20 s without an answer", async () => {
    const page = new PageStandIn();
    page.host.replies.push(() => new Promise(() => {}));
    const answer = listed(page.openMember());
    await until(() => page.host.asked.length, "it is asked");
    await settle();
    await page.time.advance(20_000);
    equal(await answer, failed("network"));
  });

  it("keeps a valid token when the renewal's assertion fails", async () => {
    const page = new PageStandIn();
    const session = page.openMember();
    session.subscribe(() => {});
    await listed(session);
    page.host.replies.push(() => new Response("", { status: 500 }));
    await page.time.advance(240_000);
    equal([page.host.asked.length, session.state.status], [2, "ready"]);
    await page.time.advance(10_000);
    await until(() => page.broker.mints.length === 2, "it is renewed");
  });
});

describe("addAssertion() with an assertion function", () => {
  it("passes the thumbprint", async () => {
    const page = new PageStandIn();
    const session = page.open({ kind: "function", get: page.host.get });
    equal(await listed(session), ["rows of anna"]);
    equal(page.host.asked[0]?.url.searchParams.get("jkt"), await session.thumbprint());
  });

  it("reports null as not signed in", async () => {
    const page = new PageStandIn();
    equal(await listed(page.open({ kind: "function", get: async () => null })), { kind: "not-signed-in" });
  });

  it("reports a function that throws or rejects", async () => {
    const page = new PageStandIn();
    const reject = () => Promise.reject(new Error("of the host"));
    const throwing = () => {
      throw new Error("of the host");
    };
    equal(await listed(page.open({ kind: "function", get: reject })), failed("threw"));
    equal(await listed(page.open({ kind: "function", get: throwing })), failed("threw"));
  });

  it("rejects values that are no text or too long", async () => {
    const page = new PageStandIn();
    for (const value of [undefined, 7, {}, "", assertion({ sub: "x".repeat(16_384) })]) {
      const get = async () => value as string;
      equal(await listed(page.open({ kind: "function", get })), failed("content"));
    }
  });

  it("fails after 20 s without an answer", async () => {
    const page = new PageStandIn();
    let asked = false;
    const get = () => {
      asked = true;
      return new Promise<string>(() => {});
    };
    const answer = listed(page.open({ kind: "function", get }));
    await until(() => asked, "it is asked");
    await page.time.advance(20_000);
    equal(await answer, failed("threw"));
  });
});
