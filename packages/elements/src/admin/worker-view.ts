import type { AdminState, LimitUse } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { Text } from "../i18n/text.ts";
import type { AdminContext } from "./admin-context.ts";
import { sourceName } from "./figures-of.ts";
import { renderFailure } from "./render-failure.ts";
import { renderTable } from "./render-table.ts";
import type { WorkerStore } from "./worker-store.ts";

const LIMITS = ["lastHour", "lastDay", "minutes", "atOnce"] as const;

import { SectionView } from "./section-view.ts";

/** Version, budgets, memory and keys of the Worker. */
export class WorkerView extends SectionView {
  readonly #context: AdminContext;
  readonly #store: WorkerStore;

  constructor(context: AdminContext, store: WorkerStore) {
    super();
    this.#context = context;
    this.#store = store;
    this.until(
      store.subscribe(({ rotated }, previous) => {
        if (rotated && rotated !== previous.rotated) context.say(this.#rotatedWords(rotated));
      }),
    );
    this.follow(store);
  }

  override open(): void {
    void this.#store.load();
  }

  protected override render() {
    const words = this.#context.words();
    const { text } = words;
    const { current, phase, failure, rotated } = this.#store.state;
    this.element.setAttribute("aria-busy", `${phase === "loading"}`);
    return html`<h2 tabindex="-1">${text("admin.figures")}</h2>
      <div class="filters">
        <button class="button" type="button" ?disabled=${phase === "loading"} @click=${() => this.open()}>
          ${text("admin.refresh")}
        </button>
        ${current ? html`<span>${text("admin.version")}: ${current.version}</span>` : nothing}
      </div>
      ${failure ? renderFailure(failure, words, () => this.open()) : nothing}
      ${rotated ? html`<p class="told">${this.#rotatedWords(rotated)}</p>` : nothing}
      ${current ? this.#renderState(current) : nothing}
      ${!current && phase === "loading" ? html`<p class="told">${text("admin.loading")}</p>` : nothing}`;
  }

  #rotatedWords({ revoke }: { revoke: string | null }): string {
    const { text } = this.#context.words();
    return revoke === null ? text("admin.rotatedFirst") : text("admin.rotated", { name: revoke });
  }

  #renderState(state: AdminState) {
    const { text, formats } = this.#context.words();
    const budgets = this.#budgetsOf(state);
    const head = [text("admin.budget"), text("admin.used"), text("admin.most")];
    return html`<h3>${text("admin.budgets")}</h3>
      ${
        budgets.length === 0
          ? html`<p class="told">${text("admin.upstream.none")}</p>`
          : renderTable(
              text("admin.budgets"),
              head,
              budgets.map(([name, use]) => [name, this.#renderUse(name, use), mostOf(use)]),
            )
      }
      <h3>${text("admin.keys")}</h3>
      ${state.cekuraKeys.length === 0 ? html`<p class="told">${text("admin.noKeys")}</p>` : nothing}
      ${state.cekuraKeys.map((key) => this.#renderKey(key))}
      <h3>${text("admin.caches")}</h3>
      ${renderTable(
        text("admin.caches"),
        [text("admin.cache"), text("admin.entries"), text("admin.most")],
        state.caches.map(({ name, entries, most }) => {
          const words = text(`admin.cache.${name}`);
          return [words, this.#renderUse(words, { used: entries, most }), formats.number(most)];
        }),
      )}`;

    function mostOf({ most }: LimitUse): string {
      return most === null ? text("admin.noLimit") : formats.number(most);
    }
  }

  #budgetsOf({ upstreams, starts, siteStarts }: AdminState): [name: string, use: LimitUse][] {
    const { text } = this.#context.words();
    const ofPlan: [string, LimitUse][] = starts
      ? [
          [text("admin.budget.minute", { plan: starts.plan }), starts.lastMinute],
          [text("admin.budget.atOnce", { plan: starts.plan }), starts.atOnce],
        ]
      : [];
    return [
      ...upstreams.map(({ source, most, inUse }): [string, LimitUse] => [
        text("admin.budget.upstream", { source: sourceName(source) }),
        { used: inUse, most },
      ]),
      ...ofPlan,
      ...siteStarts.flatMap((use) =>
        LIMITS.map((name): [string, LimitUse] => [
          text(`admin.budget.site.${use.audience}`, { site: use.site, limit: text(`admin.limit.${name}`) }),
          use[name],
        ]),
      ),
    ];
  }

  #renderUse(name: string, { used, most }: LimitUse) {
    const { text, formats } = this.#context.words();
    if (used === null) return text("admin.unread");
    if (most === null) return formats.number(used);
    return html`<span class="measure"><meter min="0" max=${most} .value=${used} aria-label=${name}></meter>${formats.number(used)}</span>`;
  }

  #renderKey({ project, key, orphans }: AdminState["cekuraKeys"][number]) {
    const { text, formats } = this.#context.words();
    return html`<article class="card">
      <div class="card-head">
        <h4>${text("admin.project", { project: `${project}` })}</h4>
        <button
          class="button danger"
          type="button"
          aria-label=${text("admin.rotateKey", { project: `${project}` })}
          ?disabled=${this.#store.state.rotating !== null}
          @click=${() => this.#askRotation(project)}
        >
          ${text("admin.rotate")}
        </button>
      </div>
      ${
        key === null
          ? html`<p>${text("admin.noKey")}</p>`
          : html`<p>${text("admin.key", { id: `${key.id}`, name: key.name })}</p>
              ${key.createdAt === null ? nothing : html`<p class="small">${text("admin.keyMade", { time: formats.time(key.createdAt) })}</p>`}
              ${key.isRejected ? html`<p class="refused">${text("admin.keyRejected")}</p>` : nothing}`
      }
      ${orphans.length === 0 ? nothing : html`<p>${text("admin.orphans", { names: orphans.join(", ") })}</p>`}
    </article>`;
  }

  #askRotation(project: number): void {
    const text: Text = (key, values) => this.#context.words().text(key, values);
    this.#context.ask(() => ({
      title: text("admin.rotate.title", { project: `${project}` }),
      text: text("admin.rotate.text"),
      actions: [{ label: text("admin.rotate"), act: () => void this.#store.rotate(project) }],
    }));
  }
}
