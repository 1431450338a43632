/** The sampling profiler of a Worker, over workerd's inspector (Chrome DevTools Protocol, domain Profiler). */
interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

interface CpuProfile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
}

/** One function of a profile. */
export interface ProfileLine {
  where: string;
  /** Share of the busy time that was spent in the function itself. */
  self: number;
  /** Share that was spent in it and in what it called. */
  total: number;
}

const IDLE = ["(idle)", "(program)", "(root)"];

/** Profiles a Worker while some work is done; the functions with the most time of their own first. */
export async function profile(
  inspectorUrl: string,
  work: () => Promise<unknown>,
  lines = 25,
): Promise<ProfileLine[]> {
  const socket = new WebSocket(inspectorUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error(`no inspector at ${inspectorUrl}`)), {
      once: true,
    });
  });
  let lastId = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  const call = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  try {
    await call("Profiler.enable");
    await call("Profiler.setSamplingInterval", { interval: 200 });
    await call("Profiler.start");
    await work();
    const { profile: taken } = (await call("Profiler.stop")) as { profile: CpuProfile };
    return summarize(taken).slice(0, lines);
  } finally {
    socket.close();
  }
}

function summarize({ nodes, samples, timeDeltas }: CpuProfile): ProfileLine[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const selfUs = new Map<string, number>();
  const totalUs = new Map<string, number>();
  let busyUs = 0;
  for (const [index, id] of samples.entries()) {
    const us = timeDeltas[index] ?? 0;
    const node = byId.get(id);
    if (node === undefined || IDLE.includes(node.callFrame.functionName)) continue;
    busyUs += us;
    selfUs.set(nameOf(node), (selfUs.get(nameOf(node)) ?? 0) + us);
    const seen = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const around = byId.get(at);
      if (around !== undefined) seen.add(nameOf(around));
    }
    for (const name of seen) totalUs.set(name, (totalUs.get(name) ?? 0) + us);
  }
  return [...selfUs]
    .toSorted(([, one], [, other]) => other - one)
    .map(([where, us]) => ({ where, self: us / busyUs, total: (totalUs.get(where) ?? 0) / busyUs }));
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const file = url === "" ? "native" : `${url.split("/").at(-1)}:${lineNumber + 1}`;
  return `${functionName === "" ? "(anonymous)" : functionName} ${file}`;
}
