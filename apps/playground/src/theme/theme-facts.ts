import { callStates, type ElementState, listStates } from "./element-states.ts";
import { readPresets } from "./read-presets.ts";
import { readTokens } from "./read-tokens.ts";

/** What the theme page is made from. */
export interface ThemeFacts {
  tokens: ReturnType<typeof readTokens>;
  presets: ReturnType<typeof readPresets>;
  states: { list: ElementState[]; call: ElementState[] };
}

/** Read anew with each page, so that a build shows at once. */
export function themeFacts(): ThemeFacts {
  return {
    tokens: readTokens(),
    presets: readPresets(),
    states: { list: listStates(), call: callStates() },
  };
}
