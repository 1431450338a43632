import type { ReactiveController, TemplateResult } from "lit";
import type { CallFilters } from "../../base/call-filters.ts";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import { UrlSync } from "../url/url-sync.ts";
import { ListFilters } from "./list-filters.ts";
import { renderNoMatch } from "./render-no-match.ts";
import { Toolbar } from "./toolbar.ts";

/** What narrows a list: filters, the controls for them, and the page's query. */
export class FilterTools implements ReactiveController {
  readonly toolbar: Toolbar;
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #filters: ListFilters;
  readonly #url: UrlSync;

  constructor(kit: ListKit, host: ListHost) {
    this.#kit = kit;
    this.#host = host;
    this.#filters = new ListFilters(host);
    this.#url = new UrlSync(host, this.#filters);
    this.toolbar = new Toolbar(kit, host, this.#filters);
    host.addController(this);
  }

  /** Asks for the calls that the filters leave, those in the page's query first, unless they are there. */
  start(): void {
    this.#url.start();
    this.#filters.start();
  }

  /** A copy of what the list is narrowed to. */
  get used(): CallFilters {
    return { ...this.#filters.used };
  }

  /** Asks again for what the controls lack. */
  askAgain(): void {
    this.#filters.grant.askAgain();
  }

  stop(): void {
    this.#url.stop();
    this.#filters.stop();
    this.toolbar.stop();
  }

  hostUpdated(): void {
    this.#filters.hostUpdated();
    this.#url.hostUpdated();
    this.toolbar.hostUpdated();
  }

  /** What an empty list says where filters have left nothing; null where there are none. */
  get noMatch(): TemplateResult | null {
    const { store, text } = this.#host;
    if (!this.#filters.active || store?.state.paused) return null;
    return renderNoMatch(this.#kit, text, this.toolbar.clear);
  }
}
