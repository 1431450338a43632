import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changedJson, fuzz, toWire } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { parseAgents } from "../src/base/parse-agents.ts";
import { parseCallsPage } from "../src/base/parse-call.ts";
import { parseEvaluationSummary } from "../src/base/parse-evaluation.ts";
import { EvaluationStore } from "../src/call/evaluation/evaluation-store.ts";
import { parseEvent } from "../src/call/events/event-list-view.ts";
import { CallStore } from "../src/call/model/call-store.ts";
import { transcriptJson, transcriptText, transcriptVtt } from "../src/call/transcript/transcript-file.ts";
import { parseMessage } from "../src/call/transcript/turns.ts";
import { columnsFor } from "../src/list/export/columns.ts";
import { csvDialect, csvOf } from "../src/list/export/csv.ts";
import { sheetRow } from "../src/list/export/sheet-xml.ts";
import { parseStats } from "../src/overview/parse-stats.ts";
import type { Session } from "../src/session/index.ts";
import { parseProblem, readRefusal } from "../src/session/refusal.ts";
import { parseToken } from "../src/session/token.ts";
import { parseCallStarted, parseTalkOptions } from "../src/talk/model/parse-talk.ts";

const AT = "2026-07-02T09:14:03.182Z";
const ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001";
const CALL = {
  id: ID,
  source: "ultravox",
  agent: { id: "a", name: "Reception" },
  status: "ended",
  createdAt: AT,
  joinedAt: AT,
  endedAt: AT,
  durationMs: 124_000,
  endReason: "hangup",
  medium: "web",
  title: "Booked",
  summary: "=1+1",
  hasRecording: true,
  metadata: { tenant: "a" },
  joinTimeoutMs: 30_000,
  maxDurationMs: 900_000,
  languageHint: "en",
  stages: 1,
};
const TURN = {
  id: "0:1",
  role: "agent",
  text: "Hello --> <v>",
  medium: "voice",
  audioStartMs: 310,
  audioEndMs: 3_904,
  startMs: 500,
  endMs: 4_000,
  stage: 0,
  tool: { name: "book", invocationId: "i" },
};
const EVALUATION = { callId: ID, verdict: "passed", reason: null, passed: 1, failed: 0, total: 1 };
const METRIC = {
  id: 1,
  name: "A",
  kind: "binary",
  passed: true,
  number: 1,
  label: "x",
  explanation: ["a"],
  atMs: [1],
};
const PROBLEM = {
  type: "urn:keyhole:problem:rate_limited",
  title: "Too many requests",
  status: 429,
  code: "rate_limited",
  detail: "Wait.",
  requestId: "r",
  retryAfterSeconds: 3,
  serverTime: AT,
};

/** Any answer, as `JSON.parse` reads it from the wire. */
const answers = (sample: unknown) =>
  changedJson(fc.constant(sample)).map((value) => JSON.parse(toWire(value)) as unknown);
const texts = (words: string) => words;
const isTime = (time: string | null) => time === null || !Number.isNaN(Date.parse(time));
const isAmount = (amount: number | null) => amount === null || (Number.isFinite(amount) && amount >= 0);

/** A session whose broker answers `body`. */
const sessionWith = (body: unknown) =>
  ({
    request: async (_path: string, { parse }: { parse: (body: unknown) => unknown }) => {
      const value = parse(body);
      return value === undefined ? { ok: false, failure: { kind: "answer" } } : { ok: true, value };
    },
  }) as unknown as Session;

