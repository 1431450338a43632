import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { configError, configWith } from "../support/expect-config-error.ts";
import { testEnv } from "../support/test-config.ts";

const LOCAL = { ULTRAVOX_BASE_URL: "http://127.0.0.1:9/api" };

const WRONG: [string, unknown, string][] = [
  ["missing", undefined, "publicUrls"],
  ["a text", "https://keyhole.acme.workers.dev", "publicUrls"],
  ["empty", [], "publicUrls"],
  ["with a number", [7], "publicUrls[0]"],
  ["with no URL", ["keyhole.acme.workers.dev"], "publicUrls[0]"],
  ["with a path of dots", ["https://acme.example/voice/../keyhole"], "publicUrls[0]"],
  ["with a hidden folder as path", ["https://acme.example/.voice"], "publicUrls[0]"],
  ["with an encoded path", ["https://acme.example/v%6fice"], "publicUrls[0]"],
  ["with a path in another script", ["https://acme.example/صوت"], "publicUrls[0]"],
  ["with an empty segment", ["https://acme.example/voice//two"], "publicUrls[0]"],
  ["with two slashes at the end", ["https://acme.example/voice//"], "publicUrls[0]"],
  ["with a wildcard in the path", ["https://acme.example/*"], "publicUrls[0]"],
  ["with a path and a query", ["https://acme.example/voice?a"], "publicUrls[0]"],
  ["with a path and an empty query", ["https://acme.example/voice?"], "publicUrls[0]"],
  ["with a path and a fragment", ["https://acme.example/voice#"], "publicUrls[0]"],
  ["with a query", ["https://keyhole.acme.workers.dev/?a"], "publicUrls[0]"],
  ["with a fragment", ["https://keyhole.acme.workers.dev/#a"], "publicUrls[0]"],
  ["with credentials", ["https://user@keyhole.acme.workers.dev"], "publicUrls[0]"],
  ["in capitals", ["https://Keyhole.acme.workers.dev"], "publicUrls[0]"],
  ["with a wildcard", ["https://*.acme.workers.dev"], "publicUrls[0]"],
  ["in the clear", ["http://keyhole.acme.workers.dev"], "publicUrls[0]"],
  ["in the clear in the local network", ["http://192.168.1.20:8787"], "publicUrls[0]"],
  ["in the clear below localhost", ["http://localhost.acme.example"], "publicUrls[0]"],
  ["of another scheme", ["ws://keyhole.acme.workers.dev"], "publicUrls[0]"],
  ["of no origin", ["data:text/html,hello"], "publicUrls[0]"],
  ["wrong in second place", ["https://keyhole.acme.workers.dev", "http://other.example"], "publicUrls[1]"],
];

describe("publicUrls", () => {
  it.each(WRONG)("%s are refused", (_, publicUrls, setting) => {
    configError(
      setting,
      configWith(() => ({ publicUrls })),
    );
  });

  it("name the missing setting", () => {
    const message = configError(
      "publicUrls[0]",
      configWith((env) => ({ publicUrls: [env.MY_PUBLIC_URL] })),
    );
    expect(message).toContain("MY_PUBLIC_URL");
  });

  it.each([
    ["the real upstream", {}],
    ["a simulated one", LOCAL],
  ])("may be local in front of %s", (_, env) => {
    const urls = ["http://127.0.0.1:8787", "http://localhost:8787/", "http://[::1]:8787"];
    const local = configWith(() => ({ publicUrls: urls }));
    expect(checkConfig(local, testEnv(env)).publicUrls).toEqual(urls.map((url) => url.replace(/\/$/, "")));
  });

  it("need https where they are not local, in development too", () => {
    configError(
      "publicUrls[0]",
      configWith(() => ({ publicUrls: ["http://keyhole.acme.workers.dev"] })),
      LOCAL,
    );
  });

  it("may have a path, with or without a trailing slash", () => {
    const publicUrls = ["https://acme.example/voice", "https://acme.example/voice/v2.0_a~b/"];
    expect(
      checkConfig(
        configWith(() => ({ publicUrls })),
        testEnv(),
      ).publicUrls,
    ).toEqual(["https://acme.example/voice", "https://acme.example/voice/v2.0_a~b"]);
  });

  it("may be several, with or without a trailing slash", () => {
    const several = configWith(() => ({ publicUrls: ["https://a.example/", "https://b.example:8443"] }));
    expect(checkConfig(several, testEnv()).publicUrls).toEqual([
      "https://a.example",
      "https://b.example:8443",
    ]);
  });
});
