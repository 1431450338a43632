import { describe, it } from "../../../test/mocha.ts";
import { equal } from "../../../test/session/assert.ts";
import { readPageQuery, writePageQuery } from "./page-query.ts";

const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const NONE = { filters: {}, call: null };

describe("a page's query", () => {
  it("says filters and the open call, and is read again", () => {
    const view = {
      filters: {
        agent: AGENT,
        status: "active" as const,
        range: "last-7-days" as const,
        minDurationMs: 30_000,
        maxDurationMs: 60_000,
        q: "two words & more",
      },
      call: "call-1",
    };
    const search = writePageQuery("", "keyhole", view);
    equal(
      search,
      `?keyhole-agent=${AGENT}&keyhole-status=active&keyhole-range=last-7-days&keyhole-min-duration-ms=30000` +
        "&keyhole-max-duration-ms=60000&keyhole-q=two%20words%20%26%20more&keyhole-call=call-1",
    );
    equal(readPageQuery(search, "keyhole"), view);
  });

  it("leaves what is not its own as it is, to the letter", () => {
    const search = "?a=%20b&flag&keyhole-status=ended&c=d+e&keyhole-statuses=x&keyhole=y&&=z&%zz=1";
    const written = writePageQuery(search, "keyhole", { filters: { range: "today" }, call: null });
    equal(written, "?a=%20b&flag&keyhole-range=today&c=d+e&keyhole-statuses=x&keyhole=y&=z&%zz=1");
    equal(writePageQuery("?keyhole-status=ended", "keyhole", NONE), "");
    equal(writePageQuery("?a=%20b", "keyhole", NONE), "?a=%20b");
    equal(
      writePageQuery("?a=%20b", "keyhole", { filters: {}, call: "call-1" }),
      "?a=%20b&keyhole-call=call-1",
    );
  });

  it("keeps lists with two prefixes apart", () => {
    const one = writePageQuery("", "left", { filters: { status: "ended" }, call: "1" });
    const both = writePageQuery(one, "right", { filters: { range: "today" }, call: null });
    equal(readPageQuery(both, "left"), { filters: { status: "ended" }, call: "1" });
    equal(readPageQuery(both, "right"), { filters: { range: "today" }, call: null });
    equal(readPageQuery(both, "keyhole"), NONE);
  });

  it("knows its own name however it is written", () => {
    const search = "?keyhole%2Dstatus=ended";
    equal(readPageQuery(search, "keyhole").filters, { status: "ended" });
    equal(writePageQuery(search, "keyhole", NONE), "");
    const odd = writePageQuery("", "a b&c", { filters: { status: "ended" }, call: null });
    equal(readPageQuery(odd, "a b&c").filters, { status: "ended" });
    equal(writePageQuery(odd, "a b&c", NONE), "");
  });

  for (const search of [
    "?keyhole-agent=1&keyhole-status=open&keyhole-range=ever&keyhole-from=x&keyhole-to=2026-02-30",
    "?keyhole-min-duration-ms=-1&keyhole-max-duration-ms=1e3&keyhole-q=a",
    "?keyhole-min-duration-ms=&keyhole-max-duration-ms=99999999999999999999",
    "?keyhole-call=..&keyhole-q=%",
    "?keyhole-call=a/b",
    `?keyhole-call=${"1".repeat(101)}`,
  ]) {
    it(`drops what cannot be: ${search.slice(0, 60)}`, () => equal(readPageQuery(search, "keyhole"), NONE));
  }
});
