import { ENDED } from "./call-ids.ts";
import type { OpenedState, State } from "./state.ts";

type Given = Omit<State, "group" | "element" | "name"> & { name: string };

const list = ({ name, ...given }: Given): State => ({
  name: `list-${name}`,
  group: "The list",
  element: "keyhole-calls",
  ...given,
});

const FIRST_TITLE = "Caller wanted to know whether";
/** Filters that the toolbar shows as chips. */
const FILTERS = JSON.stringify({ status: "ended", minDurationMs: 30_000, range: "last-30-days" });

/** No call is as long. */
const NO_MATCH = JSON.stringify({ status: "ended", minDurationMs: 86_400_000, range: "last-30-days" });

/** The toolbar comes after the first rows. */
async function toolbar({ element }: OpenedState): Promise<void> {
  await element.getByRole("button", { name: "Export", exact: true }).waitFor();
  await element.locator("select[name=agent]").waitFor({ state: "attached" });
}

/** The verdicts come after the rows. */
async function judged(opened: OpenedState): Promise<void> {
  await toolbar(opened);
  await opened.element.locator(".row[role=row] .verdict-label.failed").first().waitFor();
}

const scrollTo = ({ element }: OpenedState, top: number) =>
  element.locator(".list").evaluate((box, to) => {
    box.scrollTop = to;
  }, top);

async function exportAs(opened: OpenedState, format: "CSV" | "JSON", until: string): Promise<void> {
  const { element } = opened;
  await toolbar(opened);
  await element.getByRole("button", { name: "Export", exact: true }).click();
  await element.getByRole("button", { name: format }).click();
  await element.getByText(until).first().waitFor();
}

async function openFirstEnded({ element }: OpenedState): Promise<void> {
  await element.getByRole("button", { name: FIRST_TITLE }).first().click();
  await element.getByText("Good afternoon, this is the delivery desk").first().waitFor({ state: "attached" });
  await element.getByRole("button", { name: "Play", exact: true }).waitFor();
}

