import type { SiteSwitches, SubjectSwitch } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { Text } from "../i18n/text.ts";
import type { AdminContext } from "./admin-context.ts";
import { askAboutViewer, shortName } from "./ask-about-viewer.ts";
import { renderEmpty, renderFailure } from "./render-failure.ts";
import { renderTable } from "./render-table.ts";
import { SectionView } from "./section-view.ts";
import type { SwitchesStore } from "./switches-store.ts";

/** A switch for each site, and the viewers that were switched off or revoked. */
export class SwitchesView extends SectionView {
  readonly #context: AdminContext;
  readonly #store: SwitchesStore;

  constructor(context: AdminContext, store: SwitchesStore) {
    super();
    this.#context = context;
    this.#store = store;
    this.follow(store);
  }

  override open(): void {
    void this.#store.load();
  }

  protected override render() {
    const words = this.#context.words();
    const { text } = words;
    const { sites, phase, failure, isChanging } = this.#store.state;
    this.element.setAttribute("aria-busy", `${phase === "loading" || isChanging}`);
    const isEmpty = sites.length === 0;
    return html`<h2 tabindex="-1">${text("admin.switches")}</h2>
      <p class="small">${text("admin.switches.text")}</p>
      <div class="filters">
        <button class="button" type="button" ?disabled=${phase === "loading"} @click=${() => this.open()}>
          ${text("admin.refresh")}
        </button>
        <button class="button danger" type="button" ?disabled=${isChanging || isEmpty} @click=${this.#askEveryone}>
          ${text("admin.revokeAll")}
        </button>
      </div>
      ${failure ? renderFailure(failure, words, () => this.open()) : nothing}
      ${isEmpty && phase === "loading" ? html`<p class="told">${text("admin.loading")}</p>` : nothing}
      ${isEmpty && phase === "ready" ? renderEmpty(text("admin.noSites.title"), text("admin.noSites.text")) : nothing}
      ${sites.map((site) => this.#renderSite(site))}`;
  }

  #renderSite({ site, disabled, revokedAt, subjects }: SiteSwitches) {
    const { text, formats } = this.#context.words();
    const { isChanging } = this.#store.state;
    return html`<article class="card">
      <div class="card-head">
        <h3>${site}</h3>
        <span class=${disabled ? "status off" : "status"}>${text(disabled ? "admin.isOff" : "admin.isOn")}</span>
        ${revokedAt === null ? nothing : html`<span class="small">${text("admin.revokedAt", { time: formats.time(revokedAt) })}</span>`}
        <button
          class=${disabled ? "button" : "button danger"}
          type="button"
          aria-label=${text(disabled ? "admin.onSite" : "admin.offSite", { site })}
          ?disabled=${isChanging}
          @click=${() => this.#askSwitch(site, disabled)}
        >
          ${text(disabled ? "admin.on" : "admin.off")}
        </button>
        <button
          class="button danger"
          type="button"
          aria-label=${text("admin.revokeSite", { site })}
          ?disabled=${isChanging}
          @click=${() => this.#askRevoke(site)}
        >
          ${text("admin.revokeAll")}
        </button>
      </div>
      ${subjects.length === 0 ? nothing : this.#renderSubjects(site, subjects)}
    </article>`;
  }

  #renderSubjects(site: string, subjects: readonly SubjectSwitch[]) {
    const { text, formats } = this.#context.words();
    const head = [text("admin.viewer"), text("admin.state"), text("admin.time")];
    const rows = subjects.map(({ subject, disabled, revokedAt, changedAt }) => [
      html`<button
        class="link"
        type="button"
        aria-label=${text("admin.act", { name: shortName(subject) })}
        @click=${() => askAboutViewer(this.#context, this.#store, { site, subject })}
      >
        <code>${shortName(subject)}</code>
      </button>`,
      html`<span class=${disabled ? "status off" : "status"}>${text(disabled ? "admin.isOff" : "admin.isOn")}</span>`,
      html`${text("admin.changedAt", { time: formats.time(changedAt) })}
      ${revokedAt === null ? nothing : html`<span class="small">${text("admin.revokedAt", { time: formats.time(revokedAt) })}</span>`}`,
    ]);
    return renderTable(text("admin.viewers", { site }), head, rows);
  }

  #askSwitch(site: string, isOff: boolean): void {
    const name = isOff ? "on" : "off";
    const text: Text = (key, values) => this.#context.words().text(key, values);
    this.#context.ask(() => ({
      title: text(`admin.${name}.title`, { site }),
      text: text(`admin.${name}.text`),
      actions: [
        { label: text(`admin.${name}`), act: () => void this.#store.flip({ site, subject: null }, !isOff) },
      ],
    }));
  }

  #askRevoke(site: string): void {
    const text: Text = (key, values) => this.#context.words().text(key, values);
    this.#context.ask(() => ({
      title: text("admin.revokeSite.title", { site }),
      text: text("admin.revoke.text"),
      actions: [{ label: text("admin.revoke"), act: () => void this.#store.revoke({ site, subject: null }) }],
    }));
  }

  #askEveryone = (): void => {
    const text: Text = (key, values) => this.#context.words().text(key, values);
    this.#context.ask(() => ({
      title: text("admin.revokeAll.title"),
      text: text("admin.revoke.text"),
      actions: [{ label: text("admin.revoke"), act: () => void this.#store.revoke(null) }],
    }));
  };
}
