import type { Message } from "@keyhole/contract";
import { noChange } from "lit";
import { View } from "../../base/view.ts";
import { VirtualWindow } from "../../virtual/virtual-window.ts";
import type { CallHost } from "../model/call-host.ts";
import { renderTurn } from "./render-turn.ts";
import type { SearchStore } from "./search-store.ts";

export interface TurnsDeps {
  host: Pick<CallHost, "text" | "formats">;
  search: SearchStore;
  /** Goes to a place in the recording, and plays it with `play`. */
  seek: (atMs: number, play: boolean) => void;
  seekable: () => boolean;
  /** What is marked in a turn. */
  mark: (index: number, tabbable: boolean) => unknown;
  copy: (turn: Message) => void;
  link: (turn: Message) => void;
  reachedEnd: () => void;
  /** The current turn has changed, or whether the view follows it. */
  changed: () => void;
}

/** A reader this close to the end has read everything, in CSS pixels. */
const END_PX = 48;

/** A pointer that moved further between press and release was selecting text, in CSS pixels. */
const CLICK_PX = 4;

/** Keys that scroll: with one, a reader leaves the turn that is heard. */
const SCROLL_KEYS = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];

/**
 * The turns in view. One turn is a Tab stop, with its buttons; arrows, Home and End go from turn to turn.
 * The view follows the turn that is heard until the reader scrolls elsewhere.
 *
 * The log is no live region, although its role implies one: turns come and go with scrolling, so new
 * turns are announced in a sentence elsewhere.
 */
export class TurnsView extends View {
  /** The turn that is heard; -1 for none. */
  current = -1;
  following = true;
  readonly #scroller: HTMLElement;
  readonly #deps: TurnsDeps;
  readonly #box: HTMLElement;
  readonly #window: VirtualWindow;
  readonly #elements = new Map<string, HTMLElement>();
  readonly #listening = new AbortController();
  /** Ids of the long turns that the reader has unfolded. */
  readonly #whole = new Set<string>();
  #turns: readonly Message[] = [];
  #focusId: string | null = null;
  #pressedAt: { x: number; y: number } | null = null;
  /** Tools, and the fields of the call, that were unfolded for paper. */
  #unfolded: HTMLDetailsElement[] = [];

