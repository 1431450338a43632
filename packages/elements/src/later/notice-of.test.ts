import { PROBLEMS, type ProblemCode } from "@keyhole/contract";
import { html, render } from "lit";
import type { Trouble } from "../calls/trouble.ts";
import { assert, equal } from "../session/testing/assert.ts";
import { english } from "../testing/english.ts";
import { problem } from "../testing/fake-session.ts";
import { describe, it } from "../testing/mocha.ts";
import { noticeOf } from "./notice-of.ts";

const context = {
  site: "acme",
  broker: "https://broker.example",
  origin: "https://page.example",
  locale: "en",
};
type Explained = Exclude<Trouble, { kind: "network" }>;
const explain = (trouble: Trouble, changes: Partial<typeof context> = {}) =>
  noticeOf({ html, text: english }, trouble as Explained, { ...context, ...changes });

function wordsOf(content: unknown): string {
  const box = document.createElement("div");
  render(content, box);
  return box.textContent;
}

describe("noticeOf", () => {
  for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
    it(`says what happened, why and what to do for ${code}`, () => {
      const notice = explain(problem(code));
      assert(notice.title.length > 5 && notice.text.length > 10, JSON.stringify(notice));
      assert(!/[{}]|undefined/.test(notice.title + notice.text), notice.text);
      equal(wordsOf(notice.more), "Request id req-1");
    });
  }

  const kinds: Trouble[] = [
    { kind: "key-in-attribute", attribute: "api-key" },
    { kind: "site-missing" },
    { kind: "call-missing" },
    { kind: "broker-invalid" },
    { kind: "time-zone-invalid", timeZone: "Mars/Olympus" },
    { kind: "insecure-context" },
    { kind: "not-signed-in" },
    { kind: "signed-out" },
    { kind: "answer" },
    { kind: "clock" },
    { kind: "assertion", reason: "status", status: 500 },
    { kind: "assertion", reason: "content" },
    { kind: "assertion", reason: "network" },
    { kind: "assertion", reason: "cross-origin" },
    { kind: "assertion", reason: "threw" },
  ];
  for (const trouble of kinds) {
    it(`has words for ${Object.values(trouble).join(" ")}`, () => {
      const { title, text } = explain(trouble);
      assert(title.length > 5 && text.length > 10 && !/[{}]|undefined/.test(title + text), text);
    });
  }

  it("does not ask to allow an origin that is none", () => {
    const { text } = explain(problem("origin_not_allowed"), { origin: "null" });
    assert(text.includes("“sandbox”") && !text.includes("“origins”"), text);
  });

  it("names the page's origin and the setting, and not what is allowed", () => {
    const { text, button } = explain(problem("origin_not_allowed"));
    assert(
      text.includes("https://page.example") && text.includes("“origins”") && text.includes("“acme”"),
      text,
    );
    equal(button, undefined);
  });

  it("says how long to wait", () => {
    equal(
      explain(problem("rate_limited", { retryAfterSeconds: 30 })).text,
      "Wait 30 seconds, then try again.",
    );
    equal(
      explain(problem("quota_exceeded", { retryAfterSeconds: 1 })).text,
      "Wait 1 second, then try again.",
    );
    equal(explain(problem("upstream_rate_limited")).text, "Wait a little, then try again.");
  });

  it("shows the broker's own words for a code without a text", () => {
    const { title, text } = explain(problem("internal", { detail: "Look into the log." }));
    equal([title, text], ["Internal error", "Look into the log."]);
    for (const code of ["made_up", "constructor"] as unknown as ProblemCode[]) {
      equal(explain(problem("internal", { code, detail: "Of a newer broker." })).text, "Of a newer broker.");
    }
  });

  it("offers to try again only where that can help", () => {
    const button = (trouble: Trouble) => explain(trouble).button;
    equal(button(problem("site_unknown")), undefined);
    equal(button({ kind: "key-in-attribute", attribute: "key" }), undefined);
    equal(button({ kind: "not-signed-in" }), "Try again");
    equal(button(problem("upstream_unavailable")), "Try again");
    equal(button({ kind: "signed-out" }), "Show calls again");
  });
});
