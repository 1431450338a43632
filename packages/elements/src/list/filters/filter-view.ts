import type { CallFilters } from "../../base/call-filters.ts";
import type { Formats } from "../../base/formats.ts";
import type { Text } from "../../i18n/text.ts";
import type { ListKit } from "../kit.ts";
import type { FilterChange } from "./list-filters.ts";

/** What a control of the toolbar is made of. */
export interface FilterView {
  kit: ListKit;
  text: Text;
  formats: Formats;
  filters: CallFilters;
  /** A choice was made. */
  change: (change: FilterChange) => void;
  /** Something is being typed: it counts when nothing more comes for a while, or when it is told to. */
  type: (change: FilterChange, now?: boolean) => void;
}
