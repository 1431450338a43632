import type { CallEvent, Severity } from "@keyhole/contract";
import { html, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { amountOf, fieldsOf, stringOf } from "../../base/parse-fields.ts";
import type { Text } from "../../i18n/text.ts";

// The contract's list would load with the entry.
const SEVERITIES: readonly Severity[] = ["debug", "info", "warning", "error"];

/** Reads one event; undefined without a severity or a type. */
export function parseEvent(value: unknown): CallEvent | undefined {
  const fields = fieldsOf(value);
  const type = stringOf(fields?.type);
  const severity = SEVERITIES.find((known) => known === fields?.severity);
  if (!fields || type === null || !severity) return undefined;
  return { atMs: amountOf(fields.atMs), severity, type, text: stringOf(fields.text) ?? "" };
}

/** The field that selects the lowest severity. */
export function renderSeverities(
  text: Text,
  selected: Severity,
  select: (severity: Severity) => void,
): TemplateResult {
  const changed = ({ target }: Event) => select((target as HTMLSelectElement).value as Severity);
  return html`<label class="severity select" part="severity">${text("events.severity")}
    <select part="severity-field" @change=${changed}>
      ${SEVERITIES.map((severity) => html`<option value=${severity} ?selected=${severity === selected}>${text(severity)}</option>`)}
    </select>
  </label>`;
}

/** The events in order, with times in the digits of a locale. */
export function renderEvents(
  text: Text,
  locale: string | undefined,
  events: readonly CallEvent[],
): TemplateResult {
  return html`<ol part="event-list">
    ${events.map(
      ({ atMs, severity, type, text: words }) => html`<li class="event ${severity}" part="event ${severity}">
        <span class="at" part="event-time">${atMs === null ? "" : clockTime(atMs, locale)}</span>
        <span class="severity-name" part="event-severity">${text(severity)}</span>
        <span class="event-text" part="event-text" dir="auto" lang=""><b part="event-type">${type}</b> ${words}</span>
      </li>`,
    )}
  </ol>`;
}
