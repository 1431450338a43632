import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { callOrigins, createHostRoutes, pageHeaders, withBroker } from "@keyhole/demo";
import { choosePorts } from "@keyhole/dev/processes";
import { createPlaygroundRoutes, type ElementsManifest, PAGE_HEADERS } from "@keyhole/playground";
import { createServer, type InlineConfig, type Plugin, type ViteDevServer } from "vite";
import type { Pages, Places } from "./pages.ts";
import { createWorkerReload } from "./worker-reload.ts";

const here = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const ELEMENTS = here("packages/elements/src/keyhole.ts");
const ADMIN = here("packages/elements/src/admin/index.ts");

/** Folders of the Worker's sources. */
const WORKER_SOURCES = [
  "packages/contract/src/",
  "packages/upstream/src/",
  "packages/broker/src/",
  "apps/edge/src/",
  "apps/demo/edge/",
].map(here);

/** Paths that the Worker answers, and not the elements' sources. */
const WORKER_PATH = /^\/(?:admin|(?:v1|\.well-known)\/.*)?$/;

/**
 * Serves everything from its sources through Vite, and reloads what is open when one of them changes. A Vite
 * server stands in front of the Worker: it answers the elements' sources and passes the rest on.
 */
export async function serveSourcePages({
  pagePort,
  playgroundPort,
  brokerPort,
  host,
}: Places): Promise<Pages> {
  // wrangler wants the folder of the built elements, which the front answers instead of it.
  mkdirSync(here("packages/elements/dist"), { recursive: true });
  const manifest = readManifest();
  manifest.catch(() => {}); // The playground shows the reason.
  const [workerPort = 0] = await choosePorts([{ name: "Worker", port: 0, setting: "none" }]);
  const playground = createPlaygroundRoutes(`http://localhost:${playgroundPort}`, () => manifest);
  const worker = createWorkerReload(WORKER_SOURCES, (path) => WORKER_PATH.test(path));
  const servers: ViteDevServer[] = [];
  const start = async (config: InlineConfig) => {
    const server = await createServer({ logLevel: "error", clearScreen: false, ...config });
    servers.push(server);
    await server.listen();
    return server;
  };
  const close = async () => {
    await Promise.all([playground.close(), ...servers.map((server) => server.close())]);
  };

  try {
    await start(brokerConfig(brokerPort, workerPort, worker.plugin));
    await start({
      configFile: here("apps/demo/vite.config.ts"),
      plugins: [
        answering(
          createHostRoutes(host),
          pageHeaders([host.brokerOrigin, `ws://127.0.0.1:${brokerPort}`], callOrigins(host.simulatorOrigin)),
        ),
        { name: "keyhole-broker", transformIndexHtml: (html) => withBroker(html, host.brokerOrigin) },
      ],
      server: { host: "localhost", port: pagePort, strictPort: true },
    });
    await start({
      configFile: here("apps/playground/vite.config.ts"),
      plugins: [servingElements(), answering(playground.answer, PAGE_HEADERS)],
      server: { host: "localhost", port: playgroundPort, strictPort: true },
    });
    return {
      workerPort,
      onWorkerOutput: worker.onWorkerOutput,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The manifest of the elements as they are now. It takes a moment: nobody waits but the playground. */
async function readManifest(): Promise<ElementsManifest> {
  const { stdout } = await promisify(execFile)(process.execPath, ["manifest/print.ts"], {
    cwd: here("packages/elements"),
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as ElementsManifest;
}

/** The origin of the broker: sources of the elements, and the Worker behind. */
function brokerConfig(port: number, workerPort: number, reload: Plugin): InlineConfig {
  return {
    configFile: false,
    root: here("packages/elements"),
    appType: "custom",
    plugins: [reload, servingElements()],
    server: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      // The Worker answers preflights itself.
      cors: false,
      proxy: { [WORKER_PATH.source]: `http://127.0.0.1:${workerPort}` },
    },
  };
}

/** `/keyhole.js` is the elements' entry in source, `/keyhole/admin.js` the owner's page, to any origin. The pages reload when one changes. */
function servingElements(): Plugin {
  return {
    name: "keyhole-elements",
    config: () => ({ optimizeDeps: { entries: [ELEMENTS, ADMIN, "**/*.html"] } }),
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url?.split("?")[0] ?? "";
        if (!/^\/(v1|\.well-known)\//.test(path)) response.setHeader("Access-Control-Allow-Origin", "*");
        const entry = path === "/keyhole.js" ? ELEMENTS : path === "/keyhole/admin.js" ? ADMIN : null;
        if (entry === null) return next();
        response.writeHead(200, { "Content-Type": "text/javascript" });
        response.end(`import "/@vite/client";\nimport "/@fs${entry}";\n`);
      });
    },
  };
}

/** Answers an app's own routes before Vite does, and gives its pages the headers that they have in production. */
function answering(
  route: ReturnType<typeof createHostRoutes>,
  headers: Readonly<Record<string, string>>,
): Plugin {
  return {
    name: "keyhole-routes",
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (route(request, response)) return;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
