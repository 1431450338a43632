import type { CallSummary } from "@keyhole/contract";
import { nothing, render, type TemplateResult } from "lit";
import { type RowProps, renderRow } from "./render-row.ts";

/** Returns the content at the end of a row: a node, a string or a Lit template. Anything else shows nothing. */
export type RowEnd = (call: CallSummary) => Node | string | TemplateResult | null | undefined;

interface RowElement {
  element: HTMLElement;
  call?: CallSummary;
  rowEnd?: RowEnd | null;
  /** Holds the string or template at the end of the row. */
  end?: HTMLElement;
}

/**
 * The elements of the rendered rows by call id, so that a row that stays keeps its element and its focus. Each row
 * is a render root of its own: an exception of the host's function or template affects only its row. (Lit's
 * `repeat` does the former for 0.7 kB, but not the latter.)
 */
export class RowElements {
  readonly #known = new Map<string, RowElement>();
  #reportedFor: RowEnd | null = null;

  /** Renders the rows into a box, in this order. Without a box, all elements are dropped. */
  show(box: HTMLElement | null, views: readonly RowProps[], rowEnd: RowEnd | null): void {
    const ids = new Set(views.map(({ call }) => call.id));
    for (const [id, { element }] of this.#known) {
      if (ids.has(id)) continue;
      element.remove();
      this.#known.delete(id);
    }
    let place = box?.firstElementChild ?? null;
    for (const view of views) {
      const row = this.#known.get(view.call.id) ?? { element: document.createElement("div") };
      this.#known.set(view.call.id, row);
      if (row.element === place) place = place.nextElementSibling;
      else box?.insertBefore(row.element, place);
      renderRow(row.element, view);
      this.#fillEnd(row, view.call, rowEnd);
    }
  }

  /** Calls the host's function once for each row in view, and again when its call or the function changes. */
  #fillEnd(row: RowElement, call: CallSummary, rowEnd: RowEnd | null): void {
    if (row.call === call && row.rowEnd === rowEnd) return;
    row.call = call;
    row.rowEnd = rowEnd;
    const cell = row.element.querySelector(".end");
    try {
      const content = rowEnd?.(call);
      const node = content instanceof Node ? content : rowEnd ? renderEnd(row, content) : "";
      if (node !== cell?.firstChild) cell?.replaceChildren(node);
    } catch (error) {
      cell?.replaceChildren();
      delete row.end;
      if (this.#reportedFor !== rowEnd) reportError(error);
      this.#reportedFor = rowEnd;
    }
  }
}

/** Renders a string or a template into the same place each time, so that equal content keeps its nodes. */
function renderEnd(row: RowElement, content: unknown): Node {
  row.end ??= document.createElement("span");
  const isShown =
    typeof content === "string" || (typeof content === "object" && content && "_$litType$" in content);
  render(isShown ? content : nothing, row.end);
  return row.end;
}

/** Index of the row that an event comes from; -1 for none. */
export function rowIndex(event: Event): number {
  const row = event.target instanceof Element ? event.target.closest(".row") : null;
  return Number(row?.getAttribute("aria-rowindex") ?? 0) - 1;
}
