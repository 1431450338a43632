import { callStates, type ElementState, listStates } from "./element-states.ts";
import { readPresets } from "./read-presets.ts";
import { type ElementsManifest, readTokens } from "./read-tokens.ts";

/** What the theme page is made from. */
export interface ThemeFacts {
  tokens: ReturnType<typeof readTokens>;
  presets: ReturnType<typeof readPresets>;
  states: { list: ElementState[]; call: ElementState[] };
}

export function themeFacts(manifest: ElementsManifest): ThemeFacts {
  return {
    tokens: readTokens(manifest),
    presets: readPresets(),
    states: { list: listStates(), call: callStates() },
  };
}
