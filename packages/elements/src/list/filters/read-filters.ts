import type { CallFilters } from "../../base/call-filters.ts";
import { flagOf } from "../../base/flag-of.ts";
import type { Zone } from "../../base/zoned-day.ts";
import type { Filter, FilterChange, FilterContext } from "./filter.ts";
import { FILTERS } from "./filters.ts";
import type { Need } from "./grant-store.ts";

// Everything here follows from the descriptors in `filters.ts`. Tests pass other descriptors.

/** A filter in use: its words, and the change that removes it. */
export interface Chip {
  words: string;
  without: FilterChange;
}

/** Names of the fields of `CallFilters`, in the order in which a URL has them. */
export function filterNames(known = FILTERS): string[] {
  return known.flatMap(({ fields }) => Object.keys(fields));
}

/** Reads filters from any value. Ignores invalid fields, and fields that throw. */
export function readFilters(value: unknown, known = FILTERS): CallFilters {
  const fields = known.flatMap(({ fields, instead }) => {
    const valid = Object.entries(fields).flatMap(([name, read]) => {
      const field = read(fieldOf(value, name));
      return field === undefined ? [] : [[name, field] as const];
    });
    const excluding = valid.filter(([name]) => name === instead);
    return excluding.length > 0 ? excluding : valid;
  });
  return Object.fromEntries(fields);
}

/** Reads filters from texts, as of a URL. A field that accepts no text gets a number. */
export function readFilterTexts(textOf: (name: string) => string | null, known = FILTERS): CallFilters {
  const values = known.flatMap(({ fields }) =>
    Object.entries(fields).map(([name, read]) => {
      const text = textOf(name);
      const isNumber = read(text) === undefined && /^\d+$/.test(text ?? "");
      return [name, isNumber ? Number(text) : text] as const;
    }),
  );
  return readFilters(Object.fromEntries(values), known);
}

/** Whether two filters narrow a list to the same calls. */
export function sameFilters(one: CallFilters, other: CallFilters, known = FILTERS): boolean {
  return filterNames(known).every((name) => fieldOf(one, name) === fieldOf(other, name));
}

/** The query of filters, to follow `?limit=…`. It is the same all day. */
export function callsQuery(filters: CallFilters, zone: Zone, nowMs: number, known = FILTERS): string {
  return known
    .flatMap(({ fields, toQuery }) =>
      Object.entries(
        toQuery?.(filters, zone, nowMs) ??
          Object.fromEntries(Object.keys(fields).map((name) => [name, fieldOf(filters, name)])),
      ),
    )
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `&${name}=${encodeURIComponent(`${value}`)}`)
    .join("");
}

/** Whether grant and source have all of some needs; null until they tell. */
type May = (needs: readonly Need[]) => boolean | null;

/** The filters that the grant does not refuse. */
export function permittedFilters(filters: CallFilters, may: May, known = FILTERS): CallFilters {
  const refused = filterNames(known.filter(({ needs = [] }) => may(needs) === false));
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !refused.includes(name)));
}

/** Whether only a token tells if one of the filters may be used. */
export function awaitGrant(filters: CallFilters, may: May, known = FILTERS): boolean {
  return filterNames(known.filter(({ needs = [] }) => may(needs) === null)).some((name) => name in filters);
}

/** The filters that the viewer gets a control for. */
export function offeredFilters(
  filters: CallFilters,
  context: FilterContext,
  controls: ReadonlySet<string>,
  known = FILTERS,
): Filter[] {
  return known.filter(
    ({ name, needs = [], isOffered }) =>
      controls.has(name) && context.may(needs) && (isOffered?.(filters, context) ?? true),
  );
}

/** The filters in use, of those that the viewer gets a control for. */
export function filterChips(
  filters: CallFilters,
  context: FilterContext,
  offered: readonly Filter[],
): Chip[] {
  return offered.flatMap(({ fields, words }) => {
    const chip = words(filters, context);
    const without = Object.fromEntries(Object.keys(fields).map((name) => [name, undefined]));
    return chip ? [{ words: chip, without }] : [];
  });
}

/** The controls that `hide-controls` leaves: all without the attribute, none for an empty value. */
export function controlsLeft(hideControls: string | boolean | null, known = FILTERS): ReadonlySet<string> {
  const flag = flagOf(hideControls, "hide-controls");
  const hidden = namesOf(flag);
  return new Set(controlNames(known).filter((control) => flag !== true && !hidden.includes(control)));
}

/** The names in `hide-controls` that no control has. */
export function unknownControls(hideControls: string | boolean | null, known = FILTERS): string[] {
  const all = controlNames(known);
  return namesOf(flagOf(hideControls, "hide-controls")).filter((name) => !all.includes(name));
}

/** Every control that can be hidden. */
export function controlNames(known = FILTERS): string[] {
  return [...known.map(({ name }) => name), "refresh", "export"];
}

/** Lists come with spaces or, from an array, with commas. */
function namesOf(flag: string | boolean): string[] {
  return typeof flag === "string"
    ? flag
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean)
    : [];
}

function fieldOf(value: unknown, name: string): unknown {
  try {
    return typeof value === "object" && value ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}
