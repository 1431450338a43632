import type { Settings } from "./settings.ts";
import type { VisibleEnv } from "./visible-env.ts";

/** What the checks of one site need to know of the rest. */
export interface SiteContext {
  settings: Settings;
  visible: VisibleEnv;
}
