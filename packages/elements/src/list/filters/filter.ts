import type { Agent } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import type { CallFilters } from "../../base/call-filters.ts";
import type { Formats } from "../../base/formats.ts";
import type { Zone } from "../../base/zoned-day.ts";
import type { Text } from "../../i18n/text.ts";
import type { Need } from "./grant-store.ts";

/** A change of some filters; undefined removes one. */
export type FilterChange = { [Name in keyof CallFilters]?: CallFilters[Name] | undefined };

/** What filters depend on, beside their fields. */
export interface FilterContext {
  agents: readonly Agent[];
  /** Whether the viewer's grant and the source have all of some needs. */
  may: (needs: readonly Need[]) => boolean;
  text: Text;
  formats: Formats;
}

/** What a control shows, and what it may do. */
export interface FilterProps extends FilterContext {
  filters: CallFilters;
  nowMs: number;
  /** The fields for days are shown although no day is set. */
  choosesDays: boolean;
  chooseDays: (shown: boolean) => void;
  /** Applies a choice. */
  change: (change: FilterChange) => void;
  /** Applies typed words, after a pause or `now`. */
  type: (change: FilterChange, now?: boolean) => void;
}

/** All that is special about one filter: parsing, query, URL, chip and control follow from it. */
export interface Filter {
  /** Its name in `hide-controls`. */
  readonly name: string;
  /** Its fields of `CallFilters`, each with a reader that returns undefined for an invalid value. */
  readonly fields: Fields;
  /** The field that excludes its others. */
  readonly instead?: keyof CallFilters;
  /** Its parameters of `GET /v1/calls`; by default its fields. */
  readonly toQuery?: (filters: CallFilters, zone: Zone, nowMs: number) => object;
  /** Without these, the filter is neither offered nor applied. */
  readonly needs?: readonly Need[];
  /** Whether the viewer gets a control for it; by default always. */
  readonly isOffered?: (filters: CallFilters, context: FilterContext) => boolean;
  /** Its words on a chip; empty while it is not in use. */
  readonly words: (filters: CallFilters, context: FilterContext) => string;
  readonly control: (view: FilterProps) => TemplateResult;
  /** More fields, below the line of controls. */
  readonly details?: (view: FilterProps) => TemplateResult | null;
}

type Fields = { readonly [Name in keyof CallFilters]?: (value: unknown) => CallFilters[Name] | undefined };
