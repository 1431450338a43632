import type { Message } from "@keyhole/contract";
import { VirtualWindow } from "../../virtual/virtual-window.ts";
import type { Kit } from "../kit.ts";
import { renderTurn } from "./render-turn.ts";
import { startOf } from "./speaker-name.ts";
import type { TranscriptSearch } from "./transcript-search.ts";

export interface TurnListDeps {
  seek: (atMs: number, play: boolean) => void;
  seekable: () => boolean;
  copy: (turn: Message) => void;
  link: (turn: Message) => void;
  reachedEnd: () => void;
  changed: () => void;
}

/** A reader this near to the end is at the end. */
const END_PX = 48;

/** A pointer that moved further between press and release was selecting text. */
const CLICK_PX = 4;

/** Keys that scroll: whoever presses one reads elsewhere than what is heard. */
const SCROLL_KEYS = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];

/**
 * The turns on the screen. One of them is a Tab stop, with its buttons; arrows, Home and End go from turn
 * to turn. The one that is heard is followed until the reader scrolls elsewhere.
 *
 * The log is no live region, though that is what the role brings: turns come and go with scrolling, and
 * what is new is told in a sentence elsewhere.
 */
export class TurnList {
  readonly container: HTMLElement;
  /** The turn that is heard; -1 for none. */
  current = -1;
  following = true;
  readonly #kit: Kit;
  readonly #scroller: HTMLElement;
  readonly #deps: TurnListDeps;
  readonly #box: HTMLElement;
  readonly #window: VirtualWindow;
  readonly #elements = new Map<string, HTMLElement>();
  #turns: readonly Message[] = [];
  #search: TranscriptSearch | null = null;
  #focusId: string | null = null;
  #pressedAt: { x: number; y: number } | null = null;
  /** What was unfolded for paper. */
  #unfolded: HTMLDetailsElement[] = [];

  constructor(kit: Kit, scroller: HTMLElement, deps: TurnListDeps) {
    this.#kit = kit;
    this.#scroller = scroller;
    this.#deps = deps;
    const box = (className: string, parent?: HTMLElement) => {
      const element = document.createElement("div");
      element.className = className;
      parent?.append(element);
      return element;
    };
    this.container = box("log");
    this.container.part.value = "log";
    this.container.role = "log";
    this.container.ariaLive = "off";
    const sizer = box("turn-sizer", this.container);
    this.#box = box("turns", sizer);
    this.#window = new VirtualWindow({
      render: () => this.#render(),
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
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"] as const)
      scroller.addEventListener(name, this.#readsElsewhere, { passive: true });
    scroller.addEventListener("scroll", this.#scrolled, { passive: true });
    addEventListener("beforeprint", this.#printing);
    addEventListener("afterprint", this.#printed);
  }

  get atEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }

  /** Takes the turns of the store; returns how many are new. */
  take(turns: readonly Message[]): number {
    const added = turns.length - this.#turns.length;
    this.#turns = turns;
    return added;
  }

  show(turns: readonly Message[], search: TranscriptSearch): void {
    this.#turns = turns;
    this.#search = search;
    this.container.ariaLabel = this.#kit.text("transcript");
    // A list without an item is none.
    this.#box.role = turns.length > 0 ? "list" : null;
    this.#window.setItems(turns);
    this.#render();
  }

  /** Marks the turn that is heard. */
  setCurrent(index: number): void {
    if (index === this.current) return;
    this.current = index;
    this.#render();
    if (index >= 0 && this.following) void this.#window.reveal(index, "middle");
    this.#deps.changed();
  }

  /** Goes with what is heard again. */
  follow(): void {
    this.following = true;
    if (this.current >= 0) void this.#window.reveal(this.current, "middle");
    this.#deps.changed();
  }

  /** Scrolls to a turn, which is then where the reader is. */
  reveal(index: number): void {
    this.following = false;
    void this.#window.reveal(index, "middle");
  }

  toEnd(): void {
    void this.#window.reveal(this.#turns.length - 1, "middle");
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** After the next turns are rendered. */
  stayAtEnd(): void {
    requestAnimationFrame(() => this.toEnd());
  }

  close(): void {
    this.#window.attach(null);
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"] as const)
      this.#scroller.removeEventListener(name, this.#readsElsewhere);
    this.#scroller.removeEventListener("scroll", this.#scrolled);
    removeEventListener("beforeprint", this.#printing);
    removeEventListener("afterprint", this.#printed);
  }

  get #focusIndex(): number {
    const index = this.#turns.findIndex(({ id }) => id === this.#focusId);
    return index < 0 ? Math.max(0, this.current) : index;
  }

  #render(): void {
    const turns = this.#turns;
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
      renderTurn(this.#kit, element, {
        turn,
        index,
        count: turns.length,
        current: index === this.current,
        tabbable: index === focus,
        pinned: !this.#window.holds(index),
        beginsStage: turn.stage !== (turns[index - 1]?.stage ?? 0),
        seekable: this.#deps.seekable() && turn.audioStartMs !== null,
        ...(this.#search?.inTurn(index) ?? { matches: [], at: -1 }),
      });
    }
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
    else if (!selected && !event.target.closest("a,summary")) this.#seek(turn, button !== null);
  };

  #seek({ audioStartMs }: Message, play: boolean): void {
    if (audioStartMs === null || !this.#deps.seekable()) return;
    this.following = true;
    this.#deps.seek(audioStartMs, play);
  }

  #entered = ({ target }: Event): void => {
    const found = this.#turnOf(target);
    if (!found || found.turn.id === this.#focusId) return;
    this.#focusId = found.turn.id;
    this.#render();
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
    this.following = false;
    this.#render();
    this.#elements.get(turn.id)?.focus({ preventScroll: true });
    void this.#window.reveal(index, "middle");
    this.#deps.changed();
  }

  #readsElsewhere = (event: Event): void => {
    if (!this.following) return;
    if (event instanceof KeyboardEvent && !SCROLL_KEYS.includes(event.key)) return;
    // The scroller itself, and nothing in it, is pressed at its scroll bar.
    if (event instanceof PointerEvent && event.target !== this.#scroller) return;
    this.following = false;
    this.#deps.changed();
  };

  #scrolled = (): void => {
    if (this.atEnd) this.#deps.reachedEnd();
  };

  #printing = (): void => {
    this.container.classList.add("on-paper");
    this.#window.print(true);
    this.#unfolded = [...this.#box.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const tool of this.#unfolded) tool.open = true;
  };

  #printed = (): void => {
    this.container.classList.remove("on-paper");
    for (const tool of this.#unfolded) tool.open = false;
    this.#window.print(false);
    this.#window.settle();
  };
}

/** The last turn that began before a time, for calls whose turns have no place in a recording. */
export function turnBefore(turns: readonly Message[], atMs: number): number {
  return turns.findLastIndex((turn) => (startOf(turn) ?? Number.POSITIVE_INFINITY) <= atMs);
}
