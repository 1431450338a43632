import { openSession } from "./open-session.ts";
import type { SessionOptions } from "./session.ts";
import { assert, rejects } from "./testing/assert.ts";
import { describe, it } from "./testing/mocha.ts";
import { PageStandIn } from "./testing/page-stand-in.ts";

const good: SessionOptions = { broker: "https://broker.example", site: "acme", assertion: null };

function message(changes: object): string {
  try {
    openSession({ ...good, ...changes });
  } catch (error) {
    assert(error instanceof TypeError);
    return error.message;
  }
  return "nothing was thrown";
}

describe("options that cannot work", () => {
  const wrong: [string, unknown][] = [
    ["broker", undefined],
    ["broker", ""],
    ["broker", "broker.example"],
    ["broker", "https://broker.example/path"],
    ["broker", "https://broker.example/?q"],
    ["broker", "https://user@broker.example"],
    ["broker", "ftp://broker.example"],
    ["broker", "data:text/plain,x"],
    ["site", undefined],
    ["site", ""],
    ["site", 7],
    ["assertion", undefined],
    ["assertion", "/assertion"],
    ["assertion", { kind: "url" }],
    ["assertion", { kind: "function", get: "x" }],
    ["assertion", { kind: "token", token: "x" }],
  ];

  for (const [name, value] of wrong) {
    it(`are a TypeError that names them: ${name} ${JSON.stringify(value)}`, () => {
      assert(message({ [name]: value }).startsWith(`${name}: wants `), message({ [name]: value }));
    });
  }

  it("are not quoted where they could be a secret", () => {
    const secret = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
    assert(!message({ assertion: secret }).includes(secret));
  });
});

describe("a path", () => {
  for (const path of ["//other.example/v1", "https://other.example/v1", "/\\other.example", "v1/calls", ""]) {
    it(`that could lead away from the broker is a TypeError, and nothing is sent: "${path}"`, async () => {
      const page = new PageStandIn();
      const error = await rejects(page.open().request(path, { parse: (body) => body }), /^path: wants /);
      assert(error instanceof TypeError);
      assert(page.broker.asked.length + page.host.asked.length === 0);
    });
  }
});
