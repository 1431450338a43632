import type { TemplateResult } from "lit";
import type { Text } from "../../i18n/text.ts";
import type { ListKit } from "../kit.ts";
import type { Chip } from "./filter-chips.ts";
import { CROSS } from "./filter-icons.ts";

export interface ChipsView {
  text: Text;
  chips: readonly Chip[];
  remove: (index: number) => void;
  clear: () => void;
}

/** The filters in use, each with a button that takes it away, and one for all of them. */
export function renderChips({ html, nothing }: ListKit, { text, chips, remove, clear }: ChipsView): unknown {
  if (chips.length === 0) return nothing;
  const chip = ({ words }: Chip, index: number): TemplateResult => html`<li class="chip" part="chip">
    <span part="chip-text">${words}</span>
    <button part="chip-remove" aria-label=${text("filters.remove", { filter: words })} @click=${() => remove(index)}>
      ${CROSS(html)}
    </button>
  </li>`;
  return html`<div class="in-use" part="in-use">
    <ul class="chips" part="chips" role="list" aria-label=${text("filters.inUse")}>
      ${chips.map(chip)}
    </ul>
    <button class="clear" part="clear" @click=${clear}>${text("filters.clear")}</button>
  </div>`;
}
