import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { describe, it } from "node:test";
import type { ViteDevServer } from "vite";
import { createWorkerReload } from "./worker-reload.ts";

const BEGUN = "⎔ Reloading local server...";
const DONE = "⎔ Local server updated and ready";

/** A server in front of the Worker: a source changes, a page asks, and reloads are counted. */
function openServer() {
  const { plugin, onWorkerOutput } = createWorkerReload(["/src/"], (path) => path.startsWith("/v1/"));
  const watcher = Object.assign(new EventEmitter(), { add: () => watcher });
  let handle: (request: unknown, response: unknown, next: () => void) => void = () => {};
  const server = {
    watcher,
    middlewares: { use: (given: typeof handle) => (handle = given) },
    ws: { send: () => (opened.reloads += 1) },
  };
  const opened = {
    reloads: 0,
    onWorkerOutput,
    change: (path: string) => watcher.emit("all", "change", path),
    /** What has been answered so far grows by the path when it is. */
    ask: (url: string) => handle({ url }, {}, () => opened.answered.push(url)),
    answered: [] as string[],
  };
  (plugin.configureServer as (server: ViteDevServer) => void)(server as unknown as ViteDevServer);
  return opened;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("createWorkerReload", () => {
  it("reloads at once, and holds what goes to the Worker until it has the change", async () => {
    const server = openServer();
    server.change("/src/a.ts");
    assert.equal(server.reloads, 1);
    for (const url of ["/keyhole.js", "/v1/calls"]) server.ask(url);
    server.onWorkerOutput(BEGUN);
    await settle();
    assert.deepEqual(server.answered, ["/keyhole.js"]);
    server.onWorkerOutput(DONE);
    await settle();
    assert.deepEqual(server.answered, ["/keyhole.js", "/v1/calls"]);
    assert.equal(server.reloads, 1);
  });

  it("lets requests through where the Worker cannot be built", async () => {
    const server = openServer();
    server.change("/src/a.ts");
    server.ask("/v1/calls");
    server.onWorkerOutput("✘ [ERROR] Build failed");
    await settle();
    assert.deepEqual(server.answered, ["/v1/calls"]);
  });

  it("lets requests through where wrangler does not notice, and reloads when it does after all", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const server = openServer();
    server.change("/src/unused.ts");
    server.ask("/v1/calls");
    t.mock.timers.tick(2_000);
    await settle();
    assert.deepEqual(server.answered, ["/v1/calls"]);
    server.onWorkerOutput(DONE);
    assert.equal(server.reloads, 2);
  });

  it("leaves pages alone for tests, other files and what wrangler writes", () => {
    const server = openServer();
    for (const path of ["/src/a.test.ts", "/src/a.md", "/other/a.ts", "/src/.wrangler/tmp/a.ts"])
      server.change(path);
    assert.equal(server.reloads, 0);
  });
});
