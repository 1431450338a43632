import { CALL_STATUSES } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import type { FilterView } from "./filter-view.ts";
import { renderSelect } from "./render-select.ts";

/** How far a call has come. */
export function renderStatus({ kit, text, filters, change }: FilterView): TemplateResult {
  return renderSelect(kit, {
    name: "status",
    label: text("filter.status"),
    value: filters.status ?? "",
    options: [
      ["", text("filter.status.any")],
      ...CALL_STATUSES.map((status) => [status, text(status)] as const),
    ],
    choose: (value) => change({ status: CALL_STATUSES.find((status) => status === value) }),
  });
}
