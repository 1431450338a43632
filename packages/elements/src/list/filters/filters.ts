import { CALL_STATUSES } from "@keyhole/contract";
import { type CallFilters, DATE_RANGES } from "../../base/call-filters.ts";
import { SEARCH_CHARACTERS_MAX, SEARCH_CHARACTERS_MIN } from "../../base/limits.ts";
import { VERDICTS } from "../../base/parse-evaluation.ts";
import { boundsOf, daysOf, isDay } from "../../base/zoned-day.ts";
import type { Text } from "../../i18n/text.ts";
import { dateWords } from "./date-words.ts";
import type { Filter, FilterContext } from "./filter.ts";
import { renderDays, renderSearch, renderSelect } from "./filter-fields.ts";

/** An agent's id, in the form of any source. `encodeURIComponent` throws on lone surrogates. */
const AGENT_ID = /^\P{Surrogate}{1,100}$/u;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const DURATION_MAX_MS = 10 ** 12;
/** The option that shows the fields for the first and the last day. */
const DAYS = "days";

const search: Filter = {
  name: "text",
  fields: {
    q(value) {
      const words = typeof value === "string" ? value.trim().slice(0, SEARCH_CHARACTERS_MAX) : "";
      // `encodeURIComponent` throws on lone surrogates.
      return words.length < SEARCH_CHARACTERS_MIN ? undefined : words.replace(/\p{Surrogate}/gu, "");
    },
  },
  // Without `pii:read`, a search would find masked texts by what they hide.
  needs: ["transcripts:read", "pii:read", "q"],
  words: ({ q }, { text }) => (q ? text("filter.words", { words: q }) : ""),
  control: renderSearch,
};

const agent: Filter = {
  name: "agent",
  fields: {
    agent: (value) => (typeof value === "string" && AGENT_ID.test(value) ? value : undefined),
  },
  isOffered: (filters, { agents }) => agents.length > 1 || Boolean(filters.agent),
  words: (filters, { agents, text }) =>
    filters.agent ? (agentOf(filters.agent, agents)?.name ?? text("filter.agent.unknown")) : "",
  control({ text, filters, agents, change }) {
    const known = agentOf(filters.agent, agents);
    const value = known?.id ?? filters.agent ?? "";
    // An unknown agent has an option while it is chosen.
    const isUnknown = value && !known;
    return renderSelect({
      name: "agent",
      label: text("filter.agent"),
      value,
      options: [
        ["", text("filter.agent.any")],
        ...agents.map(({ id, name }) => [id, name] as const),
        ...(isUnknown ? [[value, text("filter.agent.unknown")] as const] : []),
      ],
      choose: (id) => change({ agent: id || undefined }),
    });
  },
};

/** The agent with an id. A UUID is the same in upper case, which hosts may write. */
function agentOf(id: string | undefined, agents: FilterContext["agents"]) {
  const sameId = agents.find((agent) => agent.id === id);
  return sameId ?? agents.find((agent) => agent.id.toLowerCase() === id?.toLowerCase());
}

const status: Filter = {
  name: "status",
  fields: { status: (value) => CALL_STATUSES.find((each) => each === value) },
  words: (filters, { text }) => (filters.status ? text(filters.status) : ""),
  control: ({ text, filters, change }) =>
    renderSelect({
      name: "status",
      label: text("filter.status"),
      value: filters.status ?? "",
      options: [["", text("filter.status.any")], ...CALL_STATUSES.map((each) => [each, text(each)] as const)],
      choose: (value) => change({ status: CALL_STATUSES.find((each) => each === value) }),
    }),
};

const verdict: Filter = {
  name: "verdict",
  fields: { verdict: (value) => VERDICTS.find((each) => each === value) },
  needs: ["evaluations:read"],
  words: (filters, { text }) => (filters.verdict ? text(`verdict.${filters.verdict}`) : ""),
  control: ({ text, filters, change }) =>
    renderSelect({
      name: "verdict",
      label: text("filter.verdict"),
      value: filters.verdict ?? "",
      options: [
        ["", text("filter.verdict.any")],
        ...VERDICTS.map((each) => [each, text(`verdict.${each}`)] as const),
      ],
      choose: (value) => change({ verdict: VERDICTS.find((each) => each === value) }),
    }),
};

type Durations = Pick<CallFilters, "minDurationMs" | "maxDurationMs">;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The choices: calls that broke off, short, usual, long and very long calls. */
const DURATIONS: readonly Durations[] = [
  { maxDurationMs: 30 * SECOND_MS },
  { minDurationMs: 30 * SECOND_MS, maxDurationMs: 2 * MINUTE_MS },
  { minDurationMs: 2 * MINUTE_MS, maxDurationMs: 5 * MINUTE_MS },
  { minDurationMs: 5 * MINUTE_MS },
  { minDurationMs: 15 * MINUTE_MS },
];

