import { readPresets } from "./read-presets.ts";
import { type ElementsManifest, readTokens } from "./read-tokens.ts";
import { type ThemeState, themeStates } from "./theme-states.ts";

/** What the theme page is made from. */
export interface ThemeFacts {
  tokens: ReturnType<typeof readTokens>;
  presets: ReturnType<typeof readPresets>;
  states: { list: ThemeState[]; call: ThemeState[] };
}

export function themeFacts(manifest: ElementsManifest): ThemeFacts {
  return {
    tokens: readTokens(manifest),
    presets: readPresets(),
    states: { list: themeStates("keyhole-calls"), call: themeStates("keyhole-call") },
  };
}
