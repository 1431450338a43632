import { PROBLEM_CODES } from "@keyhole/contract";
import { call } from "./calls.ts";
import { type FakeSession, problem } from "./fake-session.ts";
import { find, findAll, type TestCalls, until } from "./mount.ts";
import { answering, clipboard, instead, never, rows, type State, unavailable } from "./pseudo-look.ts";
import { choose } from "./toolbar-page.ts";

const failing = (failure: object) => answering("/v1/calls", { failure: failure as never });
const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const ASSERTIONS = ["status", "content", "network", "cross-origin", "threw"] as const;

/** More than one page of calls. */
const manyAnd = (prepare: (session: FakeSession) => void) => (session: FakeSession) => {
  session.calls = Array.from({ length: 60 }, (_, n) => ({
    ...call(n),
    ...rows[n % rows.length],
    id: `call-${n}`,
  }));
  prepare(session);
};
const EXPORT = ".export-format";
const exporting = (element: TestCalls) => find(element, EXPORT).click();

/** `fetch` where the page's policy forbids an address. */
function forbidden(url: string): Promise<Response> {
  const init = { effectiveDirective: "connect-src", violatedDirective: "connect-src", blockedURI: url };
  const rest = {
    documentURI: location.href,
    originalPolicy: "",
    disposition: "enforce",
    statusCode: 0,
  } as const;
  document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", { ...init, ...rest }));
  return Promise.reject(new TypeError("Failed to fetch"));
}

/** How a sign-in at the broker goes, and what its window posts for that. */
const SIGN_INS: Record<string, object | null> = {
  blocked: null,
  waiting: null,
  closed: null,
  late: { error: "stale" },
  refused: { error: "refused" },
  unavailable: { error: "unavailable" },
  setup: { error: "setup" },
  expired: { assertion: "sealed" },
};

function signingIn([status, answer]: [string, object | null]): State<TestCalls> {
  let state: string | null = null;
  return {
    name: `sign-in ${status}`,
    session: failing(problem("sign_in_required")),
    instead: () =>
      instead(globalThis, "open", (url: string) => {
        state = new URL(url).searchParams.get("state");
        if (status === "blocked") return null;
        return status === "closed" ? { closed: true } : window;
      }),
    first: ".notice .button",
    async act(element) {
      find(element, ".notice .button").click();
      if (!answer) return;
      await until(() => state, "the window is open");
      const data = { keyhole: "sign-in", state, ...answer };
      dispatchEvent(new MessageEvent("message", { source: window, origin: location.origin, data }));
    },
    shows: ".notice",
    says: `signIn.${status}`,
  };
}

