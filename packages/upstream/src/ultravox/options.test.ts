import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { type ClientOptions, createUltravox } from "./index.ts";

const CASES: [name: string, changes: Record<string, unknown>, option: string][] = [
  ["no key", { apiKey: undefined }, "apiKey"],
  ["an empty key", { apiKey: "" }, "apiKey"],
  ["a key of another type", { apiKey: 5 }, "apiKey"],
  ["a key with a line end", { apiKey: `${API_KEY}\n` }, "apiKey"],
  ["a key with a space", { apiKey: ` ${API_KEY}` }, "apiKey"],
  ["a key beyond ASCII", { apiKey: `${API_KEY}é` }, "apiKey"],
  ["a key without end", { apiKey: API_KEY.repeat(20) }, "apiKey"],
  ["no base URL", { baseUrl: undefined }, "baseUrl"],
  ["a base URL that is none", { baseUrl: "upstream.example/api" }, "baseUrl"],
  ["a relative base URL", { baseUrl: "/api" }, "baseUrl"],
  ["a base URL of another scheme", { baseUrl: "ftp://upstream.example/api" }, "baseUrl"],
  ["http", { baseUrl: "http://upstream.example/api" }, "baseUrl"],
  ["http to a private address", { baseUrl: "http://10.0.0.1/api" }, "baseUrl"],
  ["http to a name that only looks like loopback", { baseUrl: "http://127.0.0.1.example/" }, "baseUrl"],
  ["http to a name that ends like loopback", { baseUrl: "http://notlocalhost/" }, "baseUrl"],
  ["credentials", { baseUrl: `https://user:${API_KEY}@upstream.example/api` }, "baseUrl"],
  ["a user", { baseUrl: "https://user@upstream.example/api" }, "baseUrl"],
  ["a query", { baseUrl: `https://upstream.example/api?key=${API_KEY}` }, "baseUrl"],
  ["a fragment", { baseUrl: `https://upstream.example/api#${API_KEY}` }, "baseUrl"],
  ["a fetch that is none", { fetch: "fetch" }, "fetch"],
  ["a clock that is none", { now: 5 }, "now"],
  ["a random that is none", { random: {} }, "random"],
  ["a sleep that is none", { sleep: true }, "sleep"],
];

describe("createUltravox options", () => {
  for (const [name, changes, option] of CASES) {
    it(`throws a TypeError that names ${option} but not the key for ${name}`, () => {
      const options = { apiKey: API_KEY, baseUrl: BASE_URL, ...changes } as unknown as ClientOptions;
      assert.throws(
        () => createUltravox(options),
        (error) =>
          error instanceof TypeError &&
          error.message.includes(`\`${option}\``) &&
          !`${error.stack}`.includes(API_KEY),
      );
    });
  }

  for (const [baseUrl, asked] of [
    ["https://upstream.example/api", "https://upstream.example/api/calls/"],
    ["https://upstream.example/api/", "https://upstream.example/api/calls/"],
    ["https://upstream.example", "https://upstream.example/calls/"],
    ["http://localhost:8080/api", "http://localhost:8080/api/calls/"],
    ["http://upstream.localhost/api", "http://upstream.localhost/api/calls/"],
    ["http://127.8.0.1:8080/api", "http://127.8.0.1:8080/api/calls/"],
    ["http://[::1]:8080/api", "http://[::1]:8080/api/calls/"],
  ] as const) {
    it(`accepts the base URL ${baseUrl}`, async () => {
      const { fetch, requests } = scriptedFetch(json(sampleCall()));
      const result = await createUltravox({ apiKey: API_KEY, baseUrl, fetch }).getCall(CALL_ID);
      assert.equal(result.ok, true);
      assert.equal(requests[0]?.url.href, `${asked}${CALL_ID}`);
    });
  }
});
