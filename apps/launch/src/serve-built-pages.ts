import { createHost } from "@keyhole/demo";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { listenOnLocalhost } from "@keyhole/dev/processes";
import { createPlayground } from "@keyhole/playground";
import type { Pages, Places } from "./pages.ts";

/** Serves what the builds wrote, and builds before where that is older than its sources. */
export async function serveBuiltPages(
  { pagePort, playgroundPort, brokerPort, host }: Places,
  onProgress: (text: string) => void,
): Promise<Pages> {
  for (const name of ["elements", "demo", "playground"] as const) {
    buildWhenNeeded(name, () => onProgress(`Building ${name}`));
  }
  const closePage = await listenOnLocalhost(createHost(host), pagePort);
  try {
    const playground = createPlayground(`http://localhost:${playgroundPort}`);
    const closePlayground = await listenOnLocalhost(playground.handle, playgroundPort);
    return {
      workerPort: brokerPort,
      async close() {
        closePage();
        closePlayground();
        await playground.close();
      },
    };
  } catch (error) {
    closePage();
    throw error;
  }
}
