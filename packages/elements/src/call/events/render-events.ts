import { type CallEvent, SEVERITIES, type Severity } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import type { Kit } from "../kit.ts";

/** The choice of a severity. */
export function renderSeverities(
  { html, text }: Kit,
  chosen: Severity,
  choose: (severity: Severity) => void,
): TemplateResult {
  const changed = ({ target }: Event) => choose((target as HTMLSelectElement).value as Severity);
  return html`<label class="severity" part="severity">${text("events.severity")}
    <select part="severity-field" @change=${changed}>
      ${SEVERITIES.map((severity) => html`<option value=${severity} ?selected=${severity === chosen}>${text(severity)}</option>`)}
    </select>
  </label>`;
}

/** What happened, in order. */
export function renderEvents({ html, text }: Kit, events: readonly CallEvent[]): TemplateResult {
  return html`<ol part="event-list">
    ${events.map(
      ({ atMs, severity, type, text: words }) => html`<li class="event ${severity}" part="event ${severity}">
        <span class="at" part="event-time">${atMs === null ? "" : clockTime(atMs)}</span>
        <span class="severity-name" part="event-severity">${text(severity)}</span>
        <span class="event-text" part="event-text" dir="auto" lang=""><b part="event-type">${type}</b> ${words}</span>
      </li>`,
    )}
  </ol>`;
}
