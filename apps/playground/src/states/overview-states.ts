import type { OpenedState, State } from "./state.ts";

type Given = Omit<State, "group" | "element" | "name" | "query"> & {
  name: string;
  site: string;
  filters?: object;
};

const overview = ({ name, site, filters, ...given }: Given): State => ({
  name: `overview-${name}`,
  group: "The overview",
  element: "keyhole-overview",
  query: { site, ...(filters ? { filters: JSON.stringify(filters) } : {}) },
  ...given,
});

const drawn = async ({ element }: OpenedState) =>
  element.locator("[part=plot] path.bars[d^=M]").first().waitFor({ state: "attached" });

async function choose(opened: OpenedState, button: string): Promise<void> {
  await drawn(opened);
  await opened.element.getByRole("button", { name: button }).click();
}

/** Figures about many calls, from bars to words in their place. */
export const OVERVIEW_STATES: readonly State[] = [
  overview({ name: "skeleton", site: "figures-loading", words: "Loading figures", controls: 6 }),
  overview({ name: "figures", site: "many-figures", words: "Calls", steps: drawn, controls: 9 }),
  overview({ name: "graded", site: "figures-graded", words: "Share passed", steps: drawn, controls: 10 }),
  overview({ name: "coarse", site: "figures-coarse", words: "Share passed", steps: drawn, controls: 8 }),
  overview({
    name: "ninety-days",
    site: "many-figures",
    words: "Calls",
    async steps(opened) {
      await choose(opened, "90 days");
      await opened.element.locator("[aria-busy=false]").first().waitFor();
    },
    controls: 9,
  }),
  overview({
    name: "one-day",
    site: "many-figures",
    filters: { range: "today" },
    words: "Calls",
    steps: drawn,
    controls: 9,
  }),
  overview({
    name: "point",
    site: "figures-graded",
    words: "Share passed",
    async steps(opened) {
      await drawn(opened);
      await opened.element.getByRole("slider", { name: "Minutes" }).press("ArrowLeft");
    },
    controls: 10,
  }),
  overview({
    name: "tables",
    site: "figures-graded",
    words: "Share passed",
    async steps(opened) {
      await choose(opened, "Table");
      await opened.element.getByRole("table").first().waitFor();
    },
    controls: 8,
  }),
  overview({ name: "empty", site: "empty", words: "No calls in this time", controls: 6 }),
  overview({ name: "unavailable", site: "figures-none", words: "No figures for the calls", controls: 6 }),
  overview({ name: "failed", site: "figures-fail", words: "The calls are unavailable", controls: 8 }),
];
