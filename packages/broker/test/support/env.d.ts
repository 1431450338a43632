import "@cloudflare/vitest-plugin/types";
import type { SiteObject, UpstreamObject, ViewerObject } from "../../src/worker.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      VIEWERS: DurableObjectNamespace<ViewerObject>;
      SITES: DurableObjectNamespace<SiteObject>;
      UPSTREAMS: DurableObjectNamespace<UpstreamObject>;
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** Base URL of the simulator that runs beside the tests, as ULTRAVOX_BASE_URL. */
    simulatorUrl: string;
    simulatorControlUrl: string;
    /** The rate limiting bindings that owners deploy. */
    rateLimits: { name: string; simple: { limit: number; period: number } }[];
  }
}