/** The list with rows, and what lies around them. */
export const LIST_STATES: readonly State[] = [
  list({ name: "skeleton", query: { site: "loading" }, words: "Loading calls", controls: 0 }),
  list({ name: "rows", query: { site: "rows" }, words: FIRST_TITLE, steps: toolbar, controls: 6 }),
  list({ name: "few-rows", query: { site: "one" }, words: FIRST_TITLE, steps: toolbar, controls: 6 }),
  list({
    name: "rows-with-ends",
    query: { site: "one", "row-end": "tenant" },
    words: "tenant-a",
    steps: toolbar,
    controls: 9,
  }),
  list({
    name: "rows-without-controls",
    query: { site: "rows", "hide-controls": "" },
    words: FIRST_TITLE,
    controls: 1,
  }),
  list({
    name: "few-scopes",
    query: { site: "few-scopes" },
    words: FIRST_TITLE,
    steps: toolbar,
    controls: 5,
  }),
  list({
    name: "ten-thousand",
    query: { site: "ten-thousand" },
    words: FIRST_TITLE,
    steps: toolbar,
    controls: 6,
  }),
  list({
    name: "hundred-thousand",
    query: { site: "hundred-thousand" },
    words: FIRST_TITLE,
    steps: toolbar,
    controls: 6,
  }),
  list({
    name: "judged",
    query: { site: "judged" },
    words: FIRST_TITLE,
    steps: judged,
    controls: 7,
  }),
  list({
    name: "judged-narrow",
    width: 420,
    query: { site: "judged" },
    words: FIRST_TITLE,
    steps: judged,
    controls: 4,
  }),
  list({
    name: "verdicts-loading",
    query: { site: "verdicts-loading" },
    words: FIRST_TITLE,
    steps: toolbar,
    controls: 7,
  }),
  list({
    name: "verdicts-fail",
    query: { site: "verdicts-fail" },
    words: FIRST_TITLE,
    steps: ({ element }) => element.getByText("Unavailable").first().waitFor(),
    controls: 7,
  }),
  list({
    name: "verdict-filtered",
    query: { site: "judged", filters: JSON.stringify({ verdict: "failed" }) },
    words: "Clear all",
    steps: judged,
    controls: 9,
  }),
  list({ name: "empty", query: { site: "empty" }, words: "No calls yet", steps: toolbar, controls: 5 }),
  list({ name: "paused", query: { site: "paused" }, words: "No calls found so far", controls: 6 }),
  list({
    name: "filtered",
    query: { site: "rows", filters: FILTERS },
    words: "Clear all",
    steps: toolbar,
    controls: 9,
  }),
  list({
    name: "days",
    query: { site: "rows", filters: JSON.stringify({ from: "2026-01-01", to: "2099-12-31" }) },
    words: "Clear all",
    steps: toolbar,
    controls: 9,
  }),
  list({
    name: "no-match",
    query: { site: "rows", filters: NO_MATCH },
    words: "No calls match these filters",
    steps: toolbar,
    controls: 9,
  }),
  list({
    name: "filters-unfolded",
    width: 420,
    query: { site: "rows", filters: FILTERS },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await opened.element.getByRole("button", { name: /^Filters/ }).click();
      await opened.element.getByLabel("Status").waitFor();
    },
    controls: 10,
  }),
  list({
    name: "filters-folded",
    width: 420,
    query: { site: "rows", filters: FILTERS },
    words: FIRST_TITLE,
    steps: toolbar,
    controls: 7,
  }),
  list({
    name: "loading-more",
    query: { site: "more-loading" },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await scrollTo(opened, 1_000_000);
      await opened.element.locator(".more .spinner").waitFor();
    },
    controls: 6,
  }),
  list({
    name: "more-fails",
    query: { site: "more-fails" },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await scrollTo(opened, 1_000_000);
      await opened.element.getByText("The calls are unavailable").first().waitFor();
    },
    controls: 9,
  }),
  list({
    name: "refresh-fails",
    query: { site: "newer-fails" },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await opened.element.getByRole("button", { name: "Refresh" }).click();
      await opened.element.getByText("The calls are unavailable").first().waitFor();
    },
    controls: 9,
  }),
  list({
    name: "new-calls",
    query: { site: "newer" },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await scrollTo(opened, 400);
      await opened.element.getByRole("button", { name: "Refresh" }).click();
      await opened.element.getByRole("button", { name: "3 new calls" }).waitFor();
    },
    controls: 7,
  }),
  list({
    name: "export-menu",
    query: { site: "rows" },
    words: FIRST_TITLE,
    async steps(opened) {
      await toolbar(opened);
      await opened.element.getByRole("button", { name: "Export", exact: true }).click();
      await opened.element.getByRole("button", { name: "CSV" }).waitFor();
    },
    controls: 8,
  }),
  list({
    name: "export-progress",
    query: { site: "more-loading" },
    words: FIRST_TITLE,
    steps: (opened) => exportAs(opened, "CSV", "50 of 60 calls"),
    controls: 7,
  }),
  list({
    name: "export-waits",
    query: { site: "more-waits" },
    words: FIRST_TITLE,
    steps: (opened) => exportAs(opened, "JSON", "Waiting for the broker"),
    controls: 7,
  }),
  list({
    name: "export-failed",
    query: { site: "more-breaks" },
    words: FIRST_TITLE,
    steps: (opened) => exportAs(opened, "CSV", "The export stopped after 50 calls"),
    controls: 9,
  }),
  list({
    name: "export-done",
    query: { site: "rows" },
    words: FIRST_TITLE,
    steps: (opened) => exportAs(opened, "CSV", "The file with 60 calls is ready"),
    controls: 7,
  }),
  list({
    name: "signed-out",
    query: { site: "rows" },
    words: FIRST_TITLE,
    async steps({ element }) {
      await element.evaluate((list) => (list as HTMLElement & { signOut(): Promise<void> }).signOut());
      await element.getByText("You are signed out").first().waitFor();
    },
    controls: 1,
  }),
  list({
    name: "call-beside",
    query: { site: "rows" },
    words: FIRST_TITLE,
    steps: openFirstEnded,
    controls: 15,
  }),
  list({
    name: "call-in-front",
    width: 600,
    query: { site: "rows" },
    words: FIRST_TITLE,
    steps: openFirstEnded,
    controls: 9,
  }),
  list({
    name: "call-beside-loading",
    query: { site: "call-loading" },
    words: FIRST_TITLE,
    async steps({ element }) {
      await element.getByRole("button", { name: FIRST_TITLE }).first().click();
      await element.getByText("Loading call").waitFor({ state: "attached" });
    },
    controls: 7,
  }),
  list({
    name: "call-beside-gone",
    query: { site: "call-gone" },
    words: FIRST_TITLE,
    async steps({ element }) {
      await element.getByRole("button", { name: FIRST_TITLE }).first().click();
      await element
        .getByText(/(This call is no longer available|Call not found)/)
        .first()
        .waitFor();
    },
    controls: 7,
  }),
];

/** The call that most steps open. */
export const FIRST_ENDED = { id: ENDED, title: FIRST_TITLE };
