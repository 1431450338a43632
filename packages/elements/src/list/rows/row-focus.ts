import type { CallSummary } from "@keyhole/contract";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Formats } from "../../base/formats.ts";
import { rowIndex } from "./row-elements.ts";
import type { RowWindow } from "./row-window.ts";
import { TypeAhead } from "./type-ahead.ts";

const EDITABLE = "input,select,textarea,[contenteditable]";
const FOCUSABLE = `a[href],button,${EDITABLE},[tabindex]`;

interface FocusHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  readonly formats: Formats;
  readonly store: { readonly state: { readonly calls: readonly CallSummary[] } } | null;
}

/**
 * The one Tab stop of the list (roving tabindex). It belongs to a call's id, so it survives scrolling and
 * refreshing; its row stays rendered when it scrolls out of view.
 */
export class RowFocus implements ReactiveController {
  readonly #host: FocusHost;
  readonly #window: RowWindow;
  #calls: readonly CallSummary[] = [];
  #id: string | null = null;
  #index = 0;
  #leaving = -1;
  readonly #typeAhead = new TypeAhead();
  #rows: HTMLElement | null = null;
  /** A typed space is still held down. */
  #spaceTyped = false;

  constructor(host: FocusHost, window: RowWindow) {
    this.#host = host;
    this.#window = window;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#setCalls(this.#host.store?.state.calls ?? []);
  }

