import { html, nothing, type TemplateResult } from "lit";
import { MICROPHONE } from "../base/icons.ts";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { View } from "../base/view.ts";
import { renderNotice } from "../errors/render-notice.ts";
import { talkStyles, talkTokens } from "./talk.styles.ts";
import type { TalkController } from "./talk-controller.ts";

const adopt = stylesAdopter(talkTokens, talkStyles);

const LAYOUTS = ["button", "panel", "floating"] as const;

/** The button, or the call in its place; in a corner of the window, a button that opens and folds the call. */
export class TalkView extends View {
  readonly #model: TalkController;

  constructor(model: TalkController) {
    super(document.createElement("div"));
    this.#model = model;
    this.element.className = "talk";
    this.element.part.value = "talk";
    this.element.addEventListener("keydown", this.#pressed);
    this.requestUpdate();
  }

  refresh(): void {
    void this.#model.refreshTexts();
    this.requestUpdate();
    this.#model.panel?.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { host, panel, isOpen, isFolded, failure } = this.#model;
    const root = host.renderRoot;
    adopt(root);
    const layout = LAYOUTS.find((known) => known === host.layout) ?? "button";
    const showsPanel = isOpen && panel && !(layout === "floating" && isFolded);
    const classes = root.querySelector(".box")?.classList;
    for (const name of LAYOUTS) classes?.toggle(`as-${name}`, name === layout);
    classes?.toggle("framed", layout === "panel" || Boolean(showsPanel) || failure !== null);
    if (failure)
      return html`<slot name="error">${renderNotice(host.explain(failure), () => this.#model.press())}</slot>`;
    if (showsPanel) return html`${panel.element}`;
    return layout === "floating" ? this.#renderBubble() : this.#renderIdle(layout);
  }

  /** Focus that was on a box that is gone goes to the one in its place. */
  protected override updated(): void {
    const { panel, isFolded } = this.#model;
    const hadFocus = this.#hadFocus;
    this.#hadFocus = false;
    if (!hadFocus || (this.#model.host.renderRoot as ShadowRoot).activeElement) return;
    const own = this.element.querySelector<HTMLElement>(".start, .bubble, .notice");
    if (own) own.focus();
    else if (!isFolded) panel?.focus();
  }

  /** Set before a change that takes the box with the focus away. */
  #hadFocus = false;

  override requestUpdate(): void {
    const { activeElement } = this.element.getRootNode() as Partial<ShadowRoot>;
    if (activeElement && this.element.contains(activeElement)) this.#hadFocus = true;
    super.requestUpdate();
  }

  #renderIdle(layout: "button" | "panel"): TemplateResult {
    const { text } = this.#model.host;
    return html`<div class="idle" part="idle">
      <slot name="idle"></slot>
      ${layout === "panel" ? html`<p class="note" part="note">${text("talk.note")}</p>` : nothing}
      ${this.#renderButton("start primary", html`<slot name="start" part="start-words">${this.#label()}</slot>`)}
    </div>`;
  }

  #renderBubble(): TemplateResult {
    const { panel, isOpen } = this.#model;
    const words = isOpen && panel ? panel.words : this.#label();
    return html`<button
      class="bubble primary"
      part="bubble"
      aria-expanded="false"
      aria-busy=${this.#model.isOpening}
      @click=${isOpen ? () => this.#model.fold(false) : this.#model.press}
      @pointerenter=${this.#model.prefetch}
      @focus=${this.#model.prefetch}
    >
      ${MICROPHONE}
      <span part="bubble-text">${isOpen ? words : html`<slot name="start" part="start-words">${words}</slot>`}</span>
    </button>`;
  }

  #renderButton(classes: string, content: TemplateResult): TemplateResult {
    const { isOpening, press, prefetch } = this.#model;
    return html`<button class="button ${classes}" part="start-button" aria-busy=${isOpening} @click=${press} @pointerenter=${prefetch} @focus=${prefetch}>${content}</button>`;
  }

  #label(): string {
    const { host, isOpening } = this.#model;
    return host.text(isOpening ? "talk.opening" : "talk.start");
  }

  /** Escape folds what floats, and closes what is no call. A call is ended by its button alone. */
  #pressed = (event: KeyboardEvent): void => {
    const { host, panel, isOpen, isFolded } = this.#model;
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen || isFolded || !panel) return;
    if (panel.isCalling && host.layout !== "floating") return;
    event.preventDefault();
    if (panel.isCalling) this.#model.fold(true);
    else panel.dismiss();
  };
}
