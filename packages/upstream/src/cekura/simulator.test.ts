import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Simulator, startSimulator } from "@keyhole/simulator";
import { type Cekura, type CekuraCallLog, createCekura, splitWindow } from "./index.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.now();

let simulator: Simulator;
let cekura: Cekura;
before(async () => {
  simulator = await startSimulator({ now: NOW, callCount: 400, cekuraRequestsPerSecond: 100_000 });
  cekura = clientFor("organization");
});
after(() => simulator.close());

function clientFor(kind: keyof Simulator["cekura"]["apiKeys"]): Cekura {
  return createCekura({ apiKey: simulator.cekura.apiKeys[kind], baseUrl: simulator.cekura.baseUrl });
}

const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();
const HISTORY = { from: daysAgo(95), to: daysAgo(0) };

/** All call logs of a project, window by window and page by page. */
async function walk(projectId: number): Promise<CekuraCallLog[]> {
  const logs: CekuraCallLog[] = [];
  for (const window of splitWindow(HISTORY))
    for (let page: number | null = 1; page !== null; ) {
      const answer = await cekura.listCallLogs({ ...window, scope: { projectId }, page, pageSize: 50 });
      assert.ok(answer.ok);
      assert.equal(answer.value.skipped, 0);
      logs.push(...answer.value.items);
      page = answer.value.nextPage;
    }
  return logs;
}

describe("createCekura against the simulator", () => {
  it("lists every call log once, over the windows that the vendor allows", async () => {
    const logs = await walk(1376);
    assert.ok(logs.length > 200);
    assert.equal(new Set(logs.map(({ id }) => id)).size, logs.length);
    const kinds = new Set(logs.flatMap(({ metrics }) => metrics.map(({ kind }) => kind)));
    assert.deepEqual([...kinds].toSorted(), ["binary", "continuous_qualitative", "enum", "numeric"]);
  });

  it("reads one metric alike in whichever form it comes", async () => {
    const metrics = (await walk(1376)).flatMap((log) => log.metrics);
    for (const { name, kind, passed, number, label } of metrics) {
      const told = {
        binary: passed,
        enum: label,
        numeric: number,
        continuous_qualitative: number,
        unknown: null,
      };
      assert.notEqual(told[kind], null, name);
    }
  });

  it("finds the call logs of the provider's calls, with and without the operator for several", async () => {
    const callIds = (await walk(1376)).slice(0, 20).map(({ callId }) => callId ?? "");
    const scope = { projectId: 1376 };
    const [window] = splitWindow(HISTORY);
    assert.ok(window);
    const find = async (client: Cekura) => {
      const page = await client.findCallLogs({ ...window, scope, callIds, pageSize: 50 });
      assert.ok(page.ok);
      return page.value.items.map(({ callId }) => callId);
    };
    assert.deepEqual(await find(cekura), callIds);
    simulator.setScenario("cekura-without-in");
    assert.deepEqual(await find(clientFor("project")), callIds);
    simulator.setScenario("normal");
  });

  it("reads a call log with explanations, turns and a recording that can be fetched", async () => {
    const failed = (await walk(1376)).filter(({ success }) => success === false);
    const details = await Promise.all(failed.slice(0, 10).map(({ id }) => cekura.getCallLog(id)));
    const read = details.map((detail) => (detail.ok ? detail.value : assert.fail()));
    assert.ok(read.some(({ metrics }) => metrics.some(({ explanation }) => explanation.length > 0)));
    assert.ok(read.every(({ turns, skippedTurns }) => turns.length > 0 && skippedTurns === 0));
    assert.ok(read.every(({ rubric }) => rubric.some(({ passed }) => passed === false)));
    const url = read.find(({ recordingUrl }) => recordingUrl !== null)?.recordingUrl ?? "";
    const isAllowedStorage = ({ origin }: URL) => origin === simulator.storageUrl;
    const request = { method: "GET", range: "bytes=0-9" } as const;
    const recording = await cekura.openRecording(url, request, { isAllowedStorage });
    assert.ok(recording.ok);
    assert.equal((await new Response(recording.value.body).arrayBuffer()).byteLength >= 10, true);
    assert.equal(simulator.storage().sawApiKey, false);
    const refused = await cekura.openRecording(url, request);
    assert.deepEqual(refused, { ok: false, error: { kind: "invalid", reason: "redirect" } });
    assert.ok(read.every(({ projectId }) => projectId === 1376));
  });

  it("votes and takes the vote back, unless the key only reads", async () => {
    const [log] = await walk(1376);
    const vote = { id: log?.id ?? 0, metricId: 35 };
    assert.ok((await cekura.voteMetric({ ...vote, vote: "down" })).ok);
    assert.deepEqual([...simulator.cekura.votes(vote.id)], [[35, false]]);
    assert.ok((await cekura.voteMetric({ ...vote, vote: null })).ok);
    assert.deepEqual([...simulator.cekura.votes(vote.id)], [[35, null]]);
    const refused = await clientFor("read_only").voteMetric({ ...vote, vote: "up" });
    assert.deepEqual(refused, { ok: false, error: { kind: "key_rejected", status: 403 } });
  });

  it("makes a key that can do less, and lists with it", async () => {
    const made = await cekura.createApiKey({ name: "keyhole", projectId: 1376 });
    assert.ok(made.ok);
    const { id, name, key, projectId } = made.value;
    assert.deepEqual(simulator.cekura.madeKeys(), [{ id, name, project: projectId, key }]);
    const lesser = createCekura({ apiKey: key, baseUrl: simulator.cekura.baseUrl });
    assert.ok((await lesser.listMetrics({ projectId: 1376 })).ok);
    assert.equal((await lesser.listMetrics({ projectId: 1377 })).ok, false);
    assert.equal((await lesser.createApiKey({ name: "more", projectId: 1376 })).ok, false);
  });

  it("lists agents, projects and metrics", async () => {
    const [agents, projects, metrics] = await Promise.all([
      cekura.listAgents({ pageSize: 50, projectId: 1377 }),
      cekura.listProjects(),
      cekura.listMetrics({ projectId: 1376 }),
    ]);
    assert.ok(agents.ok && projects.ok && metrics.ok);
    assert.deepEqual(
      [agents, projects, metrics].map(({ value }) => [value.items.length, value.skipped]),
      [
        [2, 0],
        [2, 0],
        [8, 0],
      ],
    );
  });

  it("tells a limit, a rejected key and an outage apart", async () => {
    const errors: Record<string, unknown> = {};
    for (const scenario of ["cekura-rate-limited", "cekura-unauthorised", "cekura-unavailable"] as const) {
      simulator.setScenario(scenario);
      const result = await cekura.listProjects({ deadlineMs: 1_000 });
      errors[scenario] = result.ok || result.error.kind;
    }
    simulator.setScenario("normal");
    assert.deepEqual(errors, {
      "cekura-rate-limited": "rate_limited",
      "cekura-unauthorised": "key_rejected",
      "cekura-unavailable": "unavailable",
    });
  });
});