describe("any answer of the broker is read into what can be shown:", () => {
  it("a page of calls, which is exported too", async () => {
    const columns = columnsFor(["tenant"]);
    const dialects = ["en", "de", "ar", undefined].map(csvDialect);
    await fuzz([answers({ items: [CALL, CALL], next: "n", total: 9 })], (body) => {
      const page = parseCallsPage(body);
      if (page === undefined) return;
      assert.ok(page.next === null || page.next !== "");
      for (const call of page.items) {
        assert.ok(call.id && isTime(call.createdAt) && isTime(call.joinedAt) && isTime(call.endedAt));
        assert.ok(isAmount(call.durationMs), `${call.durationMs}`);
        for (const dialect of dialects) {
          const line = csvOf(call, columns, dialect);
          assert.ok(!/(^|[,;])[=+@-](?!"[^"=@|!]*")/.test(unquoted(line)), line);
        }
        assert.doesNotMatch(sheetRow(call, columns, 2, "Europe/Berlin"), /<v>(?:NaN|-?Infinity|undefined)/);
      }
    });
  });

  it("a call", async () => {
    await fuzz([answers(CALL)], async (body) => {
      const session = sessionWith(body);
      const store = new CallStore(
        { session, id: ID, summary: null, moment: null } as never,
        { now: () => 0 } as never,
      );
      await store.load();
      const { phase, detail } = store.state;
      assert.equal(phase, detail === null ? "failed" : "ready");
      if (detail === null) return;
      assert.equal(detail.id, ID);
      for (const amount of [detail.joinTimeoutMs, detail.maxDurationMs, detail.stages])
        assert.ok(isAmount(amount));
    });
  });

  it("turns, which are saved as files too", async () => {
    const call = { ...CALL, durationMs: 1 } as never;
    await fuzz([answers([TURN, { ...TURN, role: "user" }])], (body) => {
      const turns = (Array.isArray(body) ? body : [body])
        .map(parseMessage)
        .filter((turn) => turn !== undefined);
      for (const { audioStartMs, audioEndMs, startMs, endMs, stage } of turns)
        for (const ms of [audioStartMs, audioEndMs, startMs, endMs, stage]) assert.ok(isAmount(ms), `${ms}`);
      const file = { text: texts as never, locale: "en", call, turns, complete: true };
      const vtt = transcriptVtt(file);
      assert.doesNotMatch(vtt, /^.*(?:NaN|Infinity).* --> |--> .*(?:NaN|Infinity)/m);
      transcriptText(file);
      const cues = vtt.split("\n\n").slice(2);
      for (const cue of cues) assert.equal(cue.split("-->").length, 2, cue);
      JSON.parse(transcriptJson(file));
    });
  });

  it("an evaluation, agents, events and counts", async () => {
    const sample = {
      evaluation: { ...EVALUATION, reviewed: true, metrics: [METRIC] },
      agents: { items: [{ id: "a", name: "b" }], refusedFilters: ["q"] },
      event: { atMs: 1, severity: "error", type: "t", text: "x" },
      stats: {
        from: AT,
        to: AT,
        items: [{ from: AT, to: AT, calls: 1, joined: 1, durationMs: 1 }],
        verdicts: null,
      },
    };
    await fuzz([answers(sample)], async (body) => {
      const { evaluation, agents, event, stats } = (body ?? {}) as Record<string, unknown>;
      parseEvaluationSummary(evaluation);
      const store = new EvaluationStore(sessionWith(evaluation), ID);
      await store.load();
      for (const { atMs, number } of store.state.evaluation?.metrics ?? []) {
        assert.ok(number === null || Number.isFinite(number));
        for (const ms of atMs) assert.ok(isAmount(ms));
      }
      for (const { id, name } of parseAgents(agents)?.agents ?? []) assert.ok(id && name);
      assert.ok(isAmount(parseEvent(event)?.atMs ?? null));
      const figures = parseStats(stats);
      if (figures === undefined) return;
      assert.ok(figures.fromMs <= figures.toMs);
      for (const { calls, joined, durationMs } of figures.calls ?? [])
        for (const count of [calls, joined, durationMs]) assert.ok(isAmount(count));
    });
  });

  it("a token, and what a start may set and gets", async () => {
    const sample = {
      token: { access_token: "t", token_type: "DPoP", expires_in: 300, scope: "calls:read" },
      talk: {
        agents: [
          {
            id: "a",
            name: "b",
            mediums: ["voice"],
            variables: [{ name: "n", maxLength: 3 }],
            metadata: ["m"],
            maxDurationMs: 5,
          },
        ],
        consent: { version: "1", text: "t" },
        turnstile: { siteKey: "k" },
      },
      started: { id: ID, joinUrl: "wss://voice.example/1", joinBefore: AT, maxDurationMs: 600_000 },
    };
    await fuzz([answers(sample)], (body) => {
      const { token, talk, started } = (body ?? {}) as Record<string, unknown>;
      const grant = parseToken(token);
      if (grant !== undefined) {
        assert.ok(grant.lifetimeMs > 0 && grant.lifetimeMs <= 300_000);
        new Headers({ Authorization: `DPoP ${grant.token}` });
      }
      for (const agent of parseTalkOptions(talk)?.agents ?? []) {
        assert.ok(agent.mediums.length > 0 && isAmount(agent.maxDurationMs));
        for (const { maxLength } of agent.variables) assert.ok(isAmount(maxLength));
      }
      const url = parseCallStarted(started)?.joinUrl;
      if (url !== undefined) assert.match(new URL(url).protocol, /^wss?:$/);
    });
  });

  it("a problem, and the wait that it asks for", async () => {
    const header = fc.oneof(
      fc.constantFrom("0", "5", "-1", "1e3", "9".repeat(400), "Thu, 02 Jul 2026 09:14:03 GMT"),
      fc.string({ unit: "grapheme-ascii" }),
    );
    const nowMs = Date.parse(AT);
    await fuzz(
      [answers(PROBLEM), fc.constantFrom(400, 401, 429, 500, 503), header],
      (body, status, retryAfter) => {
        const problem = parseProblem(body, status);
        const { retryAfterSeconds: seconds = 1, serverTime = AT } = problem ?? {};
        assert.ok(seconds >= 1 && seconds <= 3600);
        assert.ok(Date.parse(serverTime));
        const response = new Response(null, { status, headers: { "Retry-After": retryAfter.trim() } });
        const { waitMs, outcome } = readRefusal(response, body, nowMs);
        assert.ok(waitMs === undefined || waitMs >= 0);
        assert.equal(outcome.ok, false);
      },
    );
  });
});

/** A line of a CSV file with each quoted cell as its first characters: what a reader takes for the start of a cell. */
function unquoted(line: string): string {
  return line.replace(/"((?:[^"]|"")*)"/g, (_, cell: string) => cell.replace(/[,;\r\n]/g, " ").slice(0, 3));
}
