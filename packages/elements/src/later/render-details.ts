import type { CallDetail } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import type { Formats } from "../calls/formats.ts";
import type { Notice } from "../calls/notice.ts";
import type { Failure } from "../session/index.ts";
import { text } from "../texts/en-later.ts";
import type { CallState } from "./call-store.ts";
import type { Kit } from "./kit.ts";

type TextKey = Parameters<typeof text>[0];

export interface DetailsView {
  state: Exclude<CallState, { phase: "closed" }>;
  formats: Formats;
  explain: (failure: Failure) => Notice;
  close: () => void;
  retry: () => void;
}

/** One call: beside the list where there is room, else in front of it. */
export function renderDetails(kit: Kit, view: DetailsView): TemplateResult {
  const { html } = kit;
  const { call } = view.state;
  return html`<section class="details" part="details" tabindex="-1" aria-labelledby="details-title">
    <header class="details-header" part="details-header">
      <button class="close" part="details-close" aria-label=${text("details.close")} @click=${view.close}>
        <svg class="back" viewBox="0 0 24 24" aria-hidden="true"><path d="M19 12H5m6-6-6 6 6 6" /></svg>
        <svg class="cross" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18" /></svg>
      </button>
      ${kit.renderStatus(call)}
    </header>
    <h2 id="details-title" part="details-title" dir="auto" lang="">
      ${call.title ?? text(`summary.${call.status}`)}
    </h2>
    ${renderContent(kit, view)}
  </section>`;
}

function renderContent(kit: Kit, { state, formats, explain, retry }: DetailsView): TemplateResult {
  switch (state.phase) {
    case "loading":
      return kit.html`<div class="skeleton lines" part="skeleton" aria-busy="true">
        <p class="unseen">${text("details.loading")}</p>
        <i></i><i></i><i></i>
      </div>`;
    case "ready":
      return renderFields(kit, state.detail, formats);
    case "failed":
      return kit.renderNotice(explain(state.failure), retry);
  }
}

function renderFields({ html, nothing }: Kit, call: CallDetail, formats: Formats): TemplateResult {
  const full = new Intl.DateTimeFormat(formats.locale, { dateStyle: "medium", timeStyle: "medium" });
  const time = (iso: string | null) => iso && full.format(new Date(iso));
  const fields: [TextKey, string | null][] = [
    ["details.agent", call.agent?.name ?? null],
    ["details.started", time(call.createdAt)],
    ["details.joined", time(call.joinedAt)],
    ["details.ended", time(call.endedAt)],
    ["details.duration", formats.duration(call.durationMs)],
    ["details.reason", call.endReason && text(`end.${call.endReason}`)],
    ["details.medium", text(`medium.${call.medium}`)],
    ["details.language", call.languageHint],
    ["details.recording", text(call.hasRecording ? "details.yes" : "details.no")],
  ];
  const known = fields.flatMap(([key, value]): [string, string][] =>
    value === null ? [] : [[text(key), value]],
  );
  const shown = [...known, ...Object.entries(call.metadata), [text("details.id"), call.id] as const];
  return html`${
    call.summary === null
      ? nothing
      : html`<p class="summary" part="details-summary" dir="auto" lang="">${call.summary}</p>`
  }
    <dl part="details-fields">
      ${shown.map(
        ([label, value]) =>
          html`<dt part="details-label"><bdi>${label}</bdi></dt>
            <dd part="details-value"><bdi lang="">${value}</bdi></dd>`,
      )}
    </dl>`;
}