  constructor(scroller: HTMLElement, deps: TurnsDeps) {
    super(box("log"));
    this.#scroller = scroller;
    this.#deps = deps;
    this.element.part.value = "log";
    this.element.role = "log";
    this.element.ariaLive = "off";
    const sizer = box("turn-sizer", this.element);
    this.#box = box("turns", sizer);
    this.#window = new VirtualWindow({
      render: () => this.#show(),
      offset: true,
      printAll: true,
      stickToEnd: true,
    });
    this.#window.attach(this.#box, scroller);
    this.#box.addEventListener("click", this.#clicked);
    this.#box.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
      this.#pressedAt = { x, y };
    });
    this.#box.addEventListener("focusin", this.#entered);
    this.#box.addEventListener("keydown", this.#pressed);
    const { signal } = this.#listening;
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"] as const)
      scroller.addEventListener(name, this.#readsElsewhere, { passive: true, signal });
    scroller.addEventListener("scroll", () => this.atEnd && deps.reachedEnd(), { passive: true, signal });
    addEventListener("beforeprint", this.#printing, { signal });
    addEventListener("afterprint", this.#printed, { signal });
  }

  get atEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }

  setTurns(turns: readonly Message[]): void {
    this.#turns = turns;
    this.#window.setItems(turns);
    this.requestUpdate();
  }

  /** Marks the turn that is heard. */
  setCurrent(index: number): void {
    if (index === this.current) return;
    this.current = index;
    this.#show();
    if (index >= 0 && this.following) void this.#window.reveal(index, "middle");
    this.#deps.changed();
  }

  /** Follows the turn that is heard again. */
  follow(): void {
    this.following = true;
    if (this.current >= 0) void this.#window.reveal(this.current, "middle");
    this.#deps.changed();
  }

  /** Scrolls to a turn, and stays there. */
  reveal(index: number): void {
    this.following = false;
    void this.#window.reveal(index, "middle");
  }

  toEnd(): void {
    void this.#window.reveal(this.#turns.length - 1, "middle");
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  override close(): void {
    this.#window.attach(null);
    this.#listening.abort();
    super.close();
  }

  /** Each turn is a render root of its own, so that the window can render at once. */
  protected override render(): unknown {
    this.#show();
    return noChange;
  }

  get #focusIndex(): number {
    const index = this.#turns.findIndex(({ id }) => id === this.#focusId);
    return index < 0 ? Math.max(0, this.current) : index;
  }

  #show(): void {
    const turns = this.#turns;
    const { host, search, seekable, mark } = this.#deps;
    const { text } = host;
    const { locale } = host.formats;
    this.element.ariaLabel = text("transcript");
    // A list without items is invalid.
    this.#box.role = turns.length > 0 ? "list" : null;
    const focus = this.#focusIndex;
    const indexes = this.#window.indexes(focus);
    const ids = new Set(indexes.map((index) => turns[index]?.id));
    for (const [id, element] of this.#elements) {
      if (ids.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
    let place = this.#box.firstElementChild;
    for (const index of indexes) {
      const turn = turns[index];
      if (!turn) continue;
      const element = this.#elements.get(turn.id) ?? document.createElement("div");
      this.#elements.set(turn.id, element);
      element.dataset.index = `${index}`;
      if (element === place) place = place.nextElementSibling;
      else this.#box.insertBefore(element, place);
      renderTurn(element, {
        text,
        locale,
        turn,
        index,
        count: turns.length,
        current: index === this.current,
        tabbable: index === focus,
        pinned: !this.#window.holds(index),
        beginsStage: turn.stage !== (turns[index - 1]?.stage ?? 0),
        mark: mark(index, index === focus),
        seekable: seekable() && turn.audioStartMs !== null,
        unfolded: this.#whole.has(turn.id) || this.element.classList.contains("on-paper"),
        ...search.inTurn(index),
      });
    }
    if (turns.length > 0 && !this.#box.firstChild) throw new TypeError("No turn is rendered.");
    this.#window.settle();
  }

  #turnOf(target: EventTarget | null): { turn: Message; index: number } | null {
    const element = target instanceof Element ? target.closest<HTMLElement>(".turn") : null;
    const index = Number(element?.dataset.index ?? -1);
    const turn = this.#turns[index];
    return turn ? { turn, index } : null;
  }

  #clicked = (event: MouseEvent): void => {
    const turn = this.#turnOf(event.target)?.turn;
    if (!turn || !(event.target instanceof Element)) return;
    const button = event.target.closest("button");
    const { x, y } = this.#pressedAt ?? event;
    const selected = Math.hypot(event.x - x, event.y - y) > CLICK_PX;
    if (button?.matches(".copy")) this.#deps.copy(turn);
    else if (button?.matches(".link")) this.#deps.link(turn);
    else if (button?.matches(".fold")) {
      if (!this.#whole.delete(turn.id)) this.#whole.add(turn.id);
      this.#show();
    } else if (!selected && !event.target.closest("a,summary")) this.#seek(turn, button !== null);
  };

  #seek({ audioStartMs }: Message, play: boolean): void {
    if (audioStartMs === null || !this.#deps.seekable()) return;
    this.following = true;
    this.#deps.seek(audioStartMs, play);
  }

  #entered = ({ target }: Event): void => {
    const found = this.#turnOf(target);
    if (!found) return;
    // Tab reaches a turn that the reader has scrolled away from.
    if (!this.#window.holds(found.index)) void this.#window.reveal(found.index, "middle");
    if (found.turn.id === this.#focusId) return;
    this.#focusId = found.turn.id;
    this.#show();
  };

  #pressed = (event: KeyboardEvent): void => {
    const found = this.#turnOf(event.target);
    if (!found || event.defaultPrevented || event.altKey || event.metaKey || event.ctrlKey) return;
    const { turn, index } = found;
    const last = this.#turns.length - 1;
    const targets: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.#focus(Math.max(0, Math.min(last, target)));
    } else if (event.key === "Enter" && event.target === this.#elements.get(turn.id)) {
      event.preventDefault();
      this.#seek(turn, true);
    }
  };

  #focus(index: number): void {
    const turn = this.#turns[index];
    if (!turn) return;
    this.#focusId = turn.id;
    this.#show();
    this.#elements.get(turn.id)?.focus({ preventScroll: true });
    this.reveal(index);
    this.#deps.changed();
  }

  #readsElsewhere = (event: Event): void => {
    if (!this.following) return;
    if (event instanceof KeyboardEvent && !SCROLL_KEYS.includes(event.key)) return;
    // A press on the scroll bar targets the scroller itself.
    if (event instanceof PointerEvent && event.target !== this.#scroller) return;
    this.following = false;
    this.#deps.changed();
  };

  #printing = (): void => {
    this.element.classList.add("on-paper");
    this.#window.print(true);
    this.#show();
    this.#unfolded = [
      ...this.#scroller.querySelectorAll<HTMLDetailsElement>(".tool:not([open]),.fields:not([open])"),
    ];
    for (const tool of this.#unfolded) tool.open = true;
  };

  #printed = (): void => {
    this.element.classList.remove("on-paper");
    for (const tool of this.#unfolded) tool.open = false;
    this.#window.print(false);
    this.#show();
  };
}

function box(className: string, parent?: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  parent?.append(element);
  return element;
}
