import type { CallSummary } from "@keyhole/contract";
import { nothing, render, type TemplateResult } from "lit";

/** Returns the content at the end of a row: a node, a string or a Lit template. Anything else shows nothing. */
export type RowEnd = (call: CallSummary) => Node | string | TemplateResult | null | undefined;

interface End {
  call?: CallSummary;
  rowEnd?: RowEnd | null;
  /** Holds the string or template. */
  box?: HTMLElement;
}

/** The host's content at the ends of rows. An exception of the host's function or template affects only its row. */
export class RowEnds {
  readonly #known = new WeakMap<Element, End>();
  #reportedFor: RowEnd | null = null;

  /** Calls the host's function once for each row in view, and again when its call or the function changes. */
  fill(row: Element, call: CallSummary, rowEnd: RowEnd | null): void {
    const end = this.#known.get(row) ?? {};
    this.#known.set(row, end);
    if (end.call === call && end.rowEnd === rowEnd) return;
    Object.assign(end, { call, rowEnd });
    const cell = row.querySelector(".end");
    try {
      const content = rowEnd?.(call);
      const node = content instanceof Node ? content : rowEnd ? renderEnd(end, content) : "";
      if (node !== cell?.firstChild) cell?.replaceChildren(node);
    } catch (error) {
      cell?.replaceChildren();
      delete end.box;
      if (this.#reportedFor !== rowEnd) reportError(error);
      this.#reportedFor = rowEnd;
    }
  }
}

/** Renders a string or a template into the same place each time, so that equal content keeps its nodes. */
function renderEnd(end: End, content: unknown): Node {
  end.box ??= document.createElement("span");
  const isShown =
    typeof content === "string" || (typeof content === "object" && content && "_$litType$" in content);
  render(isShown ? content : nothing, end.box);
  return end.box;
}
