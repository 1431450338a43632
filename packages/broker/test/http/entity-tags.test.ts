import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";
import { rawCall, rawCalls } from "../support/raw-call.ts";
import { part, rawEvent, rawMessage } from "../support/raw-parts.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import type { TestPage } from "../support/test-page.ts";

restoreClock();

const CALL = rawCall();
const messages = part("messages", [rawMessage(), rawMessage({ callStageMessageIndex: 1 })]);
const events = part("events", [rawEvent({ callId: CALL.callId })]);

const evaluations = ({ pathname }: URL) =>
  pathname.endsWith("/call-logs/") ? json({ results: [], next: null, count: 0 }) : undefined;

const upstreamOf = (calls = [CALL]) =>
  new FakeUpstream(calls, {
    instead: (url, count) => messages(url, count) ?? events(url, count) ?? evaluations(url),
  });
const enter = (calls = [CALL]) =>
  enterAs(upstreamOf(calls).fetch, {
    scopes: SCOPES,
    site: { cekura: { project: 1376 } },
    env: { CEKURA_API_KEY: "a-key-of-cekura" },
  });

const tagOf = (response: Response) => response.headers.get("ETag") ?? "none";
const ask = (page: TestPage, path: string, ifNoneMatch: string, method = "GET") =>
  page.get(path, { method, headers: { "If-None-Match": ifNoneMatch } });

// As the app names them, so that a new route stands here without being added.
const ROUTES = routesOf(brokerGranting(null)).filter(
  ({ method, path }) => method === "GET" && /^\/v1\/(calls|agents|evaluations|stats)/.test(path),
);

it("covers the routes that read calls", () => {
  expect(ROUTES.map(({ path }) => path)).toEqual(expect.arrayContaining(["/v1/calls", "/v1/calls/:id"]));
  expect(ROUTES.length).toBeGreaterThanOrEqual(5);
});

describe.each(ROUTES)("GET $path", (route) => {
  const path = pathOf(route, CALL.callId);

  it("has a strong tag of 128 bits that changes only with the content", async () => {
    const page = await enter();
    const [one, other] = [await page.get(path), await page.get(path)];
    expect(one.status).toBe(200);
    expect(tagOf(one)).toMatch(/^"[\w-]{22}"$/);
    expect(tagOf(other)).toBe(tagOf(one));
  });

  it("answers 304 to a known tag, without a body and with the headers of the 200", async () => {
    const page = await enter();
    const whole = await page.get(path);
    const known = await ask(page, path, tagOf(whole));
    expect([known.status, await known.text()]).toEqual([304, ""]);
    const headersOf = (response: Response) =>
      [...response.headers].filter(([name]) => name !== "x-request-id" && name !== "content-type");
    expect(headersOf(known)).toEqual(headersOf(whole));
    expect(known.headers.get("X-Request-Id")).not.toBe(whole.headers.get("X-Request-Id"));
    expect(Object.fromEntries(known.headers)).toMatchObject({
      etag: tagOf(whole),
      "cache-control": "private, no-store",
      "access-control-allow-origin": "*",
      "access-control-expose-headers": expect.stringContaining("ETag"),
    });
  });

  it("answers 304 to HEAD too", async () => {
    const page = await enter();
    const tag = tagOf(await page.get(path, { method: "HEAD" }));
    expect((await ask(page, path, tag, "HEAD")).status).toBe(304);
  });
});

// RFC 9110 section 13.1.2.
describe("If-None-Match", () => {
  const path = "/v1/calls";

  it.each<[string, (tag: string) => string]>([
    ["the tag", (tag) => tag],
    ["the tag as a weak one", (tag) => `W/${tag}`],
    ["anything", () => "*"],
    ["a list with it", (tag) => `"a", W/"b,c" ,${tag}`],
    ["a list with empty members", (tag) => `, ,${tag},`],
  ])("matches %s", async (_, write) => {
    const page = await enter();
    const tag = tagOf(await page.get(path));
    expect((await ask(page, path, write(tag))).status).toBe(304);
  });

  it.each<[string, (tag: string) => string]>([
    ["another tag", () => '"AAAAAAAAAAAAAAAAAAAAAA"'],
    ["the tag without its quotes", (tag) => tag.replaceAll('"', "")],
    ["the tag in other case", (tag) => tag.toLowerCase().replace("a", "A")],
    ["a weak tag in small letters", (tag) => `w/${tag}`],
    ["a part of it", (tag) => tag.slice(0, -2) + tag.slice(-1)],
    ["a star in a list", () => '"a", *'],
    ["a quoted star", () => '"*"'],
    ["nothing", () => ""],
    ["10,000 tags", () => '"a",'.repeat(10_000)],
  ])("does not match %s", async (_, write) => {
    const page = await enter();
    const tag = tagOf(await page.get(path));
    const response = await ask(page, path, write(tag));
    expect([response.status, tagOf(response)]).toEqual([200, tag]);
    expect(await response.json()).toMatchObject({ items: [{ id: CALL.callId }] });
  });
});

describe("a list's tag changes with", () => {
  const BEFORE = rawCalls(3);

  it.each([
    ["a call that is new", [rawCall({ created: "2026-07-02T13:00:00Z" }), ...BEFORE]],
    ["a call that is gone", BEFORE.slice(1)],
    ["a call that is told otherwise", BEFORE.map((call) => ({ ...call, shortSummary: "Another title." }))],
  ])("%s", async (_, after) => {
    const calls = [...BEFORE];
    // One broker and one viewer; what the upstream has changes.
    const upstream = { fetch: upstreamOf(calls).fetch };
    const page = await enterAs((input, init) => upstream.fetch(input, init));
    const tag = tagOf(await page.get("/v1/calls"));
    expect((await ask(page, "/v1/calls", tag)).status).toBe(304);
    upstream.fetch = upstreamOf(after).fetch;
    outliveAnswers();
    const response = await ask(page, "/v1/calls", tag);
    expect(response.status).toBe(200);
    expect(tagOf(response)).not.toBe(tag);
  });

  it("its address", async () => {
    const page = await enter();
    const tags = await Promise.all(
      ["/v1/calls", "/v1/calls?limit=10", "/v1/calls?limit=11"].map(async (path) =>
        tagOf(await page.get(path)),
      ),
    );
    expect(new Set(tags).size).toBe(3);
  });
});
