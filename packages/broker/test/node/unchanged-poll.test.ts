/** What a poll costs of which nothing has changed. */
import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import type { CallSummary, Page } from "@keyhole/contract";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { openOwnedBrokers } from "../support/owned-brokers.ts";
import { rawCalls } from "../support/raw-call.ts";

/** Longer than anything but a page of calls. */
const LARGE = 5_000;

/** Counts pages that are parsed from JSON or written as JSON. */
function countLarge() {
  const { parse, stringify } = JSON;
  const counts = { parsed: 0, written: 0 };
  const parsing = mock.method(JSON, "parse", (text: string, ...rest: []) => {
    if (text.length > LARGE) counts.parsed += 1;
    return parse(text, ...rest);
  });
  const writing = mock.method(JSON, "stringify", (...args: Parameters<typeof stringify>) => {
    const text = stringify(...args);
    if (text?.length > LARGE) counts.written += 1;
    return text;
  });
  const stop = () => {
    parsing.mock.restore();
    writing.mock.restore();
  };
  return { counts, stop };
}

describe("a poll of which nothing has changed", () => {
  it("is answered 304 without parsing or writing the page, for each viewer with the grant", async () => {
    const upstream = new FakeUpstream(rawCalls(60));
    const world = openOwnedBrokers({ fetch: upstream.fetch });
    const pages = await Promise.all([world.member(), world.member(), world.member()]);
    const ask = (index: number, tag = "") =>
      world.ask(pages[index] ?? assert.fail(), "/v1/calls?limit=50", undefined, {
        headers: { "If-None-Match": tag },
      });
    const first = await ask(0);
    const tags: string[] = [];
    const { counts, stop } = countLarge();
    try {
      for (const index of pages.keys()) {
        const answer = await ask(index);
        tags.push(answer.headers.get("ETag") ?? "none");
        assert.equal((await ask(index, tags.at(-1))).status, 304);
      }
    } finally {
      stop();
    }
    assert.deepEqual(counts, { parsed: 0, written: 0 });
    assert.equal(upstream.requests.length, 1);
    // Each viewer has a tag of its own, and a `next` that is sealed for it.
    assert.equal(new Set(tags).size, 3);
    const { items, next } = (await first.json()) as Page<CallSummary>;
    assert.equal(items.length, 50);
    const other = (await (await ask(1)).json()) as Page<CallSummary>;
    assert.deepEqual(other.items, items);
    assert.notEqual(other.next, next);
    const rest = await world.ask(pages[1] ?? assert.fail(), `/v1/calls?limit=50&cursor=${other.next}`);
    assert.equal(((await rest.json()) as Page<CallSummary>).items.length, 10);
  });
});
