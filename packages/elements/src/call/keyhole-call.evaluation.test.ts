import type { Evaluation } from "@keyhole/contract";
import { assert, equal } from "../../test/assert.ts";
import { audioOf } from "../../test/call-page.ts";
import { evaluation, FAILED_METRIC, judgedCall, judgedSession, metric } from "../../test/evaluation-page.ts";
import { problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  mountCall,
  type TestCall,
  unmountAll,
  until,
} from "../../test/mount.ts";

const panel = (element: TestCall) =>
  find(element, ".evaluation")
    .textContent?.replace(/[\u2068\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim() ?? "";
const unfold = (element: TestCall) => find(element, ".evaluation summary").click();
const results = (element: TestCall) =>
  findAll(element, ".metric").map((row) =>
    [".metric-name", ".metric-result"].map((part) => row.querySelector(part)?.textContent?.trim()).join(": "),
  );
const voteState = (element: TestCall) => findAll(element, ".vote-state")[0]?.textContent ?? "";
const vote = (element: TestCall, name: string, up = true) =>
  find(element, `[aria-label="${up ? "Agree" : "Disagree"} with the result of ${name}"]`);

describe("the evaluation in <keyhole-call>", () => {
  afterEach(unmountAll);

  it("says the verdict and what was not met", async () => {
    const element = await judgedCall(judgedSession(), "Failed");
    equal(panel(element).startsWith("Evaluation Failed Not met: Tool Call Success"), true);
  });

  const withoutResult: [string, Partial<Evaluation>, string][] = [
    ["passed", { verdict: "passed", metrics: [] }, "Evaluation Passed"],
    [
      "running",
      { verdict: "pending", reason: "running", metrics: [] },
      "Evaluation Pending The evaluation is still running. Its result appears here.",
    ],
    [
      "ungraded",
      { verdict: "ungraded", reason: "not_graded", metrics: [] },
      "Evaluation Not graded No rule applied to this call, or it could not be read.",
    ],
    [
      "not found",
      { verdict: "none", metrics: [] },
      "Evaluation No evaluation There is no evaluation of this call.",
    ],
    [
      "too old",
      { verdict: "none", reason: "too_old", metrics: [] },
      "Evaluation Not looked up This call was not looked up: it is too old.",
    ],
    [
      "unavailable",
      { verdict: "pending", reason: "unavailable", metrics: [] },
      "Evaluation Unavailable The evaluation service does not answer. Try again later.",
    ],
    [
      "reviewed",
      { verdict: "passed", reviewed: true, metrics: [] },
      "Evaluation Passed Reviewed by a person",
    ],
  ];
  for (const [what, fields, words] of withoutResult) {
    it(`says that an evaluation is ${what}`, async () => {
      const element = await judgedCall(
        judgedSession(() => evaluation(fields)),
        "Evaluation",
      );
      await until(() => panel(element) === words, `${panel(element)} is ${words}`);
    });
  }

  for (const [code, words] of [
    ["upstream_key_rejected", "The evaluation service rejects the key of the Keyhole Worker."],
    ["upstream_unavailable", "The evaluation service does not answer."],
    ["internal", "The evaluation could not be loaded"],
  ] as const) {
    it(`says what ${code} means, and tries again when asked`, async () => {
      let isDown = true;
      const session = judgedSession(() => (isDown ? { failure: problem(code) } : evaluation()));
      const element = await judgedCall(session, words);
      assert(panel(element).includes("The evaluation could not be loaded"), panel(element));
      isDown = false;
      await until(() => findAll(element, ".evaluation .strip .button").length > 0, "a button is there");
      find(element, ".evaluation .strip .button").click();
      await until(() => panel(element).includes("Failed"), "the evaluation is there");
    });
  }

  it("is absent without the scope, and sends no request", async () => {
    const session = judgedSession(evaluation, []);
    const element = mountCall(session);
    await until(() => findAll(element, ".turn").length > 0, "turns are there");
    await frame();
    equal(findAll(element, ".evaluation, .mark, .turn-mark").length, 0);
    equal(
      session.asked.filter(({ path }) => path.includes("evaluation")),
      [],
    );
  });

  it("is empty where the site has no evaluations", async () => {
    const session = judgedSession(() => ({ failure: problem("not_configured") }));
    const element = mountCall(session);
    await until(() => session.asked.some(({ path }) => path.endsWith("/evaluation")), "it is asked for");
    await until(() => findAll(element, ".evaluation").length > 0 && panel(element) === "", "it is empty");
  });

  it("shows each metric on its own scale, what has failed first", async () => {
    const element = await judgedCall(judgedSession(), "Failed");
    unfold(element);
    equal(results(element), [
      "Tool Call Success: Failed",
      "Instruction Follow: Passed",
      "CSAT: 4",
      "Sentiment: neutral",
      "Latency (in ms): 3,800",
      "Talk Ratio: 0.52",
      "Nothing: No result",
    ]);
    assert(!panel(element).includes("%"), panel(element));
    assert(panel(element).includes("For some metrics, less is better."), panel(element));
    equal(
      findAll(element, ".metric-value").some((value) => value.closest(".failed, .passed")),
      false,
    );
  });

  it("shows markup in names and explanations as text", async () => {
    const hostile = `<img src=x onerror="globalThis.hacked = 1">`;
    const metrics = [metric({ name: hostile, passed: false, explanation: [hostile], atMs: [1_000] })];
    const element = await judgedCall(
      judgedSession(() => evaluation({ metrics })),
      "Failed",
    );
    equal(find(element, ".explanation").textContent, hostile);
    equal([findAll(element, "img").length, "hacked" in globalThis], [0, false]);
  });

  for (const [what, selector] of [
    ["a metric's time", ".metric-times button"],
    ["a mark on the lanes", ".marks button"],
    ["a mark in the transcript", "button.turn-mark"],
  ] as const) {
    it(`plays from ${what}`, async () => {
      const element = await judgedCall(judgedSession(), "Failed");
      unfold(element);
      await until(() => findAll(element, selector).length > 0, "it can be pressed");
      await until(() => audioOf(element).readyState > 0, "the recording is there");
      find(element, selector).click();
      await until(() => audioOf(element).currentTime >= 2, "it is at two seconds");
      assert(audioOf(element).currentTime < 4, "and not further");
      element.pause();
    });
  }

  it("marks the turn in which a metric failed, and the place on the lanes", async () => {
    const element = await judgedCall(judgedSession(), "Failed");
    await until(() => findAll(element, ".turn-mark").length > 0, "the turn is marked");
    equal(find(element, ".turn-mark").closest<HTMLElement>(".turn")?.dataset.index, "2");
    await until(() => findAll(element, ".marks button").length > 0, "the lanes are marked");
    const lanes = find(element, ".lanes").getBoundingClientRect();
    const mark = find(element, ".marks button").getBoundingClientRect();
    assert(
      Math.abs((mark.x + mark.width / 2 - lanes.x) / lanes.width - 2 / 6) < 0.05,
      "a third from the start",
    );
    equal(find(element, ".marks button").ariaLabel, "Failed: Tool Call Success. Play from 0:02");
  });

  it("makes one mark of those that would cover each other", async () => {
    const metrics = [FAILED_METRIC, metric({ id: 9, name: "Other", passed: false, atMs: [2_010, 5_000] })];
    const element = await judgedCall(
      judgedSession(() => evaluation({ metrics })),
      "Failed",
    );
    await until(() => findAll(element, ".marks button").length > 0, "the lanes are marked");
    const labels = findAll(element, ".marks button").map(({ ariaLabel }) => ariaLabel);
    equal(labels, ["Failed: Tool Call Success, Other. Play from 0:02", "Failed: Other. Play from 0:05"]);
  });

  it("shows times as text without a recording", async () => {
    const session = judgedSession();
    session.state = { status: "ready", scopes: ["calls:read", "transcripts:read", "evaluations:read"] };
    const element = await judgedCall(session, "Failed");
    await until(() => findAll(element, ".turn-mark").length > 0, "the turn is marked");
    equal(findAll(element, ".metric-times button, button.turn-mark, .marks button").length, 0);
    equal(find(element, ".metric-times").textContent, "0:02");
  });

  it("asks again while the evaluation is pending, and announces the result once it is there", async () => {
    let isDone = false;
    const session = judgedSession(() =>
      isDone ? evaluation() : evaluation({ verdict: "pending", reason: "running", metrics: [] }),
    );
    const loaded: string[] = [];
    const element = await judgedCall(session, "Pending");
    element.addEventListener("keyhole-evaluation-load", (event) => loaded.push(event.evaluation.verdict));
    isDone = true;
    await until(() => panel(element).includes("Failed"), "the result is there");
    equal(loaded, ["failed"]);
    await until(() => announced(element) === "Evaluation. Failed", "it is announced");
  });

  it("offers votes where the grant allows them, on metrics that can be voted on", async () => {
    const element = await judgedCall(judgedSession(), "Failed");
    equal(findAll(element, ".ballot").length, 6);
    unmountAll();
    const reader = await judgedCall(judgedSession(evaluation, ["evaluations:read"]), "Failed");
    equal(findAll(reader, ".ballot").length, 0);
  });

  it("lets the viewer undo a vote, and keeps the focus at the metric", async () => {
    const session = judgedSession();
    const element = await judgedCall(session, "Failed");
    unfold(element);
    const button = vote(element, "CSAT");
    button.focus();
    button.click();
    await until(() => findAll(element, "[part~=vote-undo]").length > 0, "it can be undone");
    equal([focused(element), button.ariaPressed], [button, "true"]);
    await until(() => announced(element).includes("sent in a few seconds"), "it is announced");
    const undo = find(element, "[part~=vote-undo]");
    undo.focus();
    undo.click();
    await until(() => findAll(element, ".vote-state").length === 0, "it is undone");
    equal([focused(element)?.closest(".metric"), button.ariaPressed], [button.closest(".metric"), "false"]);
    element.remove();
    equal(
      session.asked.filter(({ method }) => method === "POST").filter(({ path }) => path.endsWith("votes")),
      [],
    );
  });

  it("sends a vote that waits when the call is closed", async () => {
    const session = judgedSession();
    const element = await judgedCall(session, "Failed");
    vote(element, "CSAT", false).click();
    element.remove();
    const posted = session.asked.filter(({ path }) => path.endsWith("/votes"));
    equal(
      posted.map(({ path }) => path),
      ["/v1/calls/call-0/evaluation/votes"],
    );
  });

  for (const [name, target] of [
    ["pagehide", globalThis],
    ["beforeunload", globalThis],
  ] as const) {
    it(`sends a vote that waits at ${name}, and tells the page`, async () => {
      let isReviewed = false;
      const session = judgedSession(() => evaluation({ reviewed: isReviewed }));
      const element = await judgedCall(session, "Failed");
      const sent: string[] = [];
      element.addEventListener("keyhole-evaluation-vote", (event) =>
        sent.push(`${event.callId} ${event.metricId} ${event.vote}`),
      );
      vote(element, "CSAT").click();
      isReviewed = true;
      target.dispatchEvent(new Event(name));
      equal(session.asked.at(-1)?.path, "/v1/calls/call-0/evaluation/votes", "it is sent at once");
      await until(() => panel(element).includes("Reviewed by a person"), "it is asked anew");
      equal(
        [sent, find(element, ".vote-state").textContent?.trim()],
        [["call-0 18 up"], "Your vote was sent."],
      );
    });
  }

  for (const [code, words] of [
    ["upstream_unavailable", "Your vote could not be sent."],
    ["upstream_key_rejected", "The evaluation service accepts no votes with the key of the Keyhole Worker."],
  ] as const) {
    it(`says that a vote failed with ${code}, and sends it again when asked`, async () => {
      let isDown = true;
      const session = judgedSession();
      const usual = session.reply;
      session.reply = (path, asked) =>
        isDown && path.endsWith("/votes") ? { failure: problem(code) } : usual(path, asked);
      const element = await judgedCall(session, "Failed");
      vote(element, "CSAT").click();
      dispatchEvent(new Event("pagehide"));
      await until(() => voteState(element).includes(words), "it is said");
      isDown = false;
      find(element, "[part~=vote-retry]").click();
      await until(() => voteState(element).includes("was sent"), "it is sent");
    });
  }
});
