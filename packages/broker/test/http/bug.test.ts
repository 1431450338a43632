import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

/** Stands in the messages of errors: it may hold anything, a secret too. */
const TEXT = "what-an-error-says";

/** A page whose token was minted before a binding of its broker broke. */
async function pageWithBroken(binding: string, error: () => unknown) {
  const sound = testBroker();
  const broken = testBroker({
    env: {
      [binding]: {
        getByName() {
          throw error();
        },
      },
    },
    fetch: new FakeUpstream([]).fetch,
  });
  const before = await TestPage.enter(sound, await signAssertion({ role: "admin" }));
  const page = await TestPage.open(broken, before.keys);
  page.useToken(before.token);
  return { page, broken };
}

class NamedError extends Error {
  override readonly name = "NamedError";
}

const ERRORS: [string, () => Error, string][] = [
  ["an Error", () => new Error(TEXT), "Error"],
  ["a TypeError", () => new TypeError(TEXT), "TypeError"],
  ["an error of its own kind", () => new NamedError(TEXT), "NamedError"],
  ["an error with a cause", () => new Error(TEXT, { cause: new Error(TEXT) }), "Error"],
  ["a message of several lines", () => new Error(`${TEXT}\n${TEXT}\n  at ${TEXT}`), "Error"],
  ["a message that looks like a stack", () => new Error(`oh\n    at ${TEXT} (${TEXT}.ts:1:1)`), "Error"],
  [
    "a message that was changed",
    () => Object.assign(new Error(`oh\n    at ${TEXT} (${TEXT}.ts:1:1)`), { message: "another" }),
    "Error",
  ],
  ["an error without a stack", () => Object.assign(new Error(TEXT), { stack: undefined }), "Error"],
];

describe.each(["VIEWERS", "SITES"] as const)("where the binding %s throws", (binding) => {
  it.each(ERRORS)(
    "answers 500 internal to %s, and reveals nothing of its message",
    async (_, error, name) => {
      const { page, broken } = await pageWithBroken(binding, error);
      const answer = await page.get("/v1/calls");
      expect(JSON.stringify([...answer.headers])).not.toContain(TEXT);
      expect(await answer.clone().text()).not.toContain(TEXT);
      const { requestId } = await expectProblem(answer, "internal");

      expect(broken.log).toEqual([
        { level: "error", event: "internal", requestId, detail: expect.any(String) },
      ]);
      expect(JSON.stringify(broken.log)).not.toContain(TEXT);
      expect(broken.log[0]?.detail?.split("\n")[0]).toBe(name);
    },
  );
});

describe("where the upstream's budget", () => {
  it("throws: the viewer may retry, and reads nothing of the message", async () => {
    const { page, broken } = await pageWithBroken("UPSTREAMS", () => new Error(TEXT));
    const answer = await page.get("/v1/calls");
    expect(await answer.clone().text()).not.toContain(TEXT);
    await expectProblem(answer, "upstream_unavailable");
    expect(JSON.stringify(broken.log)).not.toContain(TEXT);
  });

  it.each(["/v1/calls", "/v1/agents", "/v1/calls/cccccccc-0000-4000-8000-000000000001"])(
    "is not bound: GET %s is not_configured, the log names the binding, and no upstream is asked",
    async (path) => {
      const upstream = new FakeUpstream([]);
      const broker = testBroker({ env: { UPSTREAMS: undefined }, fetch: upstream.fetch });
      const page = await TestPage.enter(broker, await signAssertion({ role: "admin" }));
      const { detail } = await expectProblem(await page.get(path), "not_configured");
      expect(detail).toContain("UPSTREAMS");
      expect(broker.log).toEqual([expect.objectContaining({ event: "not_configured", detail })]);
      expect(upstream.requests).toEqual([]);
    },
  );
});

it("the log tells where in the code a bug happened", async () => {
  const { page, broken } = await pageWithBroken("SITES", () => new Error(TEXT));
  await page.get("/v1/calls");
  expect(broken.log[0]?.detail).toMatch(/\n {4}at .*getByName/);
  expect(broken.log[0]?.detail).toMatch(/admission|object-state/);
});

it("a bug at the token endpoint is server_error (RFC 6749 section 5.2)", async () => {
  const { page } = await pageWithBroken("SITES", () => new Error(TEXT));
  const answer = await page.askAsVisitor();
  expect(await answer.clone().text()).not.toContain(TEXT);
  await expectProblem(answer, "internal", { place: "token endpoint" });
});

it("a page of any origin may read that a bug happened", async () => {
  const { page } = await pageWithBroken("SITES", () => new Error(TEXT));
  const answer = await page.get("/v1/calls");
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
});
