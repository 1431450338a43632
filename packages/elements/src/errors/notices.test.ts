import { PROBLEM_CODES, type ProblemCode } from "@keyhole/contract";
import { render } from "lit";
import { assert, equal } from "../../test/assert.ts";
import { english } from "../../test/english.ts";
import { problem } from "../../test/fake-session.ts";
import { describe, it } from "../../test/mocha.ts";
import { helpFolder, noticeOf } from "./notices.ts";
import type { Trouble } from "./trouble.ts";

const context = {
  site: "acme",
  broker: "https://broker.example",
  origin: "https://page.example",
  locale: "en",
};
const explain = (trouble: Trouble, changes: Partial<typeof context> = {}) =>
  noticeOf({ text: english, say: () => {} }, trouble, { ...context, ...changes });

/** The file and the place in it that a notice leads to. */
function linkOf(content: unknown): string {
  const box = document.createElement("div");
  render(content, box);
  return box.querySelector("a")?.href.split("/").at(-1) ?? "";
}

function wordsOf(content: unknown): string {
  const box = document.createElement("div");
  render(content, box);
  return box.textContent;
}

describe("noticeOf", () => {
  for (const code of PROBLEM_CODES) {
    it(`has title, text, request id and link for ${code}`, () => {
      const notice = explain(problem(code));
      assert(notice.title.length > 5 && notice.text.length > 10, JSON.stringify(notice));
      assert(!/[{}]|undefined/.test(notice.title + notice.text), notice.text);
      const [id, link] = [wordsOf(notice.more), linkOf(notice.more)];
      assert(id.includes("Request ID req-1"), id);
      equal(link, `errors.html#${code}`);
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
    { kind: "page", reason: "TypeError: planted" },
    { kind: "part" },
    { kind: "script" },
    { kind: "clock" },
    { kind: "assertion", reason: "status", status: 500 },
    { kind: "assertion", reason: "content" },
    { kind: "assertion", reason: "network" },
    { kind: "assertion", reason: "cross-origin" },
    { kind: "assertion", reason: "threw" },
  ];
  for (const trouble of kinds) {
    it(`has title, text and link for ${Object.values(trouble).join(" ")}`, () => {
      const { title, text, more } = explain(trouble);
      assert(title.length > 5 && text.length > 10 && !/[{}]|undefined/.test(title + text), text);
      equal(linkOf(more), trouble.kind === "signed-out" ? "" : `errors.html#${trouble.kind}`);
    });
  }

  it("explains sandboxes to a page without an origin, instead of the setting", () => {
    const { text } = explain(problem("origin_not_allowed"), { origin: "null" });
    assert(text.includes("“sandbox”") && !text.includes("“origins”"), text);
  });

  it("names the refused origin and the setting, and offers no button", () => {
    const { text, button } = explain(problem("origin_not_allowed"));
    assert(
      text.includes("https://page.example") && text.includes("“origins”") && text.includes("“acme”"),
      text,
    );
    equal(button, undefined);
  });

  for (const code of ["proof_invalid", "invalid_request"] as const) {
    it(`names the address and the setting where ${code} says that it is not in publicUrls, and offers no button`, () => {
      const detail = "The address https://broker.example is not in the config's publicUrls.";
      const { text, button } = explain(problem(code, { detail }));
      assert(text.includes("https://broker.example") && text.includes("“publicUrls”"), text);
      equal(button, undefined);
      equal(explain(problem(code, { detail: "Something else." })).button, "Try again");
    });
  }

  it("separates an assertion that the viewer can renew from one that only the owner can mend", () => {
    const viewer = (["assertion_expired", "assertion_reused"] as const).map((code) => explain(problem(code)));
    equal(
      viewer.map(({ button }) => button),
      ["Try again", "Try again"],
    );
    assert(viewer.every(({ text }) => text.includes("sign in again")));
    const owner = explain(problem("assertion_invalid"));
    equal(owner.button, undefined);
    assert(owner.text.includes("does not help") && owner.text.includes("site owner"), owner.text);
  });

  it("shows a developer on their own machine what the broker says, and nobody else", () => {
    const detail = "The claim aud is not keyhole:acme.";
    const words = (origin: string) =>
      wordsOf(explain(problem("assertion_invalid", { detail }), { origin }).more);
    for (const origin of [
      "http://localhost:8080",
      "https://app.localhost",
      "http://127.0.0.1:3000",
      "http://127.1.2.3",
      "http://[::1]:80",
    ])
      assert(words(origin).includes(detail), origin);
    for (const origin of [
      "https://page.example",
      "https://localhost.example",
      "https://127.0.0.1.example",
      "null",
    ])
      assert(!words(origin).includes(detail), origin);
  });

  it("tells how long to wait", () => {
    const words = (code: ProblemCode, fields = {}) => explain(problem(code, fields)).text;
    const ends = (words: string, end: string) => assert(words.endsWith(end), words);
    ends(words("rate_limited", { retryAfterSeconds: 30 }), " Try again in 30 seconds.");
    ends(words("quota_exceeded", { retryAfterSeconds: 1 }), " Try again in 1 second.");
    ends(words("upstream_rate_limited"), " Try again in a moment.");
  });

  it("has a title for each reason why the broker does not answer", () => {
    const titles = (["offline", "blocked", "stopped", "down"] as const).map(
      (unreachable) =>
        noticeOf({ text: english, say: () => {} }, { kind: "network" }, context, unreachable).title,
    );
    equal(titles, [
      "You are offline",
      "This page blocks the request",
      "The request was stopped on its way",
      "The broker does not answer",
    ]);
  });

  it("links the page beside the script, else the broker's, else none", () => {
    const broker = "https://broker.example";
    const script = "https://cdn.example/keyhole/1.2.3/errors.js";
    equal(helpFolder(broker, "1.2.3", script), "https://cdn.example/keyhole/1.2.3/");
    equal(helpFolder(broker, "1.2.3", "blob:https://page.example/1-2"), "https://broker.example/keyhole/");
    equal(helpFolder(broker, "source", script), "https://broker.example/keyhole/");
    equal(helpFolder("", "source", script), null);
  });

  it("copies the request id and announces it", async () => {
    const said: string[] = [];
    const box = document.createElement("div");
    const host = { text: english, say: (message: string) => void said.push(message) };
    render(noticeOf(host, problem("internal"), context).more, box);
    const copied: string[] = [];
    const { writeText } = navigator.clipboard;
    navigator.clipboard.writeText = async (words) => void copied.push(words);
    box.querySelector("button")?.click();
    navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
    box.querySelector("button")?.click();
    navigator.clipboard.writeText = writeText;
    await Promise.resolve();
    await Promise.resolve();
    equal(copied, ["req-1"]);
    equal(said, ["Request ID copied", "The browser blocked copying the request ID."]);
  });

  it("shows the broker's detail for an unknown code", () => {
    for (const code of ["made_up", "constructor"] as unknown as ProblemCode[]) {
      equal(explain(problem("internal", { code, detail: "Of a newer broker." })).text, "Of a newer broker.");
    }
  });

  it("has a button only where trying again can help", () => {
    const button = (trouble: Trouble) => explain(trouble).button;
    equal(button(problem("site_unknown")), undefined);
    equal(button({ kind: "key-in-attribute", attribute: "key" }), undefined);
    equal(button({ kind: "not-signed-in" }), "Try again");
    equal(button(problem("upstream_unavailable")), "Try again");
    equal(button({ kind: "signed-out" }), "Show calls again");
  });
});
