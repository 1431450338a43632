import type { Site } from "../config/check-site.ts";
import type { Proof } from "./proof.ts";

/** Who asks, as far as the request itself has shown. */
export interface Asker {
  site: Site;
  origin: string;
  proof: Proof;
  requestId: string;
}
