import type { OpenedState, State } from "./state.ts";

const GROUP = "Finding out why";

/** Presses the button below a notice, and waits for words of the dialog. */
const findOut =
  (words: string) =>
  async ({ element }: OpenedState): Promise<void> => {
    await element.getByRole("button", { name: "Find out why" }).click();
    await element.getByRole("dialog").getByText(words).waitFor();
  };

/** The dialog that says why calls do not appear. */
export const DIAGNOSIS_STATES: readonly State[] = [
  {
    name: "diagnosis-checking",
    group: GROUP,
    element: "keyhole-calls",
    query: { site: "doctor-silent" },
    words: "Broker error",
    steps: findOut("Checking this page and the broker"),
    // The button that closes it.
    controls: 1,
  },
  {
    name: "diagnosis-nothing",
    group: GROUP,
    element: "keyhole-calls",
    query: { site: "list-internal" },
    words: "Broker error",
    steps: findOut("No check failed."),
    controls: 2,
  },
  {
    name: "diagnosis-policy",
    group: GROUP,
    element: "keyhole-overview",
    query: { site: "rows", broker: "https://broker.example" },
    words: "This page blocks the request",
    steps: findOut("Add https://broker.example to connect-src, media-src"),
    controls: 2,
  },
];
