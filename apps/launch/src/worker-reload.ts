import type { Plugin, ViteDevServer } from "vite";

/** What wrangler prints when it has begun to take a change over, when it has done so, and when it cannot. */
const BEGUN = /Reloading local server/;
const DONE = /Local server updated and ready/;
const FAILED = /\[ERROR\]/;

/** Not the tests, nor what wrangler writes while it builds. */
const SOURCE = /^(?!.*\/\.wrangler\/).*(?<!\.test)\.(?:ts|json)$/;

/** How long wrangler may take to notice a change. It never does where the Worker does not use the file. */
const NOTICE_MS = 2_000;

/** Reloads the pages with the Worker. */
export interface WorkerReload {
  /** For the server in front of the Worker. */
  plugin: Plugin;
  /** Takes what wrangler prints. */
  onWorkerOutput(text: string): void;
}

/**
 * Reloads the open pages as soon as a source of the Worker changes, while wrangler builds: what they ask the
 * Worker waits until it has the change. `isWorkerPath` says which requests go to the Worker.
 */
export function createWorkerReload(
  sources: readonly string[],
  isWorkerPath: (path: string) => boolean,
): WorkerReload {
  let server: ViteDevServer | undefined;
  let held: { opened: Promise<void>; open(): void } | null = null;
  let unnoticed: NodeJS.Timeout | undefined;

  function hold(): void {
    clearTimeout(unnoticed);
    unnoticed = setTimeout(release, NOTICE_MS);
    if (held === null) {
      const { promise: opened, resolve: open } = Promise.withResolvers<void>();
      held = { opened, open };
    }
    reload();
  }

  function release(): void {
    clearTimeout(unnoticed);
    held?.open();
    held = null;
  }

  function reload(): void {
    server?.ws.send({ type: "full-reload" });
  }

  return {
    plugin: {
      name: "keyhole-worker-reload",
      configureServer(started) {
        server = started;
        started.watcher.add([...sources]);
        started.watcher.on("all", (_event, path) => {
          if (sources.some((source) => path.startsWith(source)) && SOURCE.test(path)) hold();
        });
        started.middlewares.use((request, _response, next) => {
          if (held === null || !isWorkerPath(request.url ?? "")) next();
          else void held.opened.then(() => next());
        });
      },
    },
    onWorkerOutput(text) {
      if (BEGUN.test(text)) clearTimeout(unnoticed);
      if (FAILED.test(text)) release();
      if (!DONE.test(text)) return;
      // Pages that did not wait, because wrangler noticed late or another change came between, show the former Worker.
      if (held === null) reload();
      release();
    },
  };
}
