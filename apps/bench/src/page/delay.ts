import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import type { Served } from "../list/serve.ts";

/**
 * A line to a server on 127.0.0.1 whose round trips take as long as given: setting up a connection takes one, and each
 * byte half of one each way. It has no limit of bandwidth.
 */
export async function delay(origin: string, roundTripMs: number): Promise<Served> {
  const { hostname, port } = new URL(origin);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      open.add(socket);
    }
    const readyMs = performance.now() + roundTripMs;
    pass(near, far, () => Math.max(readyMs - performance.now(), 0) + roundTripMs / 2);
    pass(far, near, () => roundTripMs / 2);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Passes on what comes, after a time, in order. */
function pass(from: Socket, to: Socket, waitMs: () => number): void {
  let dueMs = 0;
  const later = (run: () => void) => {
    dueMs = Math.max(dueMs, performance.now() + waitMs());
    setTimeout(run, dueMs - performance.now());
  };
  from.on("data", (bytes) => later(() => to.writable && to.write(bytes)));
  from.on("end", () => later(() => to.end()));
  from.on("close", () => later(() => to.destroy()));
}
