import type { CallDetail, CallSummary } from "@keyhole/contract";
import { html, nothing, type TemplateResult } from "lit";
import type { Formats } from "../base/formats.ts";
import { renderStatus } from "../base/render-status.ts";
import type { Text, TextKey } from "../i18n/text.ts";

export interface HeaderState {
  call: CallSummary | null;
  ongoing: boolean;
  /** The call was deleted, so its status no longer holds. */
  gone: boolean;
  close: (() => void) | null;
}

/** The bar above a call: its title, its status, and the button that closes it. */
export function renderHeader(text: Text, { call, ongoing, gone, close }: HeaderState): TemplateResult {
  const button =
    close &&
    html`<button class="close" part="details-close" aria-label=${text("details.close")} @click=${close}>
      <span class="back"><svg viewBox="0 0 48 24" aria-hidden="true"><path d="M19 12H5m6-6-6 6 6 6M29 12h14m-6-6 6 6-6 6" /></svg></span>
      <svg class="cross" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
    </button>`;
  const title = call?.title ?? text(`summary.${call?.status ?? "loading"}`);
  return html`<header class="details-header" part="details-header">
    ${button ?? nothing}
    <h2 id="details-title" part="details-title" dir="auto" lang="">${title}</h2>
    ${call && !gone ? renderStatus(call.status, text(call.status)) : nothing}
    ${ongoing ? html`<span class="live" part="live">${text("live")}</span>` : nothing}
  </header>`;
}

/** What matters of a call, in a line. Its summary and all its fields are folded, unless they are all there is. */
export function renderFacts(text: Text, call: CallDetail, formats: Formats, folded: boolean): TemplateResult {
  const { agent, createdAt, durationMs, endReason, title, summary } = call;
  const facts = [
    agent?.name,
    formats.start(createdAt, Date.now()),
    durationMs !== null && formats.duration(durationMs),
    endReason && text(`end.${endReason}`),
  ].filter(Boolean);
  return html`<p class="facts" part="details-facts">
      ${facts.map((fact, place) => html`${place > 0 ? " · " : ""}<bdi>${fact}</bdi>`)}
    </p>
    <details class="fields" part="details-more" ?open=${!folded}>
      <summary part="details-more-button">${text("details.more")}</summary>
      ${[...new Set([title, summary])].map((words) =>
        // The header cuts a long title.
        words === null
          ? nothing
          : html`<p class="summary" part="details-summary" dir="auto" lang="">${words}</p>`,
      )}
      <dl part="details-fields">
        ${fieldsOf(text, call, formats).map(
          ([label, value]) =>
            html`<div><dt part="details-label"><bdi>${label}</bdi></dt>
              <dd part="details-value"><bdi lang="">${value}</bdi></dd></div>`,
        )}
      </dl>
    </details>`;
}

/** Name and value of each field. */
function fieldsOf(text: Text, call: CallDetail, formats: Formats): (readonly [string, string])[] {
  const { locale, timeZone } = formats;
  const format = (iso: string, dateStyle?: "medium", timeStyle?: "medium") =>
    new Date(iso).toLocaleString(locale, { dateStyle, timeStyle, timeZone });
  const day = (iso: string) => format(iso, "medium");
  // The day appears once, unless the call went past midnight.
  const time = (iso: string | null) =>
    iso && format(iso, day(iso) === day(call.createdAt) ? undefined : "medium", "medium");
  const fields: [TextKey, string | null | undefined][] = [
    ["details.agent", call.agent?.name],
    ["details.started", format(call.createdAt, "medium", "medium")],
    ["details.joined", time(call.joinedAt)],
    ["details.ended", time(call.endedAt)],
    ["details.duration", formats.duration(call.durationMs)],
    ["details.reason", call.endReason && text(`end.${call.endReason}`)],
    ["details.medium", text(`medium.${call.medium}`)],
    ["details.language", call.languageHint],
    ["details.recording", text(call.hasRecording ? "details.yes" : "details.no")],
  ];
  const known = fields.flatMap(([key, value]) => (value ? [[text(key), value] as const] : []));
  return [...known, ...Object.entries(call.metadata), [text("details.id"), call.id]];
}
