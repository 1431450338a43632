import { ENDED, LIVE, LONG, SILENT, SILENT_LIVE, UNJOINED, UNRECORDED, WAITING } from "./call-ids.ts";
import type { OpenedState, State } from "./state.ts";

type Given = Omit<State, "group" | "element" | "name" | "query"> & {
  name: string;
  site?: string;
  id?: string;
};

const call = ({ name, site = "rows", id = ENDED, ...given }: Given): State => ({
  name: `call-${name}`,
  group: "The call",
  element: "keyhole-call",
  query: { site, "call-id": id },
  ...given,
});

const FIRST_TURN = "Good afternoon, this is the delivery desk";

const player = ({ element }: OpenedState) =>
  element.getByRole("button", { name: "Play", exact: true }).waitFor();

async function full(opened: OpenedState): Promise<void> {
  await opened.element.getByText(FIRST_TURN).first().waitFor({ state: "attached" });
  await player(opened);
}

async function unfoldEvents({ element }: OpenedState, until: string): Promise<void> {
  await element.locator("summary", { hasText: "Events" }).click();
  await element.getByText(until).first().waitFor();
}

async function unfoldMetrics(opened: OpenedState): Promise<void> {
  await full(opened);
  await opened.element.locator("summary.evaluation-head").click();
  await opened.element.getByText("CSAT").first().waitFor();
}

/** Votes, and leaves: a vote waits for a few seconds otherwise. */
async function voteUntil(opened: OpenedState, until: string): Promise<void> {
  await unfoldMetrics(opened);
  await opened.element.getByRole("button", { name: "Agree with the result of CSAT", exact: true }).click();
  await opened.page.evaluate(() => dispatchEvent(new Event("beforeunload")));
  await opened.element.getByText(until).first().waitFor();
}

async function searchFor(opened: OpenedState, query: string, until: string): Promise<void> {
  await full(opened);
  await opened.element.getByRole("searchbox").fill(query);
  await opened.element.getByText(until).first().waitFor();
}

