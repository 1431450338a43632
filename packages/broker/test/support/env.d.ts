import "@cloudflare/vitest-plugin/types";
import type { ViewerObject } from "../../src/index.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      VIEWERS: DurableObjectNamespace<ViewerObject>;
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** Base URL of the simulator that runs beside the tests, as ULTRAVOX_BASE_URL. */
    simulatorUrl: string;
    simulatorControlUrl: string;
  }
}
