import { html } from "lit";
import { equal } from "../../../test/assert.ts";
import { english } from "../../../test/english.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { CallFilters } from "../../base/call-filters.ts";
import { formatsFor } from "../../base/formats.ts";
import type { Filter, FilterContext } from "./filter.ts";
import { FILTERS } from "./filters.ts";
import {
  awaitGrant,
  callsQuery,
  controlsLeft,
  filterChips,
  filterNames,
  offeredFilters,
  permittedFilters,
  readFilters,
  readFilterTexts,
  sameFilters,
} from "./read-filters.ts";

// A real filter has its field in `CallFilters`.
interface WithScore extends CallFilters {
  minScore?: number;
}

const SCORE: Filter = {
  name: "score",
  fields: { minScore: (value: unknown) => (Number.isInteger(value) ? value : undefined) } as Filter["fields"],
  words: (filters: WithScore) => (filters.minScore === undefined ? "" : `Score ${filters.minScore} or more`),
  control: () => html`<select name="score"></select>`,
};
const KNOWN = [...FILTERS, SCORE];
const context: FilterContext = {
  agents: [],
  may: (needs) => needs.length === 0,
  text: english,
  formats: formatsFor(document.body, "UTC"),
};

describe("a planted filter descriptor", () => {
  const filters = readFilters({ status: "ended", minScore: 4 }, KNOWN);

  it("is read from a property", () => {
    equal(filters, { status: "ended", minScore: 4 });
    equal(readFilters({ minScore: "many" }, KNOWN), {});
  });

  it("is read from a URL", () => {
    equal(filterNames(KNOWN).includes("minScore"), true);
    const texts: Record<string, string> = { minScore: "4" };
    equal(
      readFilterTexts((name) => texts[name] ?? null, KNOWN),
      { minScore: 4 },
    );
  });

  it("is part of the query and of comparisons", () => {
    equal(callsQuery(filters, { locale: "en", timeZone: "UTC" }, 0, KNOWN), "&status=ended&minScore=4");
    equal(sameFilters(filters, { status: "ended" }, KNOWN), false);
  });

  it("has a chip, which removes it", () => {
    const controls = controlsLeft(null, KNOWN);
    const offered = offeredFilters(filters, context, controls, KNOWN);
    const chip = filterChips(filters, context, offered).at(-1);
    equal([chip?.words, Object.keys(chip?.without ?? {})], ["Score 4 or more", ["minScore"]]);
  });

  it("is neither offered nor applied without the scopes that it needs", () => {
    const needing = [...FILTERS, { ...SCORE, needs: ["evaluations:read"] as const }];
    const offered = offeredFilters(filters, context, controlsLeft(null, needing), needing);
    equal(offered.map(({ name }) => name).includes("score"), false);
    const answers = [true, false, null].map((may) => [
      Object.keys(permittedFilters(filters, (needs) => needs.length === 0 || may, needing)),
      awaitGrant(filters, (needs) => needs.length === 0 || may, needing),
    ]);
    equal(answers, [
      [["status", "minScore"], false],
      [["status"], false],
      [["status", "minScore"], true],
    ]);
  });

  it("has a control, which hide-controls hides", () => {
    const names = (hideControls: string | null) =>
      offeredFilters({}, context, controlsLeft(hideControls, KNOWN), KNOWN).map(({ name }) => name);
    equal(names("date"), ["status", "duration", "score"]);
    equal(names("score date"), ["status", "duration"]);
  });
});
