/**
 * A voice service that answers from memory, in a thread of its own: `GET /<bytes>/calls` answers a page of 50
 * calls of about that size, and `GET /<bytes>/calls/<id>` one call of it. The query is ignored. A real service, or the
 * simulator, would spend more CPU on the page than the Worker that is measured.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { startSimulator } from "@keyhole/simulator";

const ROWS = 50;

export interface StaticUpstream {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  /** Ids of the calls that it has. */
  callIds: readonly string[];
  stop(): Promise<void>;
}

/** Starts the upstream with pages of these sizes. */
export async function startUpstream(pageBytes: readonly number[]): Promise<StaticUpstream> {
  const rows = await readRows();
  const worker = new Worker(new URL(import.meta.url), { workerData: { rows, pageBytes } });
  const origin = await new Promise<string>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return {
    origin,
    callIds: rows.map(({ callId }) => callId),
    stop: async () => void (await worker.terminate()),
  };
}

/** A row as the simulator writes it. The prompt is most of it, as in the vendor's answers. */
interface Row {
  callId: string;
  systemPrompt: string | null;
}

async function readRows(): Promise<Row[]> {
  const simulator = await startSimulator({ callCount: 400 });
  try {
    const headers = { "X-API-Key": simulator.apiKey };
    // The newest calls are running, which no cache may keep for long.
    const answer = await fetch(`${simulator.baseUrl}/calls?sort=-created&pageSize=100`, { headers });
    const { results } = (await answer.json()) as {
      results: (Row & { ended: string | null; summary: string | null })[];
    };
    return results.filter(({ ended, summary }) => ended !== null && summary !== null).slice(0, ROWS);
  } finally {
    await simulator.close();
  }
}

/** The rows with prompts that are as long as it takes. */
function fill(rows: readonly Row[], bytes: number): Row[] {
  const bare = rows.map((row) => ({ ...row, systemPrompt: "" }));
  const each = Math.max(0, Math.floor((bytes - Buffer.byteLength(JSON.stringify(bare))) / rows.length));
  return rows.map((row) => {
    const prompt = row.systemPrompt || "You answer the phone. ";
    return { ...row, systemPrompt: prompt.repeat(Math.ceil(each / prompt.length)).slice(0, each) };
  });
}

function serve({ rows, pageBytes }: { rows: readonly Row[]; pageBytes: readonly number[] }): void {
  const answers = new Map<string, Buffer>();
  for (const bytes of pageBytes) {
    const filled = fill(rows, bytes);
    const page = { results: filled, next: null, previous: null, total: filled.length };
    answers.set(`/${bytes}/calls`, Buffer.from(JSON.stringify(page)));
    for (const row of filled) answers.set(`/${bytes}/calls/${row.callId}`, Buffer.from(JSON.stringify(row)));
  }
  const stages = Buffer.from(JSON.stringify({ results: [], next: null, previous: null, total: 1 }));
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const body = path.endsWith("/stages") ? stages : answers.get(path);
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": "application/json",
      "Content-Length": body?.length ?? 0,
    });
    response.end(body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => {
    parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

if (!isMainThread) serve(workerData as Parameters<typeof serve>[0]);