  hostUpdated(): void {
    const rows = this.#host.renderRoot.querySelector<HTMLElement>(".rows");
    if (rows === this.#rows) return;
    this.#rows = rows;
    rows?.addEventListener("focusin", this.#entered);
    rows?.addEventListener("keydown", this.#pressed);
    rows?.addEventListener("keyup", this.#released);
  }

  /** Index of the row that Tab reaches. */
  get index(): number {
    return this.#index;
  }

  /** Index of the row that has the focus until the other one is rendered; else -1. */
  get leaving(): number {
    return this.#leaving;
  }

  /** Takes the rows before they are rendered. If the focused row is gone, the row in its place gets the focus. */
  #setCalls(calls: readonly CallSummary[]): void {
    if (calls === this.#calls) return;
    const before = this.#calls;
    this.#calls = calls;
    if (this.#id !== null && calls[this.#index]?.id === this.#id) return;
    const placeOf = (id: string | null | undefined) => calls.findIndex((call) => call.id === id);
    const place = placeOf(this.#id);
    if (place >= 0 || this.#id === null) {
      this.#index = Math.max(0, place);
      return;
    }
    const hadFocus = this.#hasFocus;
    const ids = new Set(calls.map(({ id }) => id));
    const below = before.slice(this.#index + 1).find(({ id }) => ids.has(id));
    const above = before.slice(0, this.#index).findLast(({ id }) => ids.has(id));
    this.#index = Math.max(0, placeOf((below ?? above)?.id));
    this.#id = calls[this.#index]?.id ?? null;
    if (hadFocus) void this.#focusAgain();
  }

  /** Moves focus to a row, in view or not. */
  async focus(index: number): Promise<void> {
    const call = this.#calls[index];
    if (!call) return;
    this.#leaving = this.#hasFocus ? this.#index : -1;
    this.#id = call.id;
    this.#index = index;
    // It scrolls before the rows are rendered, so that one update does for both rows and place.
    const revealed = this.#window.reveal(index);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#row(index)?.querySelector<HTMLElement>(".call")?.focus({ preventScroll: true });
    this.#leaving = -1;
    await revealed;
  }

  /** Moves focus to the row after a call, else to the first in view. */
  focusAfter(call: CallSummary | undefined): Promise<void> {
    const added = this.#calls.findIndex(({ id }) => id === call?.id) + 1;
    return this.focus(this.#calls[added] && added > 0 ? added : this.#window.first);
  }

  /** Moves focus to the row of a call, else to the row in its place, else to the box of the rows. */
  focusCall(callId: string): Promise<void> {
    const index = this.#calls.findIndex(({ id }) => id === callId);
    if (index >= 0) this.#index = index;
    return this.#focusAgain();
  }

  #entered = (event: FocusEvent): void => {
    const index = rowIndex(event);
    const call = this.#calls[index];
    if (!call) return;
    if (!this.#window.holds(index)) void this.#window.reveal(index);
    if (call.id === this.#id) return;
    this.#id = call.id;
    this.#index = index;
    this.#host.requestUpdate();
  };

  #pressed = (event: KeyboardEvent): void => {
    const from = event.target;
    if (
      !(from instanceof Element) ||
      event.altKey ||
      event.metaKey ||
      event.defaultPrevented ||
      from.matches(EDITABLE)
    )
      return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (this.#acrossRow(event, from)) event.preventDefault();
      return;
    }
    if (this.#typedAhead(event, from)) return;
    const { pageFrom } = this.#window;
    const next = rowAfterKey(event.key, { index: rowIndex(event), count: this.#calls.length, pageFrom });
    if (next === null) return;
    event.preventDefault();
    void this.focus(next);
  };

  /** Keeps a typed space from pressing the button on release. */
  #released = (event: KeyboardEvent): void => {
    if (event.key !== " ") return;
    if (this.#spaceTyped) event.preventDefault();
    this.#spaceTyped = false;
  };

  /** Handles a character typed on a call. A space counts only after other characters, else it opens the call. */
  #typedAhead(event: KeyboardEvent, from: Element): boolean {
    const { key, timeStamp: atMs, ctrlKey, isComposing } = event;
    if ([...key].length !== 1 || ctrlKey || isComposing || !from.closest(".call")) return false;
    if (key === " ") {
      this.#spaceTyped = this.#typeAhead.goesOn(atMs);
      if (!this.#spaceTyped) return false;
    }
    event.preventDefault();
    const { locale } = this.#host.formats;
    const rows = this.#calls;
    const place = this.#typeAhead.type(key, { atMs, rows, from: rowIndex(event), locale });
    if (place !== null) void this.focus(place);
    return true;
  }

  /** Moves between the two cells of a row: the call, and the content of `renderRowEnd`. */
  #acrossRow(event: KeyboardEvent, from: Element): boolean {
    const row = from.closest(".row");
    const end = row?.querySelector<HTMLElement>(".end");
    if (!row || !end) return false;
    const forward = (event.key === "ArrowRight") === (getComputedStyle(row).direction === "ltr");
    const target = forward
      ? (end.querySelector<HTMLElement>(FOCUSABLE) ?? end)
      : row.querySelector<HTMLElement>(".call");
    if (forward && end.contains(from)) return false;
    target?.focus();
    return true;
  }

  get #hasFocus(): boolean {
    const { renderRoot } = this.#host;
    const active = renderRoot instanceof ShadowRoot ? renderRoot.activeElement : null;
    return Boolean(active?.closest(".row"));
  }

  /** Focuses the row in the place of a removed one; without rows, the box. */
  async #focusAgain(): Promise<void> {
    if (this.#calls.length > 0) return this.focus(this.#index);
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(".body")?.focus({ preventScroll: true });
  }

  #row(index: number): Element | null {
    return this.#host.renderRoot.querySelector(`.row[aria-rowindex="${index + 1}"]`);
  }
}

/** The position of the focus when a key is pressed. */
export interface KeyContext {
  index: number;
  count: number;
  /** The row one view below or above another. */
  pageFrom: (index: number, direction: 1 | -1) => number;
}

/**
 * The row that a key leads to, or null for other keys. The keys are those of the ARIA APG grid pattern; a grid with
 * fewer than three cells in a row may use Home and End for its first and last row.
 */
export function rowAfterKey(key: string, { index, count, pageFrom }: KeyContext): number | null {
  const target = {
    ArrowDown: () => index + 1,
    ArrowUp: () => index - 1,
    Home: () => 0,
    End: () => count - 1,
    PageDown: () => Math.max(index + 1, pageFrom(index, 1)),
    PageUp: () => Math.min(index - 1, pageFrom(index, -1)),
  };
  if (!Object.hasOwn(target, key)) return null;
  return Math.max(0, Math.min(count - 1, target[key as keyof typeof target]()));
}
