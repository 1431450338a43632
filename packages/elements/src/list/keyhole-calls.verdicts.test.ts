import type { EvaluationSummary, Verdict, VerdictReason } from "@keyhole/contract";
import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mount, mounted, unmountAll, until } from "../../test/mount.ts";
import { chips, choose, filterable, lastQuery } from "../../test/toolbar-page.ts";

const JUDGES = { status: "ready", scopes: ["calls:read", "evaluations:read"] } as const;

const judged = (
  callId: string,
  verdict: Verdict,
  reason: VerdictReason | null = null,
): EvaluationSummary => ({
  ...{ callId, verdict, reason, passed: 1, failed: 1, total: 2 },
});

/** A session of a viewer who may see verdicts; `items` are those of every answer. */
function judging(items: EvaluationSummary[], session = new FakeSession(calls(8))): FakeSession {
  session.state = JUDGES;
  session.reply = (path) => (path.startsWith("/v1/evaluations") ? { body: { items } } : undefined);
  return session;
}

const words = (element: Parameters<typeof find>[0]) =>
  findAll(element, ".verdict").map((room) => room.textContent?.trim() ?? "");
const asked = (session: FakeSession) =>
  session.asked.filter(({ path }) => path.startsWith("/v1/evaluations"));

describe("verdicts in <keyhole-calls>", () => {
  afterEach(unmountAll);

  for (const [verdict, reason, expected] of [
    ["passed", null, "Passed"],
    ["failed", null, "Failed"],
    ["pending", "running", "Pending"],
    ["pending", "unavailable", "Unavailable"],
    ["ungraded", "not_graded", "Not graded"],
    ["none", null, "No evaluation"],
    ["none", "too_old", "Not looked up"],
  ] as const) {
    it(`says ${expected} with a sign for ${verdict}${reason ? `, ${reason}` : ""}`, async () => {
      const element = await mounted(judging([judged("call-0", verdict, reason)]));
      await until(() => words(element)[0], "the verdict is there");
      equal(words(element)[0], expected);
      equal(findAll(element, ".verdict svg path").length, 1);
      assert(find(element, ".call").textContent?.includes(expected), "in the name of the button");
    });
  }

  it("says what becomes of calls that have not ended", async () => {
    const ongoing = (["waiting", "active", "unjoined"] as const).map((status, n) => call(n, { status }));
    const session = judging([], new FakeSession(ongoing));
    const element = await mounted(session);
    await until(() => words(element)[2], "verdicts are there");
    equal(words(element), ["No evaluation", "Pending", "No evaluation"]);
    equal(asked(session).length, 0);
  });

  for (const widthPx of [320, 600, 900]) {
    it(`moves no row when verdicts arrive, ${widthPx} px wide`, async () => {
      let answer: (reply: Reply) => void = () => {};
      const session = judging([]);
      session.reply = (path) =>
        path.startsWith("/v1/evaluations") ? new Promise((resolve) => (answer = resolve)) : undefined;
      const element = mount(session, { widthPx });
      await until(() => findAll(element, ".row[role=row]").length > 0, "rows are there");
      const boxes = () =>
        findAll(element, ".row[role=row], .status, .start, .title").map((box) => {
          const { x, y, width, height } = box.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(" ");
        });
      await until(() => asked(session).length > 0, "verdicts are asked for");
      await frame();
      const before = boxes();
      answer({ body: { items: calls(8).map(({ id }, n) => judged(id, n % 2 ? "failed" : "none")) } });
      await until(() => words(element).every(Boolean), "verdicts are there");
      await frame();
      equal(boxes(), before);
    });
  }

  it("keeps room for verdicts from the first row on", async () => {
    const session = judging([]);
    const element = mount(session, { properties: { listFails: true } });
    await until(() => findAll(element, ".row[role=row]").length > 0, "rows are there");
    assert(find(element, ".verdict").getBoundingClientRect().height >= 15, "there is room");
  });

  it("shows nothing and asks nothing without the scope", async () => {
    const session = new FakeSession(calls(8));
    const element = await mounted(session);
    await frame();
    equal([asked(session).length, find(element, ".verdict").getBoundingClientRect().height], [0, 0]);
    equal(findAll(element, "[name=verdict]").length, 0);
  });

  it("gives the room back where the site has no evaluations", async () => {
    const session = judging([]);
    session.reply = (path) =>
      path.startsWith("/v1/evaluations") ? { failure: problem("not_configured") } : undefined;
    const element = await mounted(session);
    await until(() => findAll(element, ".judged").length === 0, "the room is gone");
    await until(() => findAll(element, "[name=verdict]").length === 0, "so is the filter");
    equal(findAll(element, ".strip, .notice").length, 0);
  });

  it("lists calls although verdicts fail", async () => {
    const session = judging([]);
    session.reply = (path) =>
      path.startsWith("/v1/evaluations") ? { failure: problem("upstream_key_rejected") } : undefined;
    const element = await mounted(session);
    await until(() => words(element).every((each) => each === "Unavailable"), "it is said");
    equal([findAll(element, ".row[role=row]").length, findAll(element, ".strip, .notice").length], [8, 0]);
  });

  it("drops verdicts with the viewer", async () => {
    const session = judging([judged("call-0", "failed")]);
    const element = await mounted(session);
    await until(() => words(element)[0] === "Failed", "the verdict is there");
    const before = asked(session).length;
    session.change(JUDGES, session.epoch + 1);
    await until(() => asked(session).length > before && words(element)[0], "asked anew");
  });

  it("filters by verdict, and clears it with the chip", async () => {
    const session = judging([]);
    session.agents = [];
    const element = await filterable(session);
    choose(element, "verdict", "failed");
    await until(() => lastQuery(session).verdict === "failed", "calls are asked for");
    equal(chips(element), ["Failed"]);
    find(element, ".chip > button").click();
    await until(() => !("verdict" in lastQuery(session)), "all calls are asked for");
  });

  it("filters by a verdict that the page names, once a token tells that the viewer may", async () => {
    const session = judging([]);
    session.state = { status: "idle" };
    session.agentsReply = () => {
      session.change(JUDGES);
      return { body: { items: [] } };
    };
    const element = await filterable(session, { properties: { filters: { verdict: "failed" } } });
    equal([lastQuery(session), chips(element)], [{ verdict: "failed" }, ["Failed"]]);
  });

  it("ignores a filter by verdict without the scope", async () => {
    const session = new FakeSession(calls(3));
    const element = await filterable(session, { properties: { filters: { verdict: "failed" } } });
    equal([lastQuery(session), chips(element)], [{}, []]);
  });
});