const duration: Filter = {
  name: "duration",
  fields: {
    minDurationMs: (value) => milliseconds(value) || undefined,
    maxDurationMs: milliseconds,
  },
  words: (filters, { text, formats }) => durationWords(filters, text, formats.locale),
  control({ text, formats, filters, change }) {
    const value = durationValue(filters);
    // Other durations, set by the host, have an option while they are chosen.
    const isOwn = value && !DURATIONS.some((each) => durationValue(each) === value);
    return renderSelect({
      name: "duration",
      label: text("filter.duration"),
      value,
      options: [
        ["", text("filter.duration.any")],
        ...[...DURATIONS, ...(isOwn ? [filters] : [])].map(
          (each) => [durationValue(each), durationWords(each, text, formats.locale)] as const,
        ),
      ],
      choose: (chosen) => change(durationsOf(chosen)),
    });
  },
};

const date: Filter = {
  name: "date",
  fields: {
    range: (value) => DATE_RANGES.find((range) => range === value),
    from: dayOrInstant,
    to: dayOrInstant,
  },
  instead: "range",
  toQuery(filters, zone, nowMs) {
    const { fromMs, toMs } = boundsOf(filters, zone, nowMs);
    return { from: isoTime(fromMs), to: isoTime(toMs) };
  },
  words: (filters, { text, formats }) => dateWords(filters, text, formats),
  control({ text, formats, filters, nowMs, choosesDays, chooseDays, change }) {
    const { range, from, to } = filters;
    return renderSelect({
      name: "date",
      label: text("filter.date"),
      value: range ?? (choosesDays || from || to ? DAYS : ""),
      options: [
        ["", text("filter.date.any")],
        ...DATE_RANGES.map((each) => [each, text(`filter.date.${each}`)] as const),
        [DAYS, text("filter.date.days")],
      ],
      choose(value) {
        chooseDays(value === DAYS);
        // Start with the days of the chosen range.
        const days = range ? daysOf(range, formats, nowMs) : { from, to };
        const chosen = value === DAYS ? days : {};
        change({ range: DATE_RANGES.find((each) => each === value), from: chosen.from, to: chosen.to });
      },
    });
  },
  details: (view) =>
    // A range replaces days.
    !view.filters.range && (view.choosesDays || view.filters.from || view.filters.to)
      ? renderDays(view)
      : null,
};

/** The filters of the list, in the order of their controls. */
export const FILTERS: readonly Filter[] = [search, agent, status, verdict, duration, date];

function dayOrInstant(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const isInstant = INSTANT.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
  return isInstant || isDay(value) ? value : undefined;
}

function milliseconds(value: unknown): number | undefined {
  const ms = Number.isInteger(value) ? Number(value) : -1;
  return ms >= 0 && ms <= DURATION_MAX_MS ? ms : undefined;
}

function isoTime(ms: number | null): string | undefined {
  return ms === null ? undefined : new Date(ms).toISOString();
}

/** The value of an option, such as `30000-120000` or `30000-`; empty without bounds. */
function durationValue({ minDurationMs, maxDurationMs }: Durations): string {
  const value = `${minDurationMs ?? ""}-${maxDurationMs ?? ""}`;
  return value === "-" ? "" : value;
}

/** The durations of an option's value. */
function durationsOf(value: string): { [Name in keyof Durations]-?: number | undefined } {
  const [minDurationMs, maxDurationMs] = value.split("-").map((ms) => (ms ? Number(ms) : undefined));
  return { minDurationMs, maxDurationMs };
}

/** A range of durations in words; empty without bounds. */
function durationWords(durations: Durations, text: Text, locale: string | undefined): string {
  const { minDurationMs, maxDurationMs } = durations;
  const min = minDurationMs === undefined ? "" : lengthIn(locale, minDurationMs);
  const max = maxDurationMs === undefined ? "" : lengthIn(locale, maxDurationMs);
  if (min && max) return text("filter.duration.between", { min, max });
  if (max) return text("filter.duration.upTo", { max });
  return min && text("filter.duration.atLeast", { min });
}

/** A duration in hours, minutes and seconds, without zeros. */
function lengthIn(locale: string | undefined, ms: number): string {
  const seconds = ms / SECOND_MS;
  const parts = [
    ["hour", Math.floor(seconds / 3600)],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ] as const;
  const some = parts.filter(([, amount]) => amount > 0);
  return (some.length > 0 ? some : parts.slice(2))
    .map(([unit, amount]) => new Intl.NumberFormat(locale, { style: "unit", unit }).format(amount))
    .join(" ");
}
