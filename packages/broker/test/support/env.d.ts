import "@cloudflare/vitest-plugin/types";
import type {
  AuditObject,
  DeliveryObject,
  ProjectKeyObject,
  QuestionObject,
  SiteObject,
  StartsObject,
  SwitchObject,
  UpstreamObject,
  ViewerObject,
} from "../../src/worker.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      VIEWERS: DurableObjectNamespace<ViewerObject>;
      SITES: DurableObjectNamespace<SiteObject>;
      UPSTREAMS: DurableObjectNamespace<UpstreamObject>;
      PROJECT_KEYS: DurableObjectNamespace<ProjectKeyObject>;
      STARTS: DurableObjectNamespace<StartsObject>;
      DELIVERIES: DurableObjectNamespace<DeliveryObject>;
      SWITCHES: DurableObjectNamespace<SwitchObject>;
      AUDIT: DurableObjectNamespace<AuditObject>;
      QUESTIONS: DurableObjectNamespace<QuestionObject>;
      DELIVERY_QUEUE: Queue;
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** Base URL of the simulator that runs beside the tests, as ULTRAVOX_BASE_URL. */
    simulatorUrl: string;
    simulatorControlUrl: string;
    /** Base URL of the simulated Cekura, as CEKURA_BASE_URL, and its keys. */
    cekuraUrl: string;
    cekuraKeys: { organization: string; project: string; read_only: string };
    /** The rate limiting bindings that owners deploy. */
    rateLimits: { name: string; simple: { limit: number; period: number } }[];
  }
}
