import type { Agent } from "@keyhole/contract";
import type { CallFilters } from "../../base/call-filters.ts";
import type { Formats } from "../../base/formats.ts";
import type { Text } from "../../i18n/text.ts";
import { dateWords } from "./date-filter.ts";
import { durationWords } from "./duration-filter.ts";
import type { FilterChange } from "./list-filters.ts";
import type { Control } from "./toolbar-controls.ts";

/** A filter in use: its control, its words, and what takes it away. */
export interface Chip {
  control: Control;
  words: string;
  without: FilterChange;
}

export interface ChipsContext {
  agents: readonly Agent[];
  controls: ReadonlySet<Control>;
  text: Text;
  formats: Formats;
}

/** The filters in use whose control a viewer has; those without one are the host's business. */
export function filterChips(filters: CallFilters, { agents, controls, text, formats }: ChipsContext): Chip[] {
  const { agent, status, q } = filters;
  const name = agents.find(({ id }) => id === agent)?.name ?? text("filter.agent.unknown");
  const chips: Chip[] = [
    { control: "text", words: q ? text("filter.words", { words: q }) : "", without: { q: undefined } },
    { control: "agent", words: agent ? name : "", without: { agent: undefined } },
    { control: "status", words: status ? text(status) : "", without: { status: undefined } },
    {
      control: "duration",
      words: durationWords(filters, text, formats.locale),
      without: { minDurationMs: undefined, maxDurationMs: undefined },
    },
    {
      control: "date",
      words: dateWords(filters, text, formats),
      without: { range: undefined, from: undefined, to: undefined },
    },
  ];
  return chips.filter(({ control, words }) => words && controls.has(control));
}
