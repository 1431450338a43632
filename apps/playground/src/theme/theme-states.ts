import { ALL_STATES } from "../states/all-states.ts";
import type { State } from "../states/state.ts";

/** A state of an element to choose on the theme page. */
export interface ThemeState {
  group: string;
  name: string;
  /** They bring the state about; `site` names one of the playground's broker. */
  attributes: Readonly<Record<string, string>>;
}

/** The state that an element begins in. */
const FIRST = {
  "keyhole-calls": "list-judged",
  "keyhole-call": "call-judged",
  "keyhole-overview": "overview-figures",
  "keyhole-talk": "talk-button",
};
/** What a query sets that is no attribute. */
const PROPERTIES = ["filters", "row-end", "get-assertion", "talk"];

/** Every state of an element that attributes alone bring about, each once. */
export function themeStates(element: keyof typeof FIRST): ThemeState[] {
  const isFirst = ({ name }: State) => name === FIRST[element];
  const isReached = ({ around, query }: State) =>
    around === undefined && !PROPERTIES.some((name) => name in query);
  const states = ALL_STATES.filter((state) => state.element === element && isReached(state));
  const byQuery = new Map<string, ThemeState>();
  for (const { group, name, query } of [...states.filter(isFirst), ...states]) {
    const key = JSON.stringify(query);
    if (!byQuery.has(key)) byQuery.set(key, { group, name: labelOf(name), attributes: query });
  }
  return [...byQuery.values()];
}

/** "list-more-fails" is "More fails". */
function labelOf(name: string): string {
  const words = name.replace(/^(list|call|overview|talk|token)-/, "").replaceAll(/[-_]/g, " ");
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}