/** All that a list can show. */
export const LIST_STATES: State<TestCalls>[] = [
  { name: "loading", session: never("/v1/calls"), shows: ".skeleton" },
  { name: "rows", shows: ".toolbar > *" },
  {
    name: "verdicts",
    session: answering("/v1/evaluations", {
      body: {
        items: [
          ["passed", null],
          ["failed", null],
          ["pending", "running"],
          ["pending", "unavailable"],
          ["ungraded", "not_graded"],
          ["none", null],
          ["none", "too_old"],
        ].map(([verdict, reason], n) => ({ callId: `call-${n * 4}`, verdict, reason })),
      },
    }),
    shows: ".verdict-label.passed",
  },
  { name: "rows, announced", shows: ".call", says: "complete.other" },
  { name: "a page of more, announced", session: manyAnd(() => {}), shows: ".call", says: "loaded.other" },
  { name: "empty", session: answering("/v1/calls", { body: { items: [], next: null } }), shows: ".notice" },
  {
    name: "paused",
    session: answering("/v1/calls", { body: { items: [], next: "1" } }),
    shows: ".notice .button",
  },
  { name: "no site", attributes: {}, shows: ".notice" },
  { name: "a key", attributes: { site: "acme", "api-key": "x" }, shows: ".notice" },
  { name: "no broker", attributes: { site: "acme", broker: "javascript:0" }, shows: ".notice" },
  { name: "no time zone", attributes: { site: "acme", "time-zone": "Nowhere" }, shows: ".notice" },
  {
    name: "a request without an answer",
    session: failing({ kind: "network" }),
    instead: () => instead(globalThis, "fetch", () => new Promise(() => {})),
    shows: ".notice",
    says: "network.text",
  },
  {
    name: "a request that was stopped on its way",
    session: failing({ kind: "network" }),
    shows: ".notice",
    says: "stopped.text",
  },
  ...["not-signed-in", "insecure-context", "clock", "answer"].map((kind) => ({
    name: kind,
    session: failing({ kind }),
    shows: ".notice",
  })),
  { name: "page", session: failing({ kind: "page", reason: "" }), shows: ".notice" },
  ...ASSERTIONS.map((reason) => ({
    name: `assertion ${reason}`,
    session: failing({ kind: "assertion", reason, status: 500 }),
    shows: ".notice",
  })),
  ...PROBLEM_CODES.map((code) => ({
    name: code,
    session: failing(problem(code, { retryAfterSeconds: 90 })),
    shows: ".notice code",
  })),
  ...Object.entries(SIGN_INS).map(signingIn),
  {
    name: "a wait of nobody knows how long",
    session: failing(problem("rate_limited")),
    shows: ".notice code",
    says: "waitLittle",
  },
  {
    name: "a page without an origin",
    session: failing(problem("origin_not_allowed")),
    instead: () => instead(globalThis, "origin", "null"),
    shows: ".notice code",
    says: "originMissing.text",
  },
  {
    name: "an address that is not in publicUrls",
    session: failing(problem("proof_invalid", { detail: "Detail of publicUrls." })),
    shows: ".notice code",
    says: "addressUnlisted.text",
  },
  {
    name: "a broker that is down",
    session: failing({ kind: "network" }),
    instead: () => instead(globalThis, "fetch", () => Promise.reject(new TypeError("Failed to fetch"))),
    shows: ".notice",
    says: "down.text",
  },
  {
    name: "a file that was not loaded",
    properties: { listFails: true },
    shows: ".strip",
    says: "part.text",
  },
  {
    name: "empty, for a member",
    attributes: { site: "acme", "assertion-src": "/assertion" },
    session: answering("/v1/calls", { body: { items: [], next: null } }),
    shows: ".notice",
    says: "empty.text",
  },
  {
    name: "offline",
    session: failing({ kind: "network" }),
    instead: () => instead(navigator, "onLine", false),
    shows: ".notice",
    says: "offline.text",
  },
  {
    name: "blocked",
    session: failing({ kind: "network" }),
    instead: () => instead(globalThis, "fetch", forbidden),
    shows: ".notice",
    says: "blocked.text",
  },
  {
    name: "a file that does not run",
    properties: { listFails: "script" },
    shows: ".strip",
    says: "script.text",
  },
  {
    name: "a refusal, with nothing to explain it",
    session: failing(problem("internal")),
    properties: { laterFails: true },
    shows: ".notice",
    says: "failed.title",
  },
  ...[true, false].map((takes) => ({
    name: `a request id ${takes ? "" : "not "}copied`,
    session: failing(problem("internal")),
    instead: clipboard(takes),
    first: ".notice code",
    act: (element: TestCalls) => find(element, ".notice code + *, .more-about button").click(),
    shows: ".notice code",
    says: takes ? "copiedId" : "notCopiedId",
  })),
  {
    name: "signed out",
    first: ".call",
    act: (element) => element.signOut(),
    shows: ".notice .button",
  },
  {
    name: "a later page failed",
    session: (session) => {
      session.reply = (path) =>
        path.includes("cursor") ? unavailable : { body: { items: rows, next: "1" } };
    },
    // The list scrolls once its lazy module is there, which brings the toolbar.
    first: ".export .tool-button",
    act: (element) => find(element, ".list").scrollTo(0, 1e9),
    shows: ".strip",
  },
  {
    name: "formats of an export",
    first: ".export .tool-button",
    act: (element) => find(element, ".export .tool-button").click(),
    shows: ".export-menu:popover-open",
  },
  { name: "exporting", session: manyAnd(never("cursor")), first: EXPORT, act: exporting, shows: "progress" },
  {
    name: "exporting of a known number",
    session: (session) => {
      session.reply = (path) =>
        path.includes("cursor") ? new Promise(() => {}) : { body: { items: rows, next: "1", total: 100 } };
    },
    first: EXPORT,
    act: exporting,
    shows: "progress",
    says: "export.of",
  },
  {
    name: "an export that waits",
    session: manyAnd(answering("cursor", { failure: problem("rate_limited", { retryAfterSeconds: 90 }) })),
    first: EXPORT,
    act: exporting,
    shows: ".export-progress.waiting",
    says: "export.waiting",
  },
  {
    name: "an export cancelled",
    session: manyAnd(never("cursor")),
    first: EXPORT,
    act: async (element) => {
      exporting(element);
      await until(() => findAll(element, ".export-progress button").length > 0, "it can be cancelled");
      find(element, ".export-progress button").click();
    },
    shows: ".toolbar > *",
    says: "export.cancelled",
  },
  { name: "exported", first: EXPORT, act: exporting, shows: ".export-progress.done" },
  {
    name: "half exported",
    session: manyAnd(answering("cursor", { failure: problem("upstream_unavailable") })),
    first: EXPORT,
    act: exporting,
    shows: ".export-progress.failed",
  },
  {
    name: "filters in use, without a match",
    properties: {
      filters: {
        range: "last-7-days",
        status: "ended",
        minDurationMs: 60_000,
        maxDurationMs: 3_600_000,
        agent: AGENT,
      },
    },
    session: answering("status=", { body: { items: [], next: null } }),
    shows: ".notice",
  },
  {
    name: "chips",
    properties: { filters: { agent: AGENT, q: "late", from: "2026-11-01" } },
    shows: ".chip",
  },
  {
    name: "until a day, announced",
    properties: { filters: { to: "2026-11-30" } },
    shows: ".unseen[role=status]:not(:empty)",
  },
  {
    name: "days",
    properties: { filters: { from: "2026-11-01", to: "2026-11-20", minDurationMs: 60_000 } },
    shows: ".toolbar > *",
  },
  {
    name: "filters unfolded",
    first: ".filters-button",
    act: (element) => find(element, ".filters-button").click(),
    shows: ".filters.unfolded",
  },
  {
    name: "filtered by hand",
    first: "[name=status]",
    act: (element) => choose(element, "status", "ended"),
    shows: ".chip",
    says: "matches.other",
  },
  {
    name: "filtered by hand, more than a page",
    session: manyAnd(() => {}),
    first: "[name=status]",
    act: (element) => choose(element, "status", "ended"),
    shows: ".chip",
    says: "matches.more.other",
  },
  {
    name: "nothing newer",
    first: ".toolbar > *",
    act: (element) => element.refresh(),
    shows: ".call",
    says: "nothingNew",
  },
  {
    name: "newer calls",
    first: ".toolbar > *",
    act: (element, session) => {
      find(element, ".list").scrollTo(0, 400);
      session.calls = [call(-1), call(-2), ...session.calls];
      return element.refresh();
    },
    shows: ".pill-place > *",
  },
  { name: "an open call", first: ".call", act: (element) => find(element, ".call").click(), shows: "dl" },
];
