import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { readUrl, writeUrl } from "./url-controller.ts";

const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const NONE = { filters: {}, call: null };

describe("writeUrl and readUrl", () => {
  it("writes filters and the open call, and reads them back", () => {
    const view = {
      filters: {
        q: "two words & more",
        agent: AGENT,
        status: "active" as const,
        minDurationMs: 30_000,
        maxDurationMs: 60_000,
        range: "last-7-days" as const,
      },
      call: "call-1",
    };
    const search = writeUrl("", "keyhole", view);
    equal(
      search,
      `?keyhole-q=two%20words%20%26%20more&keyhole-agent=${AGENT}&keyhole-status=active` +
        "&keyhole-min-duration-ms=30000&keyhole-max-duration-ms=60000&keyhole-range=last-7-days&keyhole-call=call-1",
    );
    equal(readUrl(search, "keyhole"), view);
  });

  for (const agent of ["4711", "agt_Zq-7:x/ä&b", AGENT.toUpperCase()]) {
    it(`keeps an agent's id as it is: ${agent}`, () => {
      const view = { filters: { agent }, call: null };
      equal(readUrl(writeUrl("", "keyhole", view), "keyhole"), view);
    });
  }

  it("keeps parameters of the page to the letter", () => {
    const search = "?a=%20b&flag&keyhole-status=ended&c=d+e&keyhole-statuses=x&keyhole=y&&=z&%zz=1";
    const written = writeUrl(search, "keyhole", { filters: { range: "today" }, call: null });
    equal(written, "?a=%20b&flag&keyhole-range=today&c=d+e&keyhole-statuses=x&keyhole=y&=z&%zz=1");
    equal(writeUrl("?keyhole-status=ended", "keyhole", NONE), "");
    equal(writeUrl("?a=%20b", "keyhole", NONE), "?a=%20b");
    equal(writeUrl("?a=%20b", "keyhole", { filters: {}, call: "call-1" }), "?a=%20b&keyhole-call=call-1");
  });

  it("keeps lists with two prefixes apart", () => {
    const one = writeUrl("", "left", { filters: { status: "ended" }, call: "1" });
    const both = writeUrl(one, "right", { filters: { range: "today" }, call: null });
    equal(readUrl(both, "left"), { filters: { status: "ended" }, call: "1" });
    equal(readUrl(both, "right"), { filters: { range: "today" }, call: null });
    equal(readUrl(both, "keyhole"), NONE);
  });

  it("recognises its own parameters in any encoding", () => {
    const search = "?keyhole%2Dstatus=ended";
    equal(readUrl(search, "keyhole").filters, { status: "ended" });
    equal(writeUrl(search, "keyhole", NONE), "");
    const odd = writeUrl("", "a b&c", { filters: { status: "ended" }, call: null });
    equal(readUrl(odd, "a b&c").filters, { status: "ended" });
    equal(writeUrl(odd, "a b&c", NONE), "");
  });

  for (const search of [
    "?keyhole-agent=&keyhole-status=open&keyhole-range=ever&keyhole-from=x&keyhole-to=2026-02-30",
    "?keyhole-min-duration-ms=-1&keyhole-max-duration-ms=1e3&keyhole-q=a",
    "?keyhole-min-duration-ms=&keyhole-max-duration-ms=99999999999999999999",
    "?keyhole-call=..&keyhole-q=%",
    "?keyhole-call=a/b",
    `?keyhole-call=${"1".repeat(101)}`,
  ]) {
    it(`ignores invalid parameters: ${search.slice(0, 60)}`, () => equal(readUrl(search, "keyhole"), NONE));
  }
});
