import { describe, expect, it } from "vitest";
import { createLocate } from "../../src/http/locate.ts";

const PATH = "https://acme.example/voice";
const LONGER = "https://acme.example/voice/two";
const ROOT = "https://keyhole.acme.workers.dev";

const CASES: [string, readonly string[], string, string][] = [
  [`${ROOT}/v1/calls`, [ROOT], ROOT, "/v1/calls"],
  [`${ROOT}/`, [ROOT], ROOT, "/"],
  [`${PATH}/v1/calls?limit=1`, [PATH], PATH, "/v1/calls"],
  [PATH, [PATH], PATH, "/"],
  [`${PATH}/`, [PATH], PATH, "/"],
  [`${PATH}/keyhole/1.0.0/call.js`, [PATH, ROOT], PATH, "/keyhole/1.0.0/call.js"],
  [`${LONGER}/v1/calls`, [PATH, LONGER], LONGER, "/v1/calls"],
  [`${PATH}/v1/calls/a%2Fb`, [PATH], PATH, "/v1/calls/a%2Fb"],
  // A proxy in front keeps the path, and has another host.
  [`${ROOT}/voice/v1/calls`, [PATH], `${ROOT}/voice`, "/v1/calls"],
  // A path that only begins alike.
  ["https://acme.example/voices/v1/calls", [PATH], "https://acme.example/voices", "/v1/calls"],
  // Paths that nobody lists.
  ["https://acme.example/v1/calls", [PATH], "https://acme.example", "/v1/calls"],
  ["https://acme.example/talk/v1/token", [ROOT], "https://acme.example/talk", "/v1/token"],
  ["https://acme.example/keyhole/v1/token", [ROOT], "https://acme.example/keyhole", "/v1/token"],
  ["https://acme.example/keyhole/keyhole.js", [ROOT], "https://acme.example/keyhole", "/keyhole.js"],
  ["https://acme.example/v1/v1/calls", ["https://acme.example/v1"], "https://acme.example/v1", "/v1/calls"],
  ["https://acme.example/v1/calls/v1/x", [ROOT], "https://acme.example", "/v1/calls/v1/x"],
  ["https://acme.example//v1/calls", [ROOT], "https://acme.example", "//v1/calls"],
  ["https://acme.example/voice//v1/calls", [PATH], PATH, "//v1/calls"],
  ["https://acme.example/.voice/v1/calls", [ROOT], "https://acme.example", "/.voice/v1/calls"],
  ["https://acme.example/v%6f/v1/calls", [ROOT], "https://acme.example", "/v%6f/v1/calls"],
  ["https://acme.example/nowhere", [PATH], "https://acme.example", "/nowhere"],
  // RFC 8414 section 3.1.
  [
    "https://acme.example/.well-known/oauth-authorization-server/voice",
    [PATH],
    PATH,
    "/.well-known/oauth-authorization-server",
  ],
  [
    "https://acme.example/.well-known/oauth-authorization-server/talk",
    [PATH],
    "https://acme.example",
    "/.well-known/oauth-authorization-server/talk",
  ],
];

describe("locate", () => {
  it.each(CASES)("splits %s, where publicUrls are %j", (url, publicUrls, address, path) => {
    expect(createLocate(publicUrls)(new URL(url))).toEqual({ address, path });
  });

  it("finds the broker's part of any path while the config is wrong", () => {
    expect(createLocate([])(new URL(`${PATH}/v1/calls`))).toEqual({ address: PATH, path: "/v1/calls" });
  });
});