/** One call, from bars to what goes wrong in a part of it. */
export const CALL_STATES: readonly State[] = [
  call({ name: "skeleton", site: "call-loading", words: "Loading call", controls: 0 }),
  call({ name: "full", words: FIRST_TURN, steps: full, controls: 12 }),
  call({
    name: "playing",
    words: FIRST_TURN,
    async steps(opened) {
      await full(opened);
      await opened.element.getByRole("button", { name: "Play", exact: true }).click();
      await opened.element.getByRole("button", { name: "Pause" }).waitFor();
      await opened.element.locator("[part~=turn][part~=current]").waitFor({ state: "attached" });
      await opened.element.getByRole("button", { name: "Pause" }).click();
      await player(opened);
    },
    controls: 12,
  }),
  call({ name: "long", id: LONG, words: FIRST_TURN, steps: player, controls: 12 }),
  call({
    name: "moved-away",
    id: LONG,
    words: FIRST_TURN,
    async steps(opened) {
      await player(opened);
      await opened.element.getByRole("searchbox").waitFor();
      await opened.element.getByRole("slider", { name: "Position" }).press("ArrowRight");
      const details = opened.element.locator(".details");
      await details.dispatchEvent("wheel");
      await details.evaluate((box) => {
        box.scrollTop = 2_000;
      });
      await opened.element.getByRole("button", { name: /^Back to/ }).waitFor();
    },
    controls: 13,
  }),
  call({
    name: "search",
    words: FIRST_TURN,
    steps: (opened) => searchFor(opened, "thursday", "1 of 2"),
    controls: 14,
  }),
  call({
    name: "search-without-match",
    words: FIRST_TURN,
    steps: (opened) => searchFor(opened, "xyzzy", "No matches"),
    controls: 12,
  }),
  call({
    name: "download-menu",
    words: FIRST_TURN,
    async steps(opened) {
      await full(opened);
      await opened.element.locator("summary", { hasText: "Download" }).click();
      await opened.element.getByRole("button", { name: "WebVTT" }).waitFor();
    },
    // A press elsewhere has closed the menu.
    controls: 12,
  }),
  call({
    name: "tool-unfolded",
    words: FIRST_TURN,
    async steps(opened) {
      await full(opened);
      await opened.element.locator("summary", { hasText: "Tool move_delivery" }).click();
      await opened.element.getByText("4711-9").first().waitFor();
    },
    controls: 12,
  }),
  call({
    name: "events",
    words: FIRST_TURN,
    steps: (opened) => unfoldEvents(opened, "Client joined from"),
    controls: 13,
  }),
  call({
    name: "events-loading",
    site: "events-loading",
    words: FIRST_TURN,
    steps: (opened) => unfoldEvents(opened, "Loading events"),
    controls: 12,
  }),
  call({
    name: "events-empty",
    site: "events-empty",
    words: FIRST_TURN,
    steps: (opened) => unfoldEvents(opened, "No events at this level"),
    controls: 13,
  }),
  call({
    name: "events-fail",
    site: "events-fail",
    words: FIRST_TURN,
    steps: (opened) => unfoldEvents(opened, "The events could not be loaded"),
    controls: 14,
  }),
  call({ name: "live", id: LIVE, words: FIRST_TURN, controls: 5 }),
  call({
    name: "new-turns",
    id: LIVE,
    site: "transcript-grows",
    words: FIRST_TURN,
    steps: ({ element }) => element.getByRole("button", { name: /new turns?$/ }).waitFor(),
    controls: 6,
  }),
  call({ name: "waiting", id: WAITING, words: "Waiting for the caller to join", controls: 1 }),
  call({ name: "unjoined", id: UNJOINED, words: "Nobody joined this call", controls: 1 }),
  call({ name: "judged", site: "judged", words: "Passed", steps: full, controls: 13 }),
  call({
    name: "evaluation",
    site: "evaluation-reviewed",
    words: "Failed",
    steps: unfoldMetrics,
    controls: 30,
  }),
  call({
    name: "evaluation-without-votes",
    site: "judged-reads",
    words: "Passed",
    steps: unfoldMetrics,
    controls: 13,
  }),
  call({
    name: "vote-sending",
    site: "vote-sending",
    words: "Failed",
    steps: (opened) => voteUntil(opened, "Sending your vote"),
    controls: 30,
  }),
  call({
    name: "vote-fails",
    site: "vote-fails",
    words: "Failed",
    steps: (opened) => voteUntil(opened, "accepts no votes"),
    controls: 31,
  }),
  call({
    name: "evaluation-loading",
    site: "evaluation-loading",
    words: "Loading evaluation",
    steps: full,
    controls: 12,
  }),
  call({ name: "evaluation-running", site: "judged", id: LIVE, words: "still running", controls: 5 }),
  call({ name: "evaluation-ungraded", site: "evaluation-ungraded", words: "No rule applied", controls: 12 }),
  call({
    name: "evaluation-none",
    site: "evaluation-none",
    words: "no evaluation of this call",
    controls: 12,
  }),
  call({ name: "evaluation-too-old", site: "evaluation-too-old", words: "too old", controls: 12 }),
  call({
    name: "evaluation-fails",
    site: "evaluation-fails",
    words: "The evaluation service does not answer",
    steps: full,
    controls: 13,
  }),
  call({
    name: "evaluation-key",
    site: "evaluation-key",
    words: "The evaluation service rejects the key",
    steps: full,
    controls: 13,
  }),
  call({ name: "few-scopes", site: "few-scopes", words: "Call ID", controls: 1 }),
  call({ name: "recording-none", id: UNRECORDED, words: "This call has no recording", controls: 5 }),
  call({ name: "recording-loading", site: "recording-loading", words: "Loading recording", controls: 5 }),
  call({
    name: "recording-waits",
    site: "recording-waits",
    words: "The recording is being prepared",
    controls: 6,
  }),
  call({
    name: "recording-fails",
    site: "recording-fails",
    words: "The recording could not be loaded",
    controls: 7,
  }),
  call({
    name: "recording-unplayable",
    site: "recording-unplayable",
    words: FIRST_TURN,
    async steps({ element }) {
      // It may have been found out by then.
      const play = element.getByRole("button", { name: "Play", exact: true });
      await play.click({ timeout: 1_000 }).catch(() => {});
      await element.getByText("The recording could not be played").waitFor();
    },
    controls: 6,
  }),
  call({
    name: "transcript-loading",
    site: "transcript-loading",
    words: "Loading transcript",
    steps: player,
    controls: 7,
  }),
  call({
    name: "transcript-empty",
    id: SILENT,
    words: "Nothing was said.",
    steps: player,
    controls: 7,
  }),
  call({
    name: "transcript-empty-live",
    id: SILENT_LIVE,
    words: "Nothing has been said yet",
    controls: 1,
  }),
  call({
    name: "transcript-fails",
    site: "transcript-fails",
    words: "The transcript could not be loaded",
    steps: player,
    controls: 9,
  }),
  call({ name: "tools-hidden", site: "tools-hidden", words: FIRST_TURN, steps: full, controls: 12 }),
  call({ name: "missing", site: "call-gone", words: "Call not found", controls: 2 }),
  call({ name: "fails", site: "call-fails", words: "The calls are unavailable", controls: 3 }),
  call({
    name: "gone",
    site: "call-vanishes",
    id: LIVE,
    words: "This call is no longer available",
    controls: 0,
  }),
  call({
    name: "signed-out",
    words: FIRST_TURN,
    async steps({ element }) {
      await element.evaluate((one) => (one as HTMLElement & { signOut(): Promise<void> }).signOut());
      await element.getByText("You are signed out").first().waitFor();
    },
    controls: 1,
  }),
  { ...call({ name: "without-id", words: "No call set", controls: 1 }), query: { site: "rows" } },
];
