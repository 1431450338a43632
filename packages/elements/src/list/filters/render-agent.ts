import type { Agent } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import type { FilterView } from "./filter-view.ts";
import { renderSelect } from "./render-select.ts";

/** Whose calls. An agent that the viewer does not see has an option as long as it is chosen. */
export function renderAgent(
  { kit, text, filters, change }: FilterView,
  agents: readonly Agent[],
): TemplateResult {
  const value = filters.agent ?? "";
  const known = agents.map(({ id, name }) => [id, name] as const);
  const isUnknown = value && !agents.some(({ id }) => id === value);
  return renderSelect(kit, {
    name: "agent",
    label: text("filter.agent"),
    value,
    options: [
      ["", text("filter.agent.any")],
      ...known,
      ...(isUnknown ? [[value, text("filter.agent.unknown")] as const] : []),
    ],
    choose: (id) => change({ agent: id || undefined }),
  });
}
