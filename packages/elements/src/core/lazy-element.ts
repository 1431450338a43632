import { html, type TemplateResult } from "lit";
import type { LazyModule } from "../base/lazy-module.ts";
import { renderNotice } from "../errors/render-notice.ts";
import type { Trouble } from "../errors/trouble.ts";
import type { Session } from "../session/index.ts";
import { SiteElement } from "./site-element.ts";

/** What an element shows, from a file of its own. */
export interface ElementContent {
  /** What is shown; null until it is there. */
  readonly view: { readonly element: HTMLElement; refresh(): void } | null;
  /** Starts, or goes on, with a session. */
  start(session: Session): void;
  stop(): void;
  retry(): void;
}

/** A module that has the content of an element. */
interface ContentModule<Content> {
  Content: new (host: never) => Content;
}

/** An element whose content is loaded when it is used. */
export abstract class LazyElement<Content extends ElementContent> extends SiteElement {
  protected abstract readonly module: LazyModule<ContentModule<Content>>;
  /** @internal The content, once it is loaded. */
  content: Content | undefined;

  protected override begin(session: Session): void {
    if (this.content) this.content.start(session);
    else void this.loadContent();
  }

  protected override suspend(): void {
    this.content?.stop();
  }

  /** What is shown until the content has loaded. */
  protected abstract placeholder(): unknown;

  override wordsChanged(): void {
    this.content?.view?.refresh();
  }

  protected override render(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.notice(trouble);
    const content = trouble
      ? notice && html`<slot name="error">${renderNotice(notice, this.#retry)}</slot>`
      : this.content?.view?.element;
    return html`<div class="box" part="box" lang=${this.language}>
      <slot name="header"></slot>
      <div class="body alone" part="body" tabindex="-1">${content ?? this.placeholder()}</div>
      <div class="unseen" role="status">${this.announcement}</div>
    </div>`;
  }

  #trouble(): Trouble | null {
    if (this.session?.state.status === "signed-out") return { kind: "signed-out" };
    return this.misuse ?? this.module.failure;
  }

  /** Loads the content once, and starts it. */
  protected async loadContent(): Promise<void> {
    if (this.content) return;
    await this.module.load();
    const { loaded } = this.module;
    if (loaded) this.content ??= new loaded.Content(this as never);
    if (this.session && this.isConnected) this.content?.start(this.session);
  }

  #retry = (): void => {
    if (this.content) this.content.retry();
    else void this.loadContent();
  };
}
