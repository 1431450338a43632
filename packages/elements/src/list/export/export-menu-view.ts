import { html } from "lit";
import { View } from "../../base/view.ts";
import { DOWNLOAD } from "../icons.ts";
import type { ListHost } from "../list-host.ts";
import type { ExportFormat } from "./export-pages.ts";

const FORMATS = ["csv", "xlsx", "json"] as const;
const GAP_PX = 4;

interface ExportMenuActions {
  /** The menu is about to open. */
  opened: () => void;
  start: (format: ExportFormat) => void;
}

/**
 * The export button, which discloses one button for each format. It is a disclosure, not the APG's menu button:
 * three commands need no arrow keys, and a menu role would turn a screen reader's own keys off. The formats are a
 * popover: nothing clips them, and Escape or a press elsewhere closes them.
 */
export class ExportMenuView extends View {
  readonly #host: ListHost;
  readonly #actions: ExportMenuActions;

  constructor(host: ListHost, actions: ExportMenuActions) {
    super(document.createElement("div"));
    this.element.className = "export";
    this.element.addEventListener("keydown", this.#pressed);
    this.#host = host;
    this.#actions = actions;
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(".tool-button")?.focus();
  }

  protected override render() {
    const { text } = this.#host;
    return html`<button
        class="tool-button"
        part="export"
        type="button"
        popovertarget="export-menu"
        aria-label=${text("export")}
      >
        ${DOWNLOAD}
        <span part="export-label">${text("export")}</span>
      </button>
      <div class="export-menu" part="export-menu" id="export-menu" popover @beforetoggle=${this.#toggled}>
        ${FORMATS.map(
          (format) => html`<button
            class="export-format"
            part="export-format"
            type="button"
            popovertarget="export-menu"
            popovertargetaction="hide"
            @click=${() => this.#actions.start(format)}
          >${text(`export.${format}`)}</button>`,
        )}
      </div>`;
  }

  #toggled = (event: ToggleEvent): void => {
    if (event.newState !== "open") return;
    placeMenu(event);
    this.#actions.opened();
  };

  /** Closes the menu on Escape. A browser would, too, but does not always restore the focus. */
  #pressed = (event: KeyboardEvent): void => {
    const menu = this.element.querySelector<HTMLElement>(".export-menu");
    if (event.key !== "Escape" || !menu?.matches(":popover-open")) return;
    event.preventDefault();
    menu.hidePopover();
    this.focus();
  };
}

/** Puts the menu beside its button, through the CSSOM, and closes it on scroll. */
function placeMenu(event: ToggleEvent): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement)) return;
  const button = menu.parentElement?.querySelector(".tool-button");
  if (!button) return;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  // Lengths in the element count in its CSS zoom.
  const zoom = "currentCSSZoom" in menu && typeof menu.currentCSSZoom === "number" ? menu.currentCSSZoom : 1;
  const px = (length: number) => `${Math.max(0, length) / (zoom || 1)}px`;
  const above = innerHeight - bottom < top && innerHeight - bottom < 120;
  const leftwards = (left + right) / 2 > innerWidth / 2;
  const place = {
    top: above ? "auto" : px(bottom + GAP_PX),
    bottom: above ? px(innerHeight - top + GAP_PX) : "auto",
    left: leftwards ? "auto" : px(left),
    right: leftwards ? px(document.documentElement.clientWidth - right) : "auto",
  };
  for (const [side, length] of Object.entries(place)) menu.style.setProperty(side, length);
  const open = new AbortController();
  const { signal } = open;
  addEventListener("scroll", () => menu.hidePopover(), { capture: true, passive: true, once: true, signal });
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && open.abort(), { signal });
}
